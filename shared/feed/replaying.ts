import * as z from 'zod';
import { type Instant, toInstant } from '../clock.ts';
import { openPlace, sealCursor } from '../http/cursor.ts';
import { Problem } from '../http/problems.ts';
import { StoredInstant } from '../instant.ts';
import type { FedEvent } from './event.ts';
import { isKept, loadDossierEvents, loadEvents, Place, settledBy } from './reading.ts';
import type { Withheld } from './withholding.ts';

const paged = {
  /** Of a page: as many events are looked at. */
  limit: z.int().min(1).max(100).default(100),
  dryRun: z.boolean().default(false).meta({ description: 'Say how many, and send none.' }),
};

/** What is to be sent again, or how a replay goes on. */
export const ReplayRequest = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('time'), from: z.iso.datetime({ offset: true }), ...paged }),
    z.strictObject({
      kind: z.literal('dossier'),
      dossierId: z.uuid(),
      after: z.int().min(0).max(999_999).default(0).meta({ description: 'The last number that is there.' }),
      ...paged,
    }),
    z.strictObject({ kind: z.literal('cursor'), cursor: z.string().min(1).max(600), ...paged }),
  ])
  .meta({ id: 'ReplayRequest' });
type ReplayRequest = z.output<typeof ReplayRequest>;

const OfTime = z.object({
  kind: z.literal('time'),
  /** Sets it apart from other replays: SQS is not to take it for a repeat. */
  run: z.string(),
  from: StoredInstant,
  until: StoredInstant,
  ...Place.shape,
});
const OfDossier = z.object({
  kind: z.literal('dossier'),
  run: z.string(),
  dossierId: z.uuid(),
  after: z.int().min(0),
});

/** How far a replay has come, and of what. */
export const EventReplay = z.discriminatedUnion('kind', [OfTime, OfDossier]);
export type EventReplay = z.output<typeof EventReplay>;

/** Bound to whether it sends: a replay that sent nothing does not count as one. */
const scopeOf = (agency: string, dryRun: boolean) => ['replay', agency, String(dryRun)];

const sealed = (agency: string, replay: EventReplay, dryRun: boolean): string =>
  sealCursor(scopeOf(agency, dryRun), JSON.stringify(replay));

const ofTime = (run: string, from: Instant, until: Instant): EventReplay => ({
  kind: 'time',
  run,
  from,
  until,
  at: from,
});

/** By which a replay sends what was kept back; the same each time, so that it may be asked for again. */
export const cursorTo = ({ agency, from, until }: Withheld & { readonly until: Instant }): string =>
  sealed(agency, ofTime(`kept-${Date.parse(from)}`, from, until), false);

/**
 * The replay that is asked for, up to what has settled by now: what is later comes by itself.
 * @throws Problem `events-expired` when it is to begin further back than the feed goes
 * @throws Problem `cursor-invalid`
 */
export function replayFor(
  agency: string,
  asked: ReplayRequest,
  { now, run }: { readonly now: Date; readonly run: string },
): EventReplay {
  switch (asked.kind) {
    case 'cursor':
      return openPlace(EventReplay, scopeOf(agency, asked.dryRun), asked.cursor);
    case 'dossier':
      return { kind: 'dossier', run, dossierId: asked.dossierId, after: asked.after };
    case 'time': {
      const from = toInstant(new Date(asked.from));
      if (!isKept({ at: from }, now)) throw new Problem('events-expired');
      return ofTime(run, from, settledBy(now));
    }
  }
}

/** A page of a replay, and how it goes on. */
type ReplayPage = {
  readonly events: readonly FedEvent[];
  /** Absent when that was all. */
  readonly nextCursor: string | undefined;
  /** Whether the next page has something by now. */
  readonly isReady: boolean;
};

/** @throws Problem `dossier-not-found` where there is no such event of a dossier for this agency to hear */
export async function loadReplayed(
  agency: string,
  replay: EventReplay,
  { now, limit, dryRun }: { readonly now: Date; readonly limit: number; readonly dryRun: boolean },
): Promise<ReplayPage> {
  if (replay.kind === 'dossier') {
    const events = await loadDossierEvents(replay.dossierId, agency, { after: replay.after, limit });
    if (!events) throw new Problem('dossier-not-found');
    const after = events.length === limit ? events.at(-1)?.sequence : undefined;
    const nextCursor = after === undefined ? undefined : sealed(agency, { ...replay, after }, dryRun);
    return { events, nextCursor, isReady: true };
  }
  const { events, next, isAll } = await loadEvents(agency, replay, { now, limit, before: replay.until });
  if (isAll && next.at >= replay.until) return { events, nextCursor: undefined, isReady: true };
  const { id: _, ...begun } = replay;
  return { events, nextCursor: sealed(agency, { ...begun, ...next }, dryRun), isReady: !isAll };
}

/** Whether a replay that has come to its end has sent all that was kept back. */
export const makesUpFor = (replay: EventReplay, { from, until }: Withheld): boolean =>
  replay.kind === 'time' && until !== undefined && replay.from <= from && replay.until >= until;
