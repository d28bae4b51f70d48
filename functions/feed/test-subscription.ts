import { sqs } from '../../shared/aws.ts';
import { toInstant } from '../../shared/clock.ts';
import { actorOf } from '../../shared/dossier/rules.ts';
import { testSubscription } from '../../shared/feed/contracts/test-subscription.ts';
import { sendInOrder } from '../../shared/feed/queue.ts';
import { putDeed, putTest } from '../../shared/feed/store.ts';
import { subscriptionOf } from '../../shared/feed/subscription.ts';
import { testEvent } from '../../shared/feed/test-event.ts';
import { serveChange } from '../../shared/http/serve-change.ts';

export const handler = serveChange(
  testSubscription,
  async ({ params, caller, correlationId }, { now, newId }) => {
    const { agency } = params;
    const at = now();
    const event = testEvent({ id: newId(), subject: newId(), agency, at, correlationId });
    const subscription = subscriptionOf(agency);
    if (subscription) await sendInOrder(sqs, subscription.queueUrl, [event], 'test');
    const by = actorOf(caller);
    return {
      body: { id: event.id, type: event.type, queued: subscription !== undefined },
      writes: [putTest(event, by), putDeed({ agency, deed: 'test', at: toInstant(at), by }, newId())],
    };
  },
);
