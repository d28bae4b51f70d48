/** AWS bills by months of 730 hours. */
export const HOURS = 730;
const DAYS = HOURS / 24;

/** Of those, the hours in which people file and decide: 22 days of ten. */
export const WORKING_HOURS = 220;

/** What a stage has to do in the mean month of a year. */
export type Load = {
  /** 1 is the first year. */
  readonly year: number;
  /** Dossiers filed a month. */
  readonly filed: number;
  /** Dossiers that are kept: those of all years until the middle of this one. */
  readonly kept: number;
};

/** @param dossiers filed a year, evenly */
export const loadOf = (dossiers: number, year: number): Load => ({
  year,
  filed: dossiers / 12,
  kept: dossiers * (year - 0.5),
});

/** How many of the kept dossiers were filed within so many days. */
export const youngerThan = (days: number, { filed, kept }: Load): number =>
  Math.min(kept, (filed * days) / DAYS);
