import { readSubscription } from '../../shared/feed/contracts/read-subscription.ts';
import { loadDeeds } from '../../shared/feed/store.ts';
import { viewOfDeed, viewOfFeed, viewOfQueue } from '../../shared/feed/subscription-view.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

/** Of what was done with the subscription, as much as one looks at. */
const DEEDS_SHOWN = 10;

export const handler = serveRead(readSubscription, async ({ params: { agency } }, { now }) => {
  const [queue, feed, deeds] = await Promise.all([
    viewOfQueue(agency),
    viewOfFeed(agency, now()),
    loadDeeds(agency, DEEDS_SHOWN),
  ]);
  return { body: { agency, queue, feed, deeds: deeds.map(viewOfDeed) } };
});
