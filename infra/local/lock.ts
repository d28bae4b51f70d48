import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

/** The one local run that works on a data directory. */
const lockSchema = z.object({ pid: z.int().positive(), basePort: z.int().positive() });
export type Lock = z.infer<typeof lockSchema>;

const fileIn = (directory: string): string => path.join(directory, 'running.json');

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** The run that holds a directory; a lock whose process has ended counts for nothing. */
export function runningIn(directory: string): Lock | undefined {
  try {
    const lock = lockSchema.parse(JSON.parse(readFileSync(fileIn(directory), 'utf8')));
    return isAlive(lock.pid) ? lock : undefined;
  } catch {
    return undefined;
  }
}

/** Takes a directory for this process; gives the run that holds it when there is one. */
export function takeLock(directory: string, basePort: number): Lock | undefined {
  const other = runningIn(directory);
  if (other) return other;
  mkdirSync(directory, { recursive: true });
  rmSync(fileIn(directory), { force: true });
  // Fails when another process has taken it since: two starts at the same moment.
  writeFileSync(fileIn(directory), JSON.stringify({ pid: process.pid, basePort }), { flag: 'wx' });
  return undefined;
}

export const releaseLock = (directory: string): void => rmSync(fileIn(directory), { force: true });
