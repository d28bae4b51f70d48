import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Assembly, Resource } from '../assembly.ts';
import { type Functions, labelOf } from '../functions.ts';
import { openCheckpoints } from './checkpoints.ts';
import { queueSource } from './queue-source.ts';
import type { Source } from './source.ts';
import { openStream } from './stream-reader.ts';
import { streamSource } from './stream-source.ts';

type Options = {
  readonly assembly: Assembly;
  readonly functions: Pick<Functions, 'invoke'>;
  readonly dynamodb: string;
  readonly sqs: SQSClient;
  readonly checkpointDirectory: string | undefined;
  readonly onError: (functionName: string, error: unknown) => void;
  readonly retrySeconds: number;
};

/** Polls per queue at once, so that one slow message holds up no other group. */
const POLLERS = 2;

/** The sources of an event source mapping. */
export function openMapping(
  { id, name, properties }: Resource<'AWS::Lambda::EventSourceMapping'>,
  { assembly, functions, dynamodb, sqs, checkpointDirectory, onError, retrySeconds }: Options,
): readonly Source[] {
  const { EventSourceArn, BatchSize, FilterCriteria } = properties;
  const target = assembly.find('AWS::Lambda::Function', properties.FunctionName);
  const { region } = assembly.context;
  const common = {
    functionName: target.name,
    filters: FilterCriteria.Filters.map(({ Pattern }) => Pattern),
    batchSize: BatchSize,
    onError: (error: unknown) => onError(labelOf(target), error),
    invoke: async (Records: readonly object[]) => {
      const outcome = await functions.invoke(target.arn, { Records });
      if (!outcome.ok) onError(labelOf(target), outcome.error);
      return outcome;
    },
  };
  if (EventSourceArn.includes(':sqs:')) {
    const queue = assembly.find('AWS::SQS::Queue', EventSourceArn);
    return Array.from({ length: POLLERS }, () =>
      queueSource({ ...common, sqs, queue, region, retrySeconds }),
    );
  }
  const tableName = /:table\/([^/]+)\/stream\//.exec(EventSourceArn)?.[1];
  if (!tableName) throw new Error(`${id}: the local run reads no source like ${EventSourceArn}`);
  return [
    streamSource({
      ...common,
      openReader: () => openStream(dynamodb, region, tableName),
      checkpoints: openCheckpoints(checkpointDirectory, name),
      lanes: properties.ParallelizationFactor,
      chance: Math.random,
      bisects: properties.BisectBatchOnFunctionError,
      invoke: (records) =>
        common.invoke(records.map((record) => ({ ...record, eventSourceARN: EventSourceArn }))),
    }),
  ];
}
