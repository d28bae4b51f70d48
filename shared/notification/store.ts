import type { Instant } from '../clock.ts';
import type { Filed } from '../dossier/dossier.ts';
import type { CloudEvent } from '../dossier/events.ts';
import { loadFiledFrom } from '../dossier/store.ts';
import { notificationKey } from '../table/keys.ts';
import { absent, commit } from '../table/transaction.ts';

/** What became of the e-mail about one event. */
export type Outcome =
  | { readonly state: 'sent'; readonly messageId: string; readonly at: Instant }
  | { readonly state: 'skipped'; readonly reason: 'no-address'; readonly at: Instant };

/** An event of a dossier. */
type Told = Pick<CloudEvent, 'subject' | 'sequence'>;

/**
 * The dossier of an event, a moment ago, and whether its applicant was told of the event before.
 * @throws Error when the dossier is not found yet
 */
export async function loadToTell({ subject, sequence }: Told): Promise<{ dossier: Filed; settled: boolean }> {
  const key = notificationKey(subject, sequence);
  const { dossier, before } = await loadFiledFrom(key);
  return { dossier, settled: before.some(({ SK }) => SK === key.SK) };
}

/**
 * Writes down what became of the e-mail about an event, so that no repeat of the event sends another. The record
 * follows the e-mail, and nothing has to hold other runs off before: while a message of a FIFO queue is being worked
 * on, nobody gets another of its group, which is its dossier's, until the visibility timeout has passed (SQS developer
 * guide, "Interleaving multiple ordered message groups"). So an e-mail comes twice only when its run dies between
 * sending and recording or outlasts that timeout, or when a repeat follows within the moment by which the read before
 * it may be late: better than one that never comes.
 * @throws Superseded when another run has told it meanwhile: the event comes again, and is found settled
 */
export const recordOutcome = ({ subject, sequence }: Told, outcome: Outcome): Promise<void> =>
  commit([{ put: { ...notificationKey(subject, sequence), v: 1, ...outcome }, when: absent }]);
