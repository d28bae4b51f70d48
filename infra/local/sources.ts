import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Assembly, Resource } from './assembly.ts';
import type { BusEvent } from './bus-event.ts';
import type { Backends } from './emulators.ts';
import { type Functions, labelOf } from './functions.ts';
import { openCheckpoints } from './sources/checkpoints.ts';
import { openEventBus } from './sources/event-bus.ts';
import { queueSource } from './sources/queue-source.ts';
import type { Source } from './sources/source.ts';
import { openStream } from './sources/stream-reader.ts';
import { streamSource } from './sources/stream-source.ts';

/** Everything that wakes functions: streams, queues and rules. */
export type Sources = {
  /** Hands an event to the default event bus. */
  putEvent(event: BusEvent): void;
  /** Keeps a function from being woken, e.g. `publish-events`; resolves when nothing of it is under way. */
  pause(functionName: string): Promise<void>;
  resume(functionName: string): void;
  stop(): Promise<void>;
};

type Options = {
  readonly assembly: Assembly;
  readonly functions: Pick<Functions, 'invoke'>;
  readonly backends: Pick<Backends, 'dynamodb' | 'sqs'>;
  /** Where the positions in streams are kept, if anywhere. */
  readonly checkpointDirectory?: string | undefined;
  readonly onError: (functionName: string, error: unknown) => void;
  /**
   * Seconds until what failed is tried again. On AWS it is the visibility timeout of the queue, minutes for a rule:
   * too long to wait for at a desk.
   */
  readonly retrySeconds?: number;
};

const RETRY_SECONDS = 2;

/** Polls per queue at once, so that one slow message holds up no other group. */
const POLLERS = 2;

/** Starts all sources. */
export function startSources(options: Options): Sources {
  const { assembly, functions, backends, onError, retrySeconds = RETRY_SECONDS } = options;
  const { region } = assembly.context;
  const sqs = new SQSClient({
    endpoint: backends.sqs,
    region,
    credentials: { accessKeyId: 'lambda', secretAccessKey: 'lambda' },
    useQueueUrlAsEndpoint: false,
  });
  const bus = openEventBus({
    assembly,
    invoke: functions.invoke,
    giveUp: async (queueArn, message) => {
      const { ref } = assembly.find('AWS::SQS::Queue', queueArn);
      await sqs.send(new SendMessageCommand({ QueueUrl: ref, MessageBody: JSON.stringify(message) }));
    },
    onError: (error) => onError('event bus', error),
    retrySeconds,
  });

  const mapped = ({
    id,
    name,
    properties,
  }: Resource<'AWS::Lambda::EventSourceMapping'>): readonly Source[] => {
    const { EventSourceArn, BatchSize, FilterCriteria } = properties;
    const target = assembly.find('AWS::Lambda::Function', properties.FunctionName);
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
      const poller = () => queueSource({ ...common, sqs, queue, region, retrySeconds });
      return Array.from({ length: POLLERS }, poller);
    }
    const tableName = /:table\/([^/]+)\/stream\//.exec(EventSourceArn)?.[1];
    if (!tableName) throw new Error(`${id}: the local run reads no source like ${EventSourceArn}`);
    return [
      streamSource({
        ...common,
        openReader: () => openStream(backends.dynamodb, region, tableName),
        checkpoints: openCheckpoints(options.checkpointDirectory, name),
        lanes: properties.ParallelizationFactor,
        chance: Math.random,
        bisects: properties.BisectBatchOnFunctionError,
        invoke: (records) =>
          common.invoke(records.map((record) => ({ ...record, eventSourceARN: EventSourceArn }))),
      }),
    ];
  };

  const sources = [...assembly.ofType('AWS::Lambda::EventSourceMapping').flatMap(mapped), ...bus.sources];
  for (const source of sources) source.resume();

  const of = (label: string): readonly Source[] => {
    const named = assembly.ofType('AWS::Lambda::Function').filter((resource) => labelOf(resource) === label);
    const found = sources.filter(({ functionName }) => named.some(({ name }) => name === functionName));
    if (found.length === 0) throw new Error(`nothing wakes a function called ${label}`);
    return found;
  };
  return {
    putEvent: bus.put,
    pause: async (functionName) => {
      await Promise.all(of(functionName).map((source) => source.pause()));
    },
    resume: (functionName) => {
      for (const source of of(functionName)) source.resume();
    },
    stop: async () => {
      await Promise.all(sources.map((source) => source.pause()));
    },
  };
}
