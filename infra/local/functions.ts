import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import pLimit from 'p-limit';
import type { Assembly, Resource } from './assembly.ts';
import type { FunctionDefinition, Outcome } from './functions/environment.ts';
import { type LogOptions, openLog } from './functions/log.ts';
import { createPool, type Pool, TOTAL_CONCURRENCY } from './functions/pool.ts';
import type { Credentials } from './iam/principals.ts';

/** The functions of the assembly, started when they are first invoked. */
export type Functions = {
  /** Invokes by ARN, name or label (`publish-events`) and waits for the outcome; never rejects for what the function does. */
  invoke(functionArnOrName: string, payload: unknown): Promise<Outcome>;
  stop(): Promise<void>;
};

/** The session of a function's role, by which the door knows who calls. */
type SessionOf = (roleArn: string) => Credentials;

/** Hears of every invocation when it has ended: the function by its label, and what it took in milliseconds. */
export type OnInvoked = (functionName: string, milliseconds: number) => void;

type Options = LogOptions & {
  readonly assembly: Assembly;
  readonly sessionOf: SessionOf;
  readonly onInvoked?: OnInvoked | undefined;
};

/** Bytes of all variables that a template gives a function, at most (Lambda quotas). */
const MOST_VARIABLES = 4096;

type FunctionResource = Resource<'AWS::Lambda::Function'>;

/** The directory of a function's code: the asset that the synthesis put into the assembly. */
function codeDirectory({ directory }: Assembly, { id, properties }: FunctionResource): string {
  const asset = `asset.${properties.Code.S3Key.replace(/\.zip$/, '')}`;
  if (!existsSync(path.join(directory, asset))) throw new Error(`${id}: the assembly has no code ${asset}`);
  return path.resolve(directory, asset);
}

function variablesOf({ id, properties }: FunctionResource): Record<string, string> {
  const { Variables } = properties.Environment;
  const bytes = Buffer.byteLength(Object.entries(Variables).flat().join(''));
  if (bytes > MOST_VARIABLES)
    throw new Error(`${id}: its variables have ${bytes} bytes, and Lambda takes ${MOST_VARIABLES}`);
  return Variables;
}

/** What people call a function: `publish-events` for the construct `PublishEvents/Function`. */
export const labelOf = ({ logicalId }: FunctionResource): string =>
  logicalId
    .replace(/(Function)?[0-9A-F]{8}$/, '')
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '-')
    .toLowerCase();

/** A function as its template states it, with the environment that Lambda and nobody else adds. */
function definitionOf(
  assembly: Assembly,
  resource: FunctionResource,
  sessionOf: SessionOf,
): FunctionDefinition {
  const { Handler, Timeout, MemorySize, Role, LoggingConfig } = resource.properties;
  const { doorUrl, region } = assembly.context;
  const { accessKeyId, secretAccessKey, sessionToken = '' } = sessionOf(Role);
  const logGroupName = LoggingConfig?.LogGroup ?? `/aws/lambda/${resource.name}`;
  const directory = codeDirectory(assembly, resource);
  return {
    name: resource.name,
    arn: resource.arn,
    directory,
    handler: Handler,
    timeoutSeconds: Timeout,
    memoryMegabytes: MemorySize,
    logGroupName,
    environment: {
      ...variablesOf(resource),
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      AWS_ENDPOINT_URL: doorUrl,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: resource.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    },
  };
}

/** Makes the functions of an assembly ready to be invoked. Throws when one has no code, or more than Lambda takes. */
export function startFunctions({ assembly, sessionOf, onInvoked, ...logging }: Options): Functions {
  // Lambda's clocks show UTC; worker threads share this process's zone.
  process.env.TZ = 'UTC';
  if (logging.logDirectory) mkdirSync(logging.logDirectory, { recursive: true });
  const slots = pLimit(TOTAL_CONCURRENCY);
  const pools = new Map<string, Pool & { readonly label: string }>();
  for (const resource of assembly.ofType('AWS::Lambda::Function')) {
    const definition = definitionOf(assembly, resource, sessionOf);
    const label = labelOf(resource);
    const pool = { label, ...createPool(definition, slots, () => openLog(label, logging)) };
    for (const name of [resource.name, resource.arn, label]) pools.set(name, pool);
  }
  return {
    invoke: async (functionArnOrName, payload) => {
      const pool = pools.get(functionArnOrName);
      if (!pool) throw new Error(`the templates have no function called ${functionArnOrName}`);
      const begun = performance.now();
      const outcome = await pool.invoke(payload);
      onInvoked?.(pool.label, performance.now() - begun);
      return outcome;
    },
    stop: async () => {
      await Promise.all([...new Set(pools.values())].map((pool) => pool.stop()));
    },
  };
}
