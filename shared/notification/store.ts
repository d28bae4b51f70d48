import * as z from 'zod';
import { type Now, toInstant } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import { notificationKey } from '../table/keys.ts';
import { absent, type Condition, commit, type Item } from '../table/transaction.ts';

/** What became of the e-mail about one event. */
const Outcome = z.discriminatedUnion('state', [
  z.object({ state: z.literal('sending'), leaseUntil: StoredInstant }),
  z.object({ state: z.literal('sent'), messageId: z.string(), at: StoredInstant }),
  z.object({ state: z.literal('skipped'), reason: z.enum(['no-address']), at: StoredInstant }),
]);
type Outcome = z.infer<typeof Outcome>;
export type Settled = Exclude<Outcome, { state: 'sending' }>;

/** The same as it is kept. */
const Notification = z.object({ v: z.literal(1) }).and(Outcome);

/** An event of a dossier that is told once. */
type Told = { readonly dossierId: string; readonly eventId: string };

/** As long as the function may run: who holds the lease longer is dead. */
const LEASE_MS = 30_000;

/** The event was told before. */
class AlreadySettled extends Error {}

/** Another run is telling it right now: the queue brings the event again. */
class BeingSent extends Error {}

const refusedBy = (current: Item | undefined): Error =>
  Notification.parse(current).state === 'sending'
    ? new BeingSent('another run is sending this notification')
    : new AlreadySettled('this notification was settled before');

const record = ({ dossierId, eventId }: Told, outcome: Outcome, when?: Condition): Promise<void> =>
  commit([{ put: { ...notificationKey(dossierId, eventId), v: 1, ...outcome }, when, refused: refusedBy }]);

/** The right to send is given to one run, and anew when its lease has run out without a result. */
const free = (now: Date): Condition => ({
  expression: `${absent.expression} OR (#state = :sending AND leaseUntil <= :now)`,
  names: { '#state': 'state' },
  values: { ':sending': 'sending', ':now': toInstant(now) },
});

const leased = (until: number): Outcome => ({
  state: 'sending',
  leaseUntil: toInstant(new Date(until)),
});

/**
 * Tells an event once, however often the queue brings it. Only a run that dies between sending and recording makes
 * an e-mail come twice, which is better than one that never comes.
 * @returns what became of it, or undefined when it was settled before
 * @throws whatever `tell` throws, and when another run is telling it: to be tried again
 */
export async function tellOnce(
  told: Told,
  now: Now,
  tell: () => Promise<Settled>,
): Promise<Settled | undefined> {
  try {
    await record(told, leased(now().getTime() + LEASE_MS), free(now()));
  } catch (error) {
    if (error instanceof AlreadySettled) return undefined;
    throw error;
  }
  const outcome = await tell().catch(async (error) => {
    // The next try need not wait for the lease.
    await record(told, leased(now().getTime()));
    throw error;
  });
  await record(told, outcome);
  return outcome;
}
