import { resultOf } from './result-of.ts';

/** What it took to take dossiers of the article into the statistics. */
export type ReplayTaken = {
  readonly dossiers: number;
  /** Those that are counted. */
  readonly events: number;
  readonly seconds: number;
  /** The most memory that the process had. */
  readonly peakMebibytes: number;
};

/** Takes in all of them, in a process and a table of their own. */
export const wholeReplay = (): Promise<ReplayTaken> => resultOf('replay-child.ts', 1);
