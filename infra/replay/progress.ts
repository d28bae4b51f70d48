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

/** A line that shows how far it is, and when it will be done. */
export function barOf(done: number, all: number, perSecond: number): string {
  const share = all === 0 ? 1 : done / all;
  const width = 30;
  const filled = Math.round(share * width);
  const left = perSecond > 0 ? Math.ceil((all - done) / perSecond) : 0;
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return `[${'█'.repeat(filled)}${'·'.repeat(width - filled)}] ${(100 * share).toFixed(1)} % ${done} of ${all}, ${perSecond.toFixed(0)}/s, ${time} left`;
}
