import path from 'node:path';
import * as z from 'zod';
import { keep, readKept } from '../kept.ts';

/** How far a stream has been read: the last record done with per shard, or `closed` when the shard is done with. */
export type Checkpoints = {
  get(shard: string): string | undefined;
  set(shard: string, position: string): void;
};

const keptSchema = z.record(z.string(), z.string()).default({});

/** Checkpoints that outlive the process when there is a directory for them. */
export function openCheckpoints(directory: string | undefined, name: string): Checkpoints {
  const file = directory === undefined ? undefined : path.join(directory, `${name}.json`);
  const positions = new Map(Object.entries(keptSchema.parse(file && readKept(file))));
  return {
    get: (shard) => positions.get(shard),
    set: (shard, position) => {
      positions.set(shard, position);
      if (file) keep(file, Object.fromEntries(positions));
    },
  };
}
