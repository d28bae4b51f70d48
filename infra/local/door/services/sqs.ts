import * as z from 'zod';
import type { Place } from '../../iam/authorize.ts';
import type { Backend } from '../backend.ts';
import { inputOf, parsed, targetOf, type Understand } from '../call.ts';
import { AwsError, unsupported } from '../wire.ts';

const addressed = z.object({ QueueUrl: z.string() });

/** What readers, operators and tests do; a batch needs what a single one needs (SQS guide, "API permissions"). */
const operations: readonly string[] = [
  'SendMessage',
  'ReceiveMessage',
  'DeleteMessage',
  'DeleteMessageBatch',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
];

/** The emulator finds a queue by its name alone, so that another account's is told from ours only here. */
function queueArn(url: string, { region, accountId }: Place): string {
  const [name = '', owner = ''] = url.split('/').reverse();
  if (owner === accountId) return `arn:aws:sqs:${region}:${accountId}:${name}`;
  throw new AwsError(
    'AWS.SimpleQueueService.NonExistentQueue',
    400,
    `The specified queue does not exist: account ${owner} has no queue ${name}`,
  );
}

/** SQS, by the JSON protocol. */
export const sqs =
  (backend: Backend, place: Place): Understand =>
  (request) => {
    const name = targetOf(request);
    if (!operations.includes(name)) throw unsupported('sqs', name);
    const { QueueUrl } = parsed(addressed, inputOf(request));
    return {
      service: 'sqs',
      operation: `sqs:${name}`,
      needs: [{ action: `sqs:${name.replace(/Batch$/, '')}`, resource: queueArn(QueueUrl, place) }],
      act: () => backend.send({ ...request, path: '/' }),
    };
  };
