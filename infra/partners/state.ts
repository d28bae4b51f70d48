import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a stand-in remembers between runs. */
export type State = {
  /** What was written last, or undefined. */
  read(): unknown;
  write(value: unknown): void;
};

/** A JSON file that only its owner may read, or nothing where data stays in `memory`. */
export function stateIn(dataDirectory: string, name: string): State {
  if (dataDirectory === 'memory') return { read: () => undefined, write: () => {} };
  const file = join(dataDirectory, name);
  return {
    read: () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined),
    write: (value) => {
      mkdirSync(dirname(file), { recursive: true });
      // A run killed while it writes must leave the old file whole.
      writeFileSync(`${file}.new`, JSON.stringify(value, null, 2), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}
