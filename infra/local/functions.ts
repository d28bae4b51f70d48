import { existsSync, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import type { Assembly, Resource } from './assembly.ts';
import type { FunctionDefinition, Outcome } from './functions/environment.ts';
import { type LogOptions, openLog } from './functions/log.ts';
import { createPool, createSlots, type Pool } from './functions/pool.ts';

/** The functions of the assembly, started when they are first invoked. */
export type Functions = {
  /** Invokes by ARN, name or label (`publish-events`) and waits for the outcome; never rejects for what the function does. */
  invoke(functionArnOrName: string, payload: unknown): Promise<Outcome>;
  stop(): Promise<void>;
};

/** Access keys of a function's role, by which the door knows who calls. */
type FunctionKeys = (roleArn: string) => {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** Hears of every invocation when it has ended: the function by its label, and what it took in milliseconds. */
export type OnInvoked = (functionName: string, milliseconds: number) => void;

type Options = LogOptions & {
  readonly assembly: Assembly;
  readonly keys: FunctionKeys;
  readonly onInvoked?: OnInvoked | undefined;
};

/** As many environments of one function as keep every core busy while as many others wait. */
const CONCURRENCY = 2 * availableParallelism();

/** As many invocations as run at once over all functions: beyond it they only slow each other down. */
const TOTAL_CONCURRENCY = 4 * CONCURRENCY;

const functionProperties = z.object({
  Handler: z.string(),
  Role: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  ReservedConcurrentExecutions: z.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
  Code: z.object({ S3Key: z.string() }),
});

/** The directory of a function's code: the asset that the synthesis put into the assembly. */
function codeDirectory(assembly: Assembly, resource: Resource, key: string): string {
  const stated = resource.metadata['aws:asset:path'];
  const candidates = [stated, `asset.${path.basename(key).replace(/\.zip$/, '')}`].flatMap((name) =>
    typeof name === 'string' ? [path.resolve(assembly.directory, name)] : [],
  );
  const found = candidates.find((candidate) => existsSync(candidate));
  if (!found) throw new Error(`${resource.id}: the assembly has no code asset ${key}`);
  return found;
}

/** What people call a function: `publish-events` for the construct `PublishEvents/Function`. */
export const labelOf = ({ logicalId }: Resource): string =>
  logicalId
    .replace(/(Function)?[0-9A-F]{8}$/, '')
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '-')
    .toLowerCase();

/** A function as its template states it, with the environment that Lambda and nobody else adds. */
function definitionOf(assembly: Assembly, resource: Resource, keys: FunctionKeys): FunctionDefinition {
  const properties = functionProperties.parse(resource.properties);
  const { doorUrl, region } = assembly.context;
  const { accessKeyId, secretAccessKey } = keys(properties.Role);
  const logGroupName = properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${resource.name}`;
  const directory = codeDirectory(assembly, resource, properties.Code.S3Key);
  return {
    name: resource.name,
    arn: resource.arn,
    directory,
    handler: properties.Handler,
    timeoutSeconds: properties.Timeout,
    memoryMegabytes: properties.MemorySize,
    concurrency: Math.min(CONCURRENCY, properties.ReservedConcurrentExecutions ?? CONCURRENCY),
    logGroupName,
    environment: {
      ...properties.Environment?.Variables,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ENDPOINT_URL: doorUrl,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: resource.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: logGroupName,
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
      LAMBDA_TASK_ROOT: directory,
    },
  };
}

/** Makes the functions of an assembly ready to be invoked. Throws when one has no code. */
export function startFunctions({ assembly, keys, onInvoked, ...logging }: Options): Functions {
  // Lambda's clocks show UTC; worker threads share this process's zone.
  process.env.TZ = 'UTC';
  if (logging.logDirectory) mkdirSync(logging.logDirectory, { recursive: true });
  const slots = createSlots(TOTAL_CONCURRENCY);
  const pools = new Map<string, Pool>();
  for (const resource of assembly.ofType('AWS::Lambda::Function')) {
    const definition = definitionOf(assembly, resource, keys);
    const label = labelOf(resource);
    const pool = createPool(definition, slots, () => openLog(label, logging));
    const heard = onInvoked ? { ...pool, invoke: timed(pool, (took) => onInvoked(label, took)) } : pool;
    for (const name of [resource.name, resource.arn, label]) pools.set(name, heard);
  }
  return {
    invoke: async (functionArnOrName, payload) => {
      const pool = pools.get(functionArnOrName);
      if (!pool) throw new Error(`the templates have no function called ${functionArnOrName}`);
      return pool.invoke(payload);
    },
    stop: async () => {
      await Promise.all([...new Set(pools.values())].map((pool) => pool.stop()));
    },
  };
}

const timed =
  ({ invoke }: Pool, onInvoked: (milliseconds: number) => void): Pool['invoke'] =>
  async (payload) => {
    const begun = performance.now();
    const outcome = await invoke(payload);
    onInvoked(performance.now() - begun);
    return outcome;
  };
