import { PublishCommand, type PublishCommandInput } from '@aws-sdk/client-sns';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { sns } from '../aws.ts';
import { type Now, systemNow } from '../clock.ts';
import { log } from '../log.ts';
import { measure } from '../metrics.ts';
import { environment } from '../resources.ts';
import { nameOfType } from './envelope.ts';
import { type Envelope, readOutbox } from './outbox.ts';

const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });

/** An event as the topic takes it: group = dossier, deduplication = event id, and what subscribers filter by. */
export const publicationOf = (event: Envelope, TopicArn: string): PublishCommandInput => ({
  TopicArn,
  Message: JSON.stringify(event),
  MessageGroupId: event.subject,
  MessageDeduplicationId: event.id,
  MessageAttributes: {
    type: attribute(nameOfType(event.type)),
    agency: attribute(event.data.agency),
    delivery: attribute(event.data.delivery),
  },
});

/** Sends one event to the topic. @returns how long it took from the commit to the topic, in milliseconds */
async function publish(event: Envelope, now: Now): Promise<number> {
  await sns.send(new PublishCommand(publicationOf(event, environment('EVENTS_TOPIC_ARN'))));
  const lagMs = now().getTime() - new Date(event.time).getTime();
  log.info('EVENT_PUBLISHED', {
    event: event.id,
    type: event.type,
    sequence: event.sequence,
    correlationId: event.correlationid,
    lagMs,
  });
  return lagMs;
}

/** Sends the events of one change, in their order. */
async function publishChange(record: DynamoDBRecord, now: Now): Promise<readonly number[]> {
  const lags: number[] = [];
  for (const event of readOutbox(record.dynamodb?.NewImage?.outbox?.S ?? '[]'))
    lags.push(await publish(event, now));
  return lags;
}

/** Sends a dossier's events one after the other; the first that fails stops it, so that order holds. */
async function publishInOrder(
  records: readonly DynamoDBRecord[],
  now: Now,
): Promise<{ lags: readonly number[]; failed?: string | undefined }> {
  const lags: number[] = [];
  for (const record of records) {
    try {
      lags.push(...(await publishChange(record, now)));
    } catch (error) {
      log.error('EVENT_FAILED', error, { sequenceNumber: record.dynamodb?.SequenceNumber });
      return { lags, failed: record.dynamodb?.SequenceNumber };
    }
  }
  return { lags };
}

/**
 * Publishes a batch of the table's stream: dossiers side by side, each in its order. The earliest failure is
 * reported and the stream comes again from there; what was sent already is dropped by its deduplication id and,
 * after five minutes, by the consumers' own.
 */
export async function publishBatch(
  { Records }: DynamoDBStreamEvent,
  now: Now = systemNow,
): Promise<DynamoDBBatchResponse> {
  const byDossier = Map.groupBy(Records, (record) => record.dynamodb?.Keys?.PK?.S ?? '');
  const published = await Promise.all([...byDossier.values()].map((records) => publishInOrder(records, now)));
  measure(
    'EventLag',
    published.flatMap(({ lags }) => lags),
  );
  const failures = published.map(({ failed }) => failed);
  const first = Records.map((record) => record.dynamodb?.SequenceNumber).find(
    (number) => number !== undefined && failures.includes(number),
  );
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
}
