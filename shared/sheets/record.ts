import { type Instant, toInstant } from '../clock.ts';
import type { ApologyDraft } from '../dossier/apology-draft.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import type { EventName } from '../dossier/events.ts';
import type { Entry } from '../dossier/history.ts';
import type { FeeReceipt } from '../fee-receipt/fee-receipt.ts';
import type { Procedure } from '../procedure/procedure.ts';

/** What the forms of a dossier are made from. */
export type SheetRecord = {
  readonly file: DossierFile<Filed>;
  /** All that happened to it, oldest first. */
  readonly history: readonly Entry[];
  /** The procedure of today, for the names of its papers; dossiers outlive their procedures. */
  readonly procedure: Procedure | undefined;
  /** The page on which people look their dossiers up. */
  readonly trackingUrl: string;
  /** The page on which papers are verified. */
  readonly verificationUrl: string;
  /** The receipt of a fee that is asked for. */
  readonly feeReceipt?: FeeReceipt | undefined;
  /** What another day would be appointed with, for who decides on it. */
  readonly apologyDraft?: ApologyDraft | undefined;
};

/** The newest entry of one of these events. */
export const newestOf = (history: readonly Entry[], ...names: readonly EventName[]): Entry | undefined =>
  history.findLast(({ event }) => names.some((name) => name === event.type));

/** When what an entry tells happened. */
export const happenedAt = ({ event }: Pick<Entry, 'event'>): Instant =>
  toInstant(new Date(event.data.occurredAt));

/** The name of an officer who acted; of nobody else a name is on record. */
export const nameOfActor = (actor: Entry['actor'] | undefined): string | undefined =>
  actor?.kind === 'officer' ? actor.name : undefined;

/** The page with the code filled in: it opens nothing by itself, and what stands after `#` is sent to nobody. */
export const trackingLink = ({ trackingUrl, file }: SheetRecord): string =>
  `${trackingUrl}#${file.dossier.code}`;
