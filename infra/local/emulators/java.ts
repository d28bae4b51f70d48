import { execFile } from 'node:child_process';
import { globSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

/** DynamoDB Local 3 needs Java 17; the JRE that is fetched when there is none is the long-term release after it. */
const OLDEST_JAVA = 17;
const FETCHED_JAVA = 21;

const executable = process.platform === 'win32' ? 'java.exe' : 'java';

async function majorVersion(java: string): Promise<number> {
  try {
    const { stderr } = await promisify(execFile)(java, ['-version']);
    return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

const fetched = (directory: string): string | undefined =>
  globSync(`jre/**/bin/${executable}`, { cwd: directory }).map((found) => path.join(directory, found))[0];

/**
 * The Java that runs DynamoDB Local: the one of JAVA_HOME, of the PATH, or one fetched before; else fetches a JRE
 * into `<directory>/jre`. Throws a sentence that says what to do when none can be had.
 */
export async function findJava(directory: string, onProgress: (line: string) => void): Promise<string> {
  const home = process.env.JAVA_HOME;
  const candidates = [home && path.join(home, 'bin', executable), executable, fetched(directory)];
  for (const candidate of candidates)
    if (candidate && (await majorVersion(candidate)) >= OLDEST_JAVA) return candidate;
  onProgress(`no Java ${OLDEST_JAVA} or newer on the PATH or in JAVA_HOME: fetching a JRE ${FETCHED_JAVA}`);
  try {
    mkdirSync(directory, { recursive: true });
    const { install } = await import('njre');
    await install(FETCHED_JAVA, { installPath: path.join(directory, 'package.json'), type: 'jre' });
  } catch (cause) {
    throw new Error(noJava, { cause });
  }
  const java = fetched(directory);
  if (!java) throw new Error(noJava);
  return java;
}

const noJava = `DynamoDB Local needs Java ${OLDEST_JAVA} or newer, and none was found or could be fetched: install one, or point JAVA_HOME at it.`;
