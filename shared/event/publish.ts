import { PublishCommand, type PublishCommandInput } from '@aws-sdk/client-sns';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { sns } from '../aws.ts';
import { type Now, systemNow } from '../clock.ts';
import { log } from '../log.ts';
import { environment } from '../resources.ts';
import { attributesOf } from './envelope.ts';
import { type Envelope, readOutbox } from './outbox.ts';

/** What subscribers filter by, as SNS and SQS take it beside a message. */
export const messageAttributesOf = (event: Parameters<typeof attributesOf>[0]) =>
  Object.fromEntries(
    Object.entries(attributesOf(event)).map(([name, StringValue]) => [
      name,
      { DataType: 'String', StringValue },
    ]),
  );

/** An event as the topic takes it: group = dossier, deduplication = event id, and what subscribers filter by. */
export const publicationOf = (event: Envelope, TopicArn: string): PublishCommandInput => ({
  TopicArn,
  Message: JSON.stringify(event),
  MessageGroupId: event.subject,
  MessageDeduplicationId: event.id,
  MessageAttributes: messageAttributesOf(event),
});

/** The same without the agency, by which departments alone filter: our own consumers hear of it, and no department. */
function withoutDepartment(publication: PublishCommandInput): PublishCommandInput {
  const { agency: _, ...MessageAttributes } = publication.MessageAttributes ?? {};
  return { ...publication, MessageAttributes };
}

/** What is not as always when a batch is published. */
type Circumstances = {
  readonly now?: Now;
  /** Whether an event is kept from its department. */
  readonly isWithheld?: (event: Envelope) => boolean;
};

/** Sends one event to the topic, and notes how long it took from the commit. */
async function publish(
  event: Envelope,
  { now = systemNow, isWithheld = () => false }: Circumstances,
): Promise<void> {
  const publication = publicationOf(event, environment('EVENTS_TOPIC_ARN'));
  await sns.send(new PublishCommand(isWithheld(event) ? withoutDepartment(publication) : publication));
  log.info('EVENT_PUBLISHED', {
    event: event.id,
    type: event.type,
    sequence: event.sequence,
    correlationId: event.correlationid,
    lagMs: now().getTime() - new Date(event.time).getTime(),
  });
}

/** Sends the events of one change, in their order. */
async function publishChange(record: DynamoDBRecord, circumstances: Circumstances): Promise<void> {
  for (const event of readOutbox(record.dynamodb?.NewImage?.outbox?.S ?? '[]'))
    await publish(event, circumstances);
}

/**
 * Sends a dossier's events one after the other; the first that fails stops it, so that order holds.
 * @returns the number of the record that failed, if one did
 */
async function publishInOrder(
  records: readonly DynamoDBRecord[],
  circumstances: Circumstances,
): Promise<string | undefined> {
  for (const record of records) {
    try {
      await publishChange(record, circumstances);
    } catch (error) {
      log.error('EVENT_FAILED', error, { sequenceNumber: record.dynamodb?.SequenceNumber });
      return record.dynamodb?.SequenceNumber;
    }
  }
  return undefined;
}

/**
 * Publishes a batch of the table's stream: dossiers side by side, each in its order. The earliest failure is
 * reported and the stream comes again from there; what was sent already is dropped by its deduplication id and,
 * after five minutes, by the consumers' own.
 */
export async function publishBatch(
  { Records }: DynamoDBStreamEvent,
  circumstances: Circumstances = {},
): Promise<DynamoDBBatchResponse> {
  const byDossier = Map.groupBy(Records, (record) => record.dynamodb?.Keys?.PK?.S ?? '');
  const failures = await Promise.all(
    [...byDossier.values()].map((records) => publishInOrder(records, circumstances)),
  );
  const first = Records.map((record) => record.dynamodb?.SequenceNumber).find(
    (number) => number !== undefined && failures.includes(number),
  );
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
}
