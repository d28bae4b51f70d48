import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { EventPattern } from '../assembly/kinds/functions.ts';
import type { Resource } from '../assembly.ts';
import type { Outcome } from '../functions/environment.ts';
import { failedItems } from './batch-failures.ts';
import { matchesAny } from './event-pattern.ts';
import { lookingSource, type Source } from './source.ts';

type QueueSource = {
  readonly queue: Resource<'AWS::SQS::Queue'>;
  readonly region: string;
  readonly functionName: string;
  readonly batchSize: number;
  /** Patterns of which one must fit a message; those that fit none are deleted unseen, as Lambda does. */
  readonly filters: readonly EventPattern[];
  /** When a failed message is seen again. */
  readonly retrySeconds: number;
  readonly sqs: SQSClient;
  readonly invoke: (records: readonly object[]) => Promise<Outcome>;
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
  const { queue, sqs, batchSize, filters } = source;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queue.ref,
      MaxNumberOfMessages: Math.min(batchSize, MOST_MESSAGES),
      WaitTimeSeconds: WAIT_SECONDS,
      MessageSystemAttributeNames: ['All'],
    }),
  );
  if (Messages.length === 0) return;
  const wanted = Messages.filter(({ Body }) => matchesAny(filters, { body: parsed(Body ?? '') }));
  const failed = await handOver(wanted, source);
  const has = ({ MessageId = '' }: Message): boolean => failed.has(MessageId);
  await settle(
    Messages.filter((message) => !has(message)),
    Messages.filter(has),
    source,
  );
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

/** Invokes the function with the messages; gives the ids of those that it did not do. */
async function handOver(messages: readonly Message[], source: QueueSource): Promise<ReadonlySet<string>> {
  if (messages.length === 0) return new Set();
  const outcome = await source.invoke(messages.map((message) => recordOf(message, source)));
  return failedItems(
    outcome,
    messages.flatMap(({ MessageId }) => MessageId ?? []),
  );
}

const recordOf = (message: Message, { queue, region }: QueueSource) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes ?? {},
  messageAttributes: {},
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: queue.arn,
  awsRegion: region,
});

async function settle(
  done: readonly Message[],
  failed: readonly Message[],
  { queue, sqs, retrySeconds }: QueueSource,
): Promise<void> {
  const QueueUrl = queue.ref;
  const entries = (messages: readonly Message[]) =>
    messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
  if (done.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: entries(done) }));
  if (failed.length > 0) {
    const Entries = entries(failed).map((entry) => ({ ...entry, VisibilityTimeout: retrySeconds }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
}
