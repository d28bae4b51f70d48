import type { Now } from '../clock.ts';
import { log } from '../log.ts';
import type { Email } from '../notification/email.ts';
import { sendEmail } from '../notification/send.ts';
import { commit, Superseded, type Write } from '../table/transaction.ts';
import { announced, type Errand, isToDo, tried } from './errand.ts';

/** How one kind of errand is gone on with. */
export type Kind<One extends Errand> = {
  readonly load: (subject: string) => Promise<One | undefined>;
  /** What nobody has gone on with since it was read. @param wakes whether the next run is to begin */
  readonly put: (before: One, after: One, said: { readonly wakes: boolean }) => Write;
  /** Makes the next file, under a place that a run which makes it again takes again. */
  readonly make: (one: One, now: Date) => Promise<One>;
  readonly letter: (one: One) => Email;
};

/** Does one thing: the next file, or the letter when all are there. */
async function doNext<One extends Errand>(one: One, { make, letter }: Kind<One>, now: Date): Promise<One> {
  if (one.state === 'making') return make(one, now);
  if (one.email) await sendEmail(one.email, letter(one));
  return announced(one);
}

/**
 * Goes on with what an account asked for by one step, and wakes the next run by what it writes down. A run that is cut, or
 * comes twice, finds what was written, and begins the same step again; of two at once one is written down.
 * @throws Error for a step that failed: the stream brings it again
 */
export async function goOnWithErrand<One extends Errand>(
  kind: Kind<One>,
  subject: string,
  now: Now,
): Promise<void> {
  try {
    const found = await kind.load(subject);
    if (!found || !isToDo(found)) return;
    const begun = tried(found);
    await commit([kind.put(found, begun, { wakes: false })]);
    const { exportId, state } = begun;
    if (!isToDo(begun)) return log.warn('EXPORT_WENT_ON', { exportId, state });
    const after = await doNext(begun, kind, now());
    await commit([kind.put(begun, after, { wakes: true })]);
    log.info('EXPORT_WENT_ON', { exportId, state: after.state, step: after.step });
  } catch (error) {
    if (!(error instanceof Superseded)) throw error;
  }
}
