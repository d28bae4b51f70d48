import { rmSync } from 'node:fs';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { systemNow } from '../../shared/clock.ts';
import { receivePostalCallback } from '../../shared/postal/contracts.ts';
import { importCatalogue } from '../ops/import-catalogue.ts';
import { type IdentityStandIn, startIdentity } from '../partners/identity.ts';
import { type PostalStandIn, startPostal } from '../partners/postal.ts';
import { settingsOf } from '../settings/settings.ts';
import type { Assembly } from './assembly.ts';
import { assemblyAt, assemblyDirectory, keptDirectory } from './deployed.ts';
import type { Principal } from './door/identify.ts';
import { type Door, openDoor } from './door.ts';
import { startEmulators } from './emulators.ts';
import { type EventSources, startEventSources } from './event-sources.ts';
import type { LogOptions } from './functions/log.ts';
import { type Functions, type OnInvoked, startFunctions } from './functions.ts';
import { startGateway } from './gateway.ts';
import { assertPortsFree, portsOf } from './ports.ts';
import { accessOf, type DepartmentAccess, type Principals, principalsOf } from './principals.ts';
import { provision } from './provision.ts';
import { openSecrets } from './secrets.ts';
import { synthesize } from './synthesize.ts';

/** The whole of motcua, running on this machine. */
export type Running = {
  readonly apiUrl: string;
  /** The AWS endpoint, for everyone with an access key. */
  readonly doorUrl: string;
  /** The page of the mail that was sent. */
  readonly inboxUrl: string;
  readonly identityUrl: string;
  readonly postalUrl: string;
  readonly assembly: Assembly;
  readonly door: Door;
  readonly functions: Functions;
  readonly sources: EventSources;
  readonly identity: IdentityStandIn;
  readonly postal: PostalStandIn;
  readonly operator: Principal;
  readonly departments: readonly DepartmentAccess[];
  stop(): Promise<void>;
};

export type RunOptions = {
  /** First of the ports that it takes; see `portsOf`. */
  readonly basePort: number;
  /** Where data stays between runs, or `memory`. */
  readonly dataDirectory: string;
  /** Forgets the data of earlier runs. */
  readonly fresh?: boolean;
  /** Hears what is being done, a line at a time. */
  readonly onProgress?: (line: string) => void;
  /** Hears what goes wrong behind the API: a failed consumer, a poll that got no answer. */
  readonly onError?: (functionName: string, error: unknown) => void;
  /** Seconds until a consumer's failure is tried again. */
  readonly retrySeconds?: number;
  /** Changes what the templates state before it is run: so a test takes a grant from a function. */
  readonly amend?: (assembly: Assembly) => void;
  readonly onInvoked?: OnInvoked;
} & LogOptions;

const environmentSchema = z.object({
  Environment: z
    .object({ Variables: z.object({ PARTNER_POSTAL_SECRET_ID: z.string() }).partial() })
    .default({ Variables: {} }),
});

/**
 * Starts everything: synthesizes the stacks, reads them back, and runs what they state. Throws a sentence for a
 * person when something is missing; nothing is left running then.
 */
