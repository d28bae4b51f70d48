import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

const Kept = z.object({ scale: z.int(), dossiers: z.int() });

/** How far a replay is: kept in a file, so that one that was interrupted goes on where it was. */
export type Progress = {
  /** How many dossiers were taken in by the run before. */
  readonly before: number;
  readonly keep: (dossiers: number) => void;
};

/** @throws Error when the file is of a replay of another scale, whose dossiers would mix with these */
export function progressIn(file: string, scale: number): Progress {
  const kept = keptIn(file);
  if (kept && kept.scale !== scale)
    throw new Error(`${file} is of a replay of scale ${kept.scale}: say --fresh, or --data another folder`);
  return {
    before: kept?.dossiers ?? 0,
    keep: (dossiers) => {
      // In one step, for the run may end at any moment.
      writeFileSync(`${file}.new`, JSON.stringify({ scale, dossiers }));
      renameSync(`${file}.new`, file);
    },
  };
}

function keptIn(file: string): z.infer<typeof Kept> | undefined {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
