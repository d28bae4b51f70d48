import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';

export type LogOptions = {
  /** Directory of one log file per function; without it nothing is kept. */
  readonly logDirectory?: string | undefined;
  /** Hears every line as it is written. */
  readonly onLog?: ((functionName: string, line: string) => void) | undefined;
};

/** Where all environments of a function write to: its file, and whoever listens. */
export function openLog(functionName: string, { logDirectory, onLog }: LogOptions): Writable {
  const file = logDirectory
    ? createWriteStream(path.join(logDirectory, `${functionName}.log`), { flags: 'a' })
    : undefined;
  let rest = '';
  const log = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (onLog) {
        const lines = `${rest}${chunk.toString()}`.split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) onLog(functionName, line);
      }
      if (file) file.write(chunk, done);
      else done();
    },
    final: (done) => {
      if (file) file.end(done);
      else done();
    },
  });
  // One pipe per environment and stream ends here.
  return log.setMaxListeners(0);
}
