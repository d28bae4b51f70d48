import path from 'node:path';
import { keep, readKept } from '../local/kept.ts';

/** What a stand-in remembers between runs. */
export type State = {
  /** What was written last, or undefined. */
  read(): unknown;
  write(value: unknown): void;
};

/** In a file, or nothing where data stays in `memory`. */
export function stateIn(dataDirectory: string, name: string): State {
  if (dataDirectory === 'memory') return { read: () => undefined, write: () => {} };
  const file = path.join(dataDirectory, name);
  return { read: () => readKept(file), write: (value) => keep(file, value) };
}
