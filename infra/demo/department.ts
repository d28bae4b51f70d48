import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { type CloudEvent, events } from '../../shared/dossier/events.ts';
import { queueAt } from '../department/queue.ts';

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

/** Reads a department's queue as the department does: with the plain SDK and its own access key. */
export function departmentReader(access: DepartmentAccess): DepartmentReader {
  const { queueUrl, region, accessKeyId, secretAccessKey } = access;
  const sqs = new SQSClient({
    endpoint: new URL(queueUrl).origin,
    region,
    credentials: { accessKeyId, secretAccessKey },
  });
  const queue = queueAt(sqs, queueUrl);
  const takeBatch = async (): Promise<readonly CloudEvent[]> => {
    const taken = await queue.take(undefined);
    const read = taken.events.map((event) => events.parse(event));
    await taken.acknowledge?.();
    return read;
  };
  const take = async (): Promise<readonly CloudEvent[]> => {
    const events = await takeBatch();
    return events.length === 0 ? events : [...events, ...(await take())];
  };
  return { take, sqs };
}
