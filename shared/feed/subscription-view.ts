import { type Instant, withVietnamOffset } from '../clock.ts';
import type { SubscriptionView } from './contracts/read-subscription.ts';
import { countMessages } from './queue.ts';
import { DAYS_BACK, daysBefore, loadEvents } from './reading.ts';
import { cursorTo } from './replaying.ts';
import { loadBeside, loadWithheld, type SubscriptionDeed } from './store.ts';
import { subscriptionOf } from './subscription.ts';
import type { Withheld } from './withholding.ts';

/** What is kept from a queue, and by which cursor it is sent once the queue is resumed. */
export function viewOfKeptBack({ until, ...withheld }: Withheld) {
  return {
    from: withVietnamOffset(withheld.from),
    until: until ? withVietnamOffset(until) : null,
    cursor: until ? cursorTo({ ...withheld, until }) : null,
  };
}

/** How the queue of an agency is, where it has one. */
export async function viewOfQueue(agency: string): Promise<SubscriptionView['queue']> {
  const subscription = subscriptionOf(agency);
  if (!subscription) return null;
  const { queueUrl, wanted } = subscription;
  const [withheld, counts] = await Promise.all([loadWithheld(agency), countMessages(queueUrl)]);
  const { waiting, inFlight } = counts;
  return {
    delivery: !withheld ? 'live' : withheld.until ? 'behind' : 'suspended',
    only: wanted,
    ...counts,
    oldestSeconds: waiting + inFlight === 0 ? 0 : null,
    keptBack: withheld ? viewOfKeptBack(withheld) : null,
  };
}

/** The oldest event that a feed tells from an instant on, or from as far back as it goes. */
async function oldestFrom(agency: string, reached: Instant, now: Date): Promise<string | undefined> {
  const furthest = daysBefore(now, DAYS_BACK);
  const at = reached < furthest ? furthest : reached;
  return (await loadEvents(agency, { at }, { now, limit: 1 })).events[0]?.time;
}

/** How the feed of an agency is read. */
export async function viewOfFeed(agency: string, now: Date): Promise<SubscriptionView['feed']> {
  const { reading } = await loadBeside(agency);
  if (!reading) return { readAt: null, reached: null, oldestSeconds: null };
  const { at, reached } = reading;
  const oldest = await oldestFrom(agency, reached, now);
  return {
    readAt: withVietnamOffset(at),
    reached: withVietnamOffset(reached),
    oldestSeconds: oldest ? Math.floor((now.getTime() - Date.parse(oldest)) / 1000) : 0,
  };
}

/** What was done with a subscription, and in which role: of the person the log knows. */
export const viewOfDeed = ({ deed, at, by }: SubscriptionDeed): SubscriptionView['deeds'][number] => ({
  deed,
  at: withVietnamOffset(at),
  role: by.kind === 'officer' ? by.role : null,
});
