import { GetQueueAttributesCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { sqs } from '../aws.ts';
import { messageAttributesOf } from '../event/publish.ts';

/** What a queue needs to know of an event. */
type Queued = Parameters<typeof messageAttributesOf>[0] & { readonly id: string; readonly subject: string };

/**
 * Sends events into a queue as the topic would: each dossier's one after the other, dossiers side by side. Not in batches: of
 * a batch some may be taken and others not (SQS API reference, SendMessageBatch), which those behind them would overtake.
 * @param run what is sent on purpose: SQS drops for five minutes what bears the deduplication id of what it has taken (its
 * guide, FIFO queues), so that within a run a repeat is one, and in another it is not
 */
export async function sendInOrder(
  client: SQSClient,
  QueueUrl: string,
  events: readonly Queued[],
  run: string,
): Promise<void> {
  const byDossier = Map.groupBy(events, ({ subject }) => subject);
  const sendAll = async (ones: readonly Queued[]): Promise<void> => {
    for (const event of ones)
      await client.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: JSON.stringify(event),
          MessageGroupId: event.subject,
          MessageDeduplicationId: `${event.id}-${run}`,
          MessageAttributes: messageAttributesOf(event),
        }),
      );
  };
  await Promise.all([...byDossier.values()].map(sendAll));
}

const Attributes = z.object({
  ApproximateNumberOfMessages: z.coerce.number(),
  ApproximateNumberOfMessagesNotVisible: z.coerce.number(),
});
const Redriven = z
  .object({ RedrivePolicy: z.string() })
  .transform(({ RedrivePolicy }) => JSON.parse(RedrivePolicy));
const Redrive = z.object({ deadLetterTargetArn: z.string() });

const attributesAt = async (QueueUrl: string, ...more: 'RedrivePolicy'[]) => {
  const AttributeNames = [...Attributes.keyof().options, ...more];
  return (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }))).Attributes;
};

/** How many messages lie in a queue, by SQS's own count, which is near the truth and not always it. */
export type Counts = {
  readonly waiting: number;
  /** Taken by a reader, and neither deleted nor given up yet. */
  readonly inFlight: number;
  /** Those that failed for good lie in a queue of their own, in the same account. */
  readonly deadLetters: number;
};

export async function countMessages(queueUrl: string): Promise<Counts> {
  const attributes = await attributesAt(queueUrl, 'RedrivePolicy');
  const { deadLetterTargetArn } = Redrive.parse(Redriven.parse(attributes));
  const deadLettersUrl = queueUrl.replace(/[^/]*$/, deadLetterTargetArn.replace(/^.*:/, ''));
  const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: inFlight } =
    Attributes.parse(attributes);
  const dead = Attributes.parse(await attributesAt(deadLettersUrl));
  return { waiting, inFlight, deadLetters: dead.ApproximateNumberOfMessages };
}
