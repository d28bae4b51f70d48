import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { type CloudEvent, events } from '../../shared/dossier/events.ts';

/** What a department needs to read its queue with the AWS CLI or an SDK. */
export const DepartmentAccess = z.object({
  /** Code of the agency, e.g. `H25.03`. */
  agency: z.string(),
  queueUrl: z.url(),
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
});
export type DepartmentAccess = z.infer<typeof DepartmentAccess>;

/** A department at its own queue. */
export type DepartmentReader = {
  /** Takes all that is there now, in the order in which it comes, and deletes it. */
  take(): Promise<readonly CloudEvent[]>;
  /** Its client, to try with it what a department should not. */
  readonly sqs: SQSClient;
};

/** The most that SQS gives at once. */
const BATCH = 10;

/** Reads a department's queue as the department does: with the plain SDK and its own access key. */
export function departmentReader(access: DepartmentAccess): DepartmentReader {
  const { queueUrl: QueueUrl, region, accessKeyId, secretAccessKey } = access;
  const sqs = new SQSClient({
    endpoint: new URL(QueueUrl).origin,
    region,
    credentials: { accessKeyId, secretAccessKey },
  });
  const takeBatch = async (): Promise<readonly CloudEvent[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: BATCH }),
    );
    const taken = Messages.map(({ Body = '' }) => events.parse(JSON.parse(Body)));
    if (Messages.length > 0) {
      const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
    return taken;
  };
  const take = async (): Promise<readonly CloudEvent[]> => {
    const events = await takeBatch();
    return events.length === 0 ? events : [...events, ...(await take())];
  };
  return { take, sqs };
}
