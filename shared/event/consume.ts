import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type Now, systemNow } from '../clock.ts';
import { type NewId, randomId } from '../ids.ts';
import { log, logger } from '../log.ts';

import type { CloudEventOf } from './envelope.ts';
import type { Worker } from './worker.ts';

/** What a consumer gets besides its event. */
export type ConsumerSources = {
  readonly now: Now;
  readonly newId: NewId;
  /** How often the queue has brought the event, this time included: above 1 a run before may have done all but say so. */
  readonly deliveries: number;
};

/** What is logged of an event. */
type Heard = Pick<CloudEventOf<string, unknown>, 'id' | 'name' | 'sequence' | 'correlationid'>;

const sources: Omit<ConsumerSources, 'deliveries'> = { now: systemNow, newId: randomId };

/**
 * Consumes a FIFO queue behind the topic of events. A message that fails comes again, and so do those behind it
 * of the same dossier, so that order holds; other dossiers go on. After the fifth time it is in the dead-letter queue.
 * `consume` is to be idempotent by the event's id: a queue may deliver twice.
 */
export const consumeQueue = <Event extends Heard>(
  worker: Worker,
  catalogue: { parse(value: unknown): Event },
  consume: (event: Event, sources: ConsumerSources) => Promise<void>,
): ((event: SQSEvent, context: Context) => Promise<SQSBatchResponse>) => {
  const processor = new SqsFifoPartialProcessorAsync();
  const handle = async (record: SQSRecord): Promise<void> => {
    logger.resetKeys();
    try {
      const event = catalogue.parse(JSON.parse(record.body));
      logger.appendKeys({ worker: worker.id, correlationId: event.correlationid });
      const deliveries = Number(record.attributes.ApproximateReceiveCount);
      await consume(event, { ...sources, deliveries });
      log.info('EVENT_CONSUMED', { event: event.id, type: event.name, sequence: event.sequence });
    } catch (error) {
      log.error('EVENT_FAILED', error, { worker: worker.id, messageId: record.messageId });
      throw error;
    }
  };
  return (event, context) =>
    processPartialResponse(event, handle, processor, {
      context,
      skipGroupOnError: true,
      throwOnFullBatchFailure: false,
    });
};

/**
 * The same for a consumer that takes a batch in one go, which is cheaper. When the batch fails, each message of it is tried
 * by itself, so that one that cannot be consumed holds up its own dossier only.
 */
export function consumeTogether<Event extends Heard>(
  worker: Worker,
  catalogue: { parse(value: unknown): Event },
  consume: (events: readonly Event[]) => Promise<void>,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const alone = consumeQueue(worker, catalogue, (event) => consume([event]));
  return async (batch, context) => {
    logger.resetKeys();
    try {
      const events = batch.Records.map(({ body }) => catalogue.parse(JSON.parse(body)));
      await consume(events);
      logger.appendKeys({ worker: worker.id });
      for (const { id, name, sequence, correlationid } of events)
        log.info('EVENT_CONSUMED', { event: id, type: name, sequence, correlationId: correlationid });
      return { batchItemFailures: [] };
    } catch {
      return alone(batch, context);
    }
  };
}
