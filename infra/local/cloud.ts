import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Assembly } from './assembly.ts';
import { type Door, type DoorOptions, openDoor } from './door.ts';
import { type EmulatorPorts, startEmulators } from './emulators.ts';
import type { LogOptions } from './functions/log.ts';
import { type Functions, type OnInvoked, startFunctions } from './functions.ts';
import { startGateway } from './gateway.ts';
import { type Principals, principalsOf } from './iam/principals.ts';
import { provision } from './provision.ts';
import { type Sources, startSources } from './sources.ts';

/** The AWS of one machine, with an assembly deployed in it. */
export type Cloud = {
  readonly assembly: Assembly;
  readonly door: Door;
  readonly principals: Principals;
  /** The page of the mail that was sent. */
  readonly inboxUrl: string;
  /** What imitates AWS here, each with its version. */
  readonly versions: readonly string[];
  /** Starts what works by itself: the functions, what wakes them, and the API. */
  run(): Promise<{ readonly functions: Functions; readonly sources: Sources }>;
  /** Ends something else, before the cloud it leans on. */
  onStop(end: () => Promise<void>): void;
  stop(): Promise<void>;
};

export type CloudOptions = {
  /** Waited for while the emulators start. */
  readonly assembly: Promise<Assembly>;
  readonly region: string;
  readonly ports: EmulatorPorts & { readonly api: number; readonly door: number };
  /** Where data stays between runs, or `memory`. */
  readonly dataDirectory: string;
  /** Forgets the data of earlier runs. */
  readonly fresh?: boolean;
  /** Where tools stay that had to be fetched. */
  readonly toolsDirectory: string;
  /** Hears what is being done, a line at a time. */
  readonly onProgress?: (line: string) => void;
  /** Hears what goes wrong behind the API: a failed consumer, a poll that got no answer. */
  readonly onError?: (functionName: string, error: unknown) => void;
  /** Seconds until a consumer's failure is tried again. */
  readonly retrySeconds?: number;
  readonly onInvoked?: OnInvoked;
  /** Hears of the mail that SES took. */
  readonly onMail?: DoorOptions['onMail'];
  /** Whether to count what DynamoDB charges: each of its answers is read again for it. */
  readonly metersCapacity?: boolean;
} & LogOptions;

/** Opens a cloud. Throws a sentence for a person when something is missing; nothing is left running then. */
export async function openCloud(options: CloudOptions): Promise<Cloud> {
  const started: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    // What came last leans on what came before it.
    for (const end of started.splice(0).reverse()) await end();
  };
  const onStop = (end: () => Promise<void>): void => void started.push(end);
  try {
    return { ...(await openParts(options, onStop)), onStop, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openParts(
  options: CloudOptions,
  onStop: Cloud['onStop'],
): Promise<Omit<Cloud, 'onStop' | 'stop'>> {
  const { region, ports, dataDirectory, toolsDirectory, onProgress = () => {}, onError = () => {} } = options;
  const kept = dataDirectory === 'memory' ? undefined : dataDirectory;
  if (options.fresh && kept) rmSync(kept, { recursive: true, force: true });

  const emulating = startEmulators({ ports, region, dataDirectory, toolsDirectory, onProgress, onStop });
  const [{ backends, versions }, assembly] = await Promise.all([emulating, options.assembly]);
  const principals = principalsOf(assembly);
  await provision(assembly, backends);
  const objectsDirectory = kept ? path.join(kept, 'objects') : mkdtempSync(path.join(tmpdir(), 'objects-'));
  if (!kept) onStop(() => rm(objectsDirectory, { recursive: true }));

  let sources: Sources | undefined;
  const door = await openDoor({
    port: ports.door,
    assembly,
    backends,
    principals: principals.all,
    objectsDirectory,
    metersCapacity: options.metersCapacity ?? false,
    putEvent: (event) => sources?.putEvent(event),
    onMail: options.onMail,
  });
  onStop(door.close);

  return {
    assembly,
    door,
    principals,
    inboxUrl: backends.ses,
    versions,
    run: async () => {
      const { logDirectory, onLog, onInvoked, retrySeconds } = options;
      const sessionOf = principals.ofRole;
      const functions = startFunctions({ assembly, sessionOf, logDirectory, onLog, onInvoked });
      onStop(functions.stop);
      sources = startSources({
        assembly,
        functions,
        backends,
        checkpointDirectory: kept && path.join(kept, 'streams'),
        onError,
        ...(retrySeconds !== undefined && { retrySeconds }),
      });
      onStop(sources.stop);
      const gateway = await startGateway({ port: ports.api, assembly, functions });
      onStop(gateway.close);
      return { functions, sources };
    },
  };
}
