import { resultOf } from './result-of.ts';

/** How long searches of the catalogue take, in milliseconds. */
export type CatalogueTimes = {
  /** CPU of the first of a function that has just been loaded: it reads the listing. */
  readonly firstCpu: number;
  readonly warm: number;
  /** The longest that one waits while another catalogue is loaded. */
  readonly longestInReload: number;
};

/** Searches a catalogue of so many procedures. */
export const searchCatalogue = (procedures: number): Promise<CatalogueTimes> =>
  resultOf('catalogue-child.ts', procedures);