export async function startMotcua(options: RunOptions): Promise<Running> {
  const started: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    // What came last leans on what came before it.
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    return await startParts(options, (end) => started.push(end), stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  options: RunOptions,
  onStop: (end: () => Promise<void>) => void,
  stop: () => Promise<void>,
): Promise<Running> {
  const { basePort, dataDirectory, onProgress = () => {}, onError = () => {} } = options;
  const settings = settingsOf('local', basePort);
  const ports = portsOf(basePort);
  const kept = dataDirectory === 'memory' ? undefined : dataDirectory;
  await assertPortsFree(ports);
  if (options.fresh && kept) rmSync(kept, { recursive: true, force: true });

  const doing = async <T>(what: string, work: Promise<T>): Promise<T> => {
    const begun = performance.now();
    const result = await work;
    onProgress(`${what} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
    return result;
  };

  const emulating = startEmulators({
    ports,
    region: settings.region,
    dataDirectory,
    toolsDirectory: keptDirectory,
    onProgress,
  });
  // Registered before the wait, for the emulators must go also when the synthesis fails first.
  onStop(() =>
    emulating.then(
      (running) => running.stop(),
      () => undefined,
    ),
  );
  const [upstreams] = await Promise.all([
    doing('started DynamoDB, SQS, SNS, S3 and SES', emulating),
    doing(
      'built the functions and synthesized the stacks',
      synthesize(assemblyDirectory(basePort), basePort),
    ),
  ]);
  const assembly = assemblyAt(basePort);
  options.amend?.(assembly);
  const principals = principalsOf(assembly);
  const secrets = openSecrets(assembly, kept, systemNow);
  await doing('created tables, queues, topics and buckets', provision(assembly, upstreams));

  let sources: EventSources | undefined;
  const door = await openDoor({
    port: ports.door,
    assembly,
    upstreams,
    principals: principals.all,
    secrets,
    putEvent: (event) => sources?.putEvent(event),
  });
  onStop(door.close);
  const identity = await startIdentity({
    port: ports.identity,
    audience: settings.identity.audience,
    dataDirectory,
  });
  onStop(identity.stop);
  const postal = await startPostal({
    port: ports.postal,
    callbackUrl: `${settings.publicUrl}${receivePostalCallback.path}`,
    secret: secrets.valueOf(postalSecretOf(assembly)),
    dataDirectory,
  });
  onStop(postal.stop);

  await doing('brought the catalogue up to date', importCatalogueInto(assembly, principals));
  const functions = startFunctions({
    assembly,
    keys: principals.ofRole,
    logDirectory: options.logDirectory,
    onLog: options.onLog,
    onInvoked: options.onInvoked,
  });
  onStop(functions.stop);
  sources = await startEventSources({
    assembly,
    functions,
    upstreams,
    authorize: door.authorize,
    checkpointDirectory: kept && path.join(kept, 'streams'),
    onError,
    ...(options.retrySeconds !== undefined && { retrySeconds: options.retrySeconds }),
  });
  onStop(sources.stop);
  const gateway = await startGateway({ port: ports.api, assembly, functions });
  onStop(gateway.close);

  return {
    apiUrl: settings.publicUrl,
    doorUrl: door.url,
    inboxUrl: upstreams.ses,
    identityUrl: identity.url,
    postalUrl: postal.url,
    assembly,
    door,
    functions,
    sources,
    identity,
    postal,
    operator: principals.operator,
    departments: principals.departments.map(accessOf),
    stop,
  };
}

/** The secret that the functions share with the postal operator, as their environment names it. */
function postalSecretOf(assembly: Assembly): string {
  for (const { properties } of assembly.ofType('AWS::Lambda::Function')) {
    const { PARTNER_POSTAL_SECRET_ID } = environmentSchema.parse(properties).Environment.Variables;
    if (PARTNER_POSTAL_SECRET_ID !== undefined) return PARTNER_POSTAL_SECRET_ID;
  }
  throw new Error('no function of the templates has the secret of the postal operator');
}

/** As the ops team does it, through the door. */
async function importCatalogueInto(assembly: Assembly, { operator }: Principals): Promise<void> {
  const [table] = [
    ...assembly.ofType('AWS::DynamoDB::Table'),
    ...assembly.ofType('AWS::DynamoDB::GlobalTable'),
  ];
  if (!table) throw new Error('the templates have no table');
  const { doorUrl, region } = assembly.context;
  const { accessKeyId, secretAccessKey } = operator;
  const client = new DynamoDBClient({
    endpoint: doorUrl,
    region,
    credentials: { accessKeyId, secretAccessKey },
  });
  await importCatalogue({ client: DynamoDBDocumentClient.from(client), tableName: table.name });
  client.destroy();
}
