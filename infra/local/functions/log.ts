import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough, type Writable } from 'node:stream';

export type LogOptions = {
  /** Directory of one log file per function; without it nothing is kept. */
  readonly logDirectory?: string | undefined;
  /** Hears every line as it is written. */
  readonly onLog?: ((functionName: string, line: string) => void) | undefined;
};

/** Where all environments of a function write to: its file, and whoever listens. */
export function openLog(functionName: string, { logDirectory, onLog }: LogOptions): Writable {
  const log = new PassThrough();
  if (onLog) createInterface(log).on('line', (line) => onLog(functionName, line));
  if (logDirectory)
    log.pipe(createWriteStream(path.join(logDirectory, `${functionName}.log`), { flags: 'a' }));
  // One pipe per environment and stream ends here; what nobody takes goes.
  return log.resume().setMaxListeners(0);
}
