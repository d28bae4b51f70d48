import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Assembly, Resource } from '../assembly.ts';
import { type Functions, labelOf } from '../functions.ts';
import { openCheckpoints } from './checkpoints.ts';
import { failedBatch } from './discarded.ts';
import { queueSource } from './queue-source.ts';
import type { Source } from './source.ts';
import { openStream } from './stream-reader.ts';
import { streamSource } from './stream-source.ts';

/** Sends what failed too often to the queue (an ARN) that the template names for it. */
export type GiveUp = (queueArn: string, message: object) => Promise<void>;

/** Whether a role may do something. */
export type Authorize = (
  principalArn: string,
  action: string,
  resourceArn: string,
) => Promise<{ readonly allowed: boolean; readonly reason: string }>;

type Options = {
  readonly assembly: Assembly;
  readonly functions: Pick<Functions, 'invoke'>;
  readonly dynamodb: string;
  readonly sqs: SQSClient;
  readonly authorize: Authorize;
  readonly giveUp: GiveUp;
  readonly checkpointDirectory: string | undefined;
  readonly onError: (functionName: string, error: unknown) => void;
  readonly retrySeconds: number;
};

// Strict, so that a setting which nothing here heeds stops the local run instead of being ignored.
const mappingSchema = z.strictObject({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.number().optional(),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  MaximumRetryAttempts: z.number().default(-1),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).default('TRIM_HORIZON'),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
  // These gather work, and limit how long a record is retried on; one machine has no use.
  MaximumBatchingWindowInSeconds: z.number().optional(),
  MaximumRecordAgeInSeconds: z.number().optional(),
  ParallelizationFactor: z.number().default(1),
  KmsKeyArn: z.string().optional(),
  Tags: z.unknown().optional(),
});

/** Lambda's own batch sizes when a mapping states none (CloudFormation reference). */
const BATCH_SIZE = { stream: 100, queue: 10 } as const;

/** Polls per queue at once, so that one slow message holds up no other group. */
const POLLERS = 2;

/** What Lambda does with the function's role to read a source (Lambda guide, "Required permissions"). */
const NEEDED = {
  stream: ['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords'],
  queue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
} as const;

/** The sources of an event source mapping. Throws when the role of its function may not read from it. */
export async function openMapping(resource: Resource, options: Options): Promise<readonly Source[]> {
  const mapping = mappingSchema.parse(resource.properties);
  if (!mapping.Enabled) return [];
  const { assembly, onError, sqs, giveUp, retrySeconds } = options;
  const target = assembly.find('AWS::Lambda::Function', mapping.FunctionName);
  const role = z.object({ Role: z.string() }).parse(target.properties).Role;
  const demand = async (actions: readonly string[], arn: string): Promise<void> => {
    for (const action of actions) {
      const { allowed, reason } = await options.authorize(role, action, arn);
      if (!allowed)
        throw new Error(`${resource.id}: the role of ${target.name} may not ${action} ${arn}: ${reason}`);
    }
  };
  const common = {
    functionName: target.name,
    reportsFailures: mapping.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    filters: (mapping.FilterCriteria?.Filters ?? []).map(({ Pattern }): unknown => JSON.parse(Pattern)),
    onError: (error: unknown) => onError(labelOf(target), error),
  };
  if (mapping.EventSourceArn.includes(':sqs:')) {
    await demand(NEEDED.queue, mapping.EventSourceArn);
    const pollers = Math.min(POLLERS, mapping.ScalingConfig?.MaximumConcurrency ?? POLLERS);
    return Array.from({ length: pollers }, () =>
      queueSource({
        ...common,
        sqs,
        queue: assembly.find('AWS::SQS::Queue', mapping.EventSourceArn),
        region: assembly.context.region,
        batchSize: mapping.BatchSize ?? BATCH_SIZE.queue,
        retrySeconds,
        invoke: (event) => options.functions.invoke(target.arn, event),
      }),
    );
  }

  await demand(NEEDED.stream, mapping.EventSourceArn);
  const destination = mapping.DestinationConfig?.OnFailure.Destination;
  if (destination) await demand(['sqs:SendMessage'], destination);
  const tableName = /:table\/([^/]+)\/stream\//.exec(mapping.EventSourceArn)?.[1];
  if (!tableName)
    throw new Error(`${resource.id}: the local run reads no source like ${mapping.EventSourceArn}`);
  return [
    streamSource({
      ...common,
      openReader: () => openStream(options.dynamodb, assembly.context.region, tableName),
      checkpoints: openCheckpoints(options.checkpointDirectory, resource.name),
      startsAt: mapping.StartingPosition === 'LATEST' ? 'latest' : 'oldest',
      batchSize: mapping.BatchSize ?? BATCH_SIZE.stream,
      lanes: mapping.ParallelizationFactor,
      chance: Math.random,
      bisects: mapping.BisectBatchOnFunctionError,
      retries: mapping.MaximumRetryAttempts,
      invoke: async (records) => {
        const event = {
          Records: records.map((record) => ({ ...record, eventSourceARN: mapping.EventSourceArn })),
        };
        const outcome = await options.functions.invoke(target.arn, event);
        if (!outcome.ok) common.onError(outcome.error);
        return outcome;
      },
      discard: async (records, about) => {
        if (!destination) return;
        const functionArn = target.arn;
        await giveUp(
          destination,
          failedBatch({ records, streamArn: mapping.EventSourceArn, functionArn, ...about }),
        );
      },
    }),
  ];
}
