import { sqs } from '../../shared/aws.ts';
import { toInstant } from '../../shared/clock.ts';
import { actorOf } from '../../shared/dossier/rules.ts';
import { replayEvents } from '../../shared/feed/contracts/replay-events.ts';
import { sendInOrder } from '../../shared/feed/queue.ts';
import { loadReplayed, makesUpFor, replayFor } from '../../shared/feed/replaying.ts';
import { dropWithheld, loadWithheld, putDeed } from '../../shared/feed/store.ts';
import { letsThrough, requireSubscription } from '../../shared/feed/subscription.ts';
import { serveChange } from '../../shared/http/serve-change.ts';

/** So long until what happened a moment ago has settled a little more. */
const WAIT_SECONDS = 30;

export const handler = serveChange(replayEvents, async ({ params, body, caller }, { now, newId }) => {
  const { agency } = params;
  const { queueUrl, filter } = requireSubscription(agency);
  const { kind, dryRun, limit } = body;
  const at = now();
  const replay = replayFor(agency, body, { now: at, run: newId() });
  const { events, nextCursor, isReady } = await loadReplayed(agency, replay, { now: at, limit, dryRun });
  const wanted = events.filter((event) => letsThrough(filter, event));
  if (!dryRun) await sendInOrder(sqs, queueUrl, wanted, replay.run);
  const withheld = dryRun || nextCursor ? undefined : await loadWithheld(agency);
  const deed = { agency, deed: 'replay' as const, at: toInstant(at), by: actorOf(caller) };
  return {
    body: {
      events: wanted.length,
      dossiers: new Set(wanted.map(({ subject }) => subject)).size,
      nextCursor,
      waitSeconds: isReady ? 0 : WAIT_SECONDS,
    },
    writes: [
      ...(dryRun || kind === 'cursor' ? [] : [putDeed(deed, newId())]),
      ...(withheld && makesUpFor(replay, withheld) ? [dropWithheld(withheld)] : []),
    ],
  };
});
