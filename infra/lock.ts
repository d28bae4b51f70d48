import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const fileIn = (directory: string): string => path.join(directory, 'running');

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** The process that works on a directory; a lock whose process has ended counts for nothing. */
export function runningIn(directory: string): number | undefined {
  try {
    const pid = Number(readFileSync(fileIn(directory), 'utf8'));
    return pid > 0 && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Takes a directory for this process; gives the process that holds it when there is one. */
export function takeLock(directory: string): number | undefined {
  const other = runningIn(directory);
  if (other !== undefined) return other;
  mkdirSync(directory, { recursive: true });
  rmSync(fileIn(directory), { force: true });
  // Fails when another process has taken it since: two starts at the same moment.
  writeFileSync(fileIn(directory), String(process.pid), { flag: 'wx' });
  return undefined;
}

export const releaseLock = (directory: string): void => rmSync(fileIn(directory), { force: true });
