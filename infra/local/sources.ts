import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Assembly } from './assembly.ts';
import type { BusEvent } from './bus-event.ts';
import type { Backends } from './emulators.ts';
import { type Functions, labelOf } from './functions.ts';
import { openEventBus } from './sources/event-bus.ts';
import { openMapping } from './sources/mapping.ts';
import type { Source } from './sources/source.ts';

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

/** Starts all sources. */
export function startSources(options: Options): Sources {
  const { assembly, functions, backends, checkpointDirectory, onError } = options;
  const { retrySeconds = RETRY_SECONDS } = options;
  const sqs = new SQSClient({
    endpoint: backends.sqs,
    region: assembly.context.region,
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
  const { dynamodb } = backends;
  const common = { assembly, functions, dynamodb, sqs, checkpointDirectory, onError, retrySeconds };
  const sources: readonly Source[] = [
    ...assembly.ofType('AWS::Lambda::EventSourceMapping').flatMap((mapping) => openMapping(mapping, common)),
    ...bus.sources,
  ];
  for (const source of sources) source.resume();

  const labels = new Map(
    assembly.ofType('AWS::Lambda::Function').map((resource) => [resource.name, labelOf(resource)]),
  );
  const of = (functionName: string): readonly Source[] => {
    const found = sources.filter((source) => labels.get(source.functionName) === functionName);
    if (found.length === 0) throw new Error(`nothing wakes a function called ${functionName}`);
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
