import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Source } from '../../shared/feed/consumer.ts';

/** The most that SQS gives at once. */
const BATCH = 10;

/** The queue of a department. @param waitSeconds so long it waits for a message, 20 at most (SQS API reference, ReceiveMessage) */
export const queueAt = (sqs: SQSClient, QueueUrl: string, waitSeconds = 0): Source => ({
  async take() {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: BATCH, WaitTimeSeconds: waitSeconds }),
    );
    return {
      events: Messages.map(({ Body = '' }) => JSON.parse(Body)),
      acknowledge: async () => {
        if (Messages.length === 0) return;
        const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
        await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      },
      waitSeconds: 0,
    };
  },
});
