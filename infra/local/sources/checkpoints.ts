import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

/** How far a stream has been read: the last record done with per shard, or `closed` when the shard is done with. */
export type Checkpoints = {
  get(shard: string): string | undefined;
  set(shard: string, position: string): void;
};

const fileSchema = z.record(z.string(), z.string());

/** Checkpoints that outlive the process when there is a directory for them. */
export function openCheckpoints(directory: string | undefined, name: string): Checkpoints {
  const file = directory === undefined ? undefined : path.join(directory, `${name}.json`);
  const positions = new Map(Object.entries(file ? read(file) : {}));
  return {
    get: (shard) => positions.get(shard),
    set: (shard, position) => {
      positions.set(shard, position);
      if (file) write(file, Object.fromEntries(positions));
    },
  };
}

function read(file: string): Record<string, string> {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

/** By renaming, so that a process that ends in the middle leaves the old file or the new one. */
function write(file: string, positions: Record<string, string>): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(positions));
  renameSync(`${file}.new`, file);
}
