import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Resource } from '../assembly.ts';
import type { Outcome } from '../functions/environment.ts';
import { failedItems } from './batch-failures.ts';
import { matchesAny } from './event-pattern.ts';
import { lookingSource, type Source } from './source.ts';

type QueueSource = {
  readonly queue: Resource;
  readonly region: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly reportsFailures: boolean;
  /** Patterns of which one must fit a message; those that fit none are deleted unseen, as Lambda does. */
  readonly filters: readonly unknown[];
  /** When a failed message is seen again. */
  readonly retrySeconds: number;
  readonly sqs: SQSClient;
  readonly invoke: (event: unknown) => Promise<Outcome>;
  readonly onError: (error: unknown) => void;
};

/** Short, because a poll that is cut off in the middle could take a message with it. */
const WAIT_SECONDS = 1;

/** SQS takes and gives ten messages at once. */
const MOST_MESSAGES = 10;

/** Polls a queue for a function: what it did is deleted, what it failed comes back until the queue moves it away. */
export const queueSource = (source: QueueSource): Source =>
  lookingSource(source.functionName, () => pollOnce(source), source.onError);

async function pollOnce(source: QueueSource): Promise<void> {
  const { queue, sqs, batchSize } = source;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queue.ref,
      MaxNumberOfMessages: Math.min(batchSize, MOST_MESSAGES),
      WaitTimeSeconds: WAIT_SECONDS,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  );
  if (Messages.length === 0) return;
  const wanted = Messages.filter((message) => isWanted(message, source.filters));
  const failed = wanted.length === 0 ? new Set() : await handOver(wanted, source);
  await settle(
    Messages.filter(({ MessageId }) => !failed.has(MessageId)),
    Messages.filter(({ MessageId }) => failed.has(MessageId)),
    source,
  );
}

const isWanted = ({ Body, Attributes }: Message, filters: readonly unknown[]): boolean =>
  matchesAny(filters, { body: parsed(Body ?? ''), attributes: Attributes ?? {} });

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

/** Invokes the function with the messages; gives the ids of those that it did not do. */
async function handOver(messages: readonly Message[], source: QueueSource): Promise<ReadonlySet<unknown>> {
  const ids = messages.flatMap(({ MessageId }) => MessageId ?? []);
  const outcome = await source.invoke({ Records: messages.map((message) => recordOf(message, source)) });
  if (!outcome.ok) source.onError(outcome.error);
  return failedItems(outcome, ids, source.reportsFailures);
}

const recordOf = (message: Message, { queue, region }: QueueSource) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes ?? {},
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, attributeOf(value)]),
  ),
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: queue.arn,
  awsRegion: region,
});

const attributeOf = ({ StringValue, BinaryValue, DataType }: MessageAttributeValue) => ({
  ...(StringValue !== undefined && { stringValue: StringValue }),
  ...(BinaryValue && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
  stringListValues: [],
  binaryListValues: [],
  dataType: DataType,
});

async function settle(
  done: readonly Message[],
  failed: readonly Message[],
  source: QueueSource,
): Promise<void> {
  const { queue, sqs, retrySeconds } = source;
  const entries = (messages: readonly Message[]) =>
    messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
  if (done.length > 0) {
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue.ref, Entries: entries(done) }));
  }
  if (failed.length > 0) {
    await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queue.ref,
        Entries: entries(failed).map((entry) => ({ ...entry, VisibilityTimeout: retrySeconds })),
      }),
    );
  }
}
