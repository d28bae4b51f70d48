import { writeFileSync } from 'node:fs';
import * as z from 'zod';
import accepted from './baseline.json' with { type: 'json' };
import { type Bill, billFor, type Scenario } from './bill.ts';
import type { Resource } from './stage.ts';
import type { Usage } from './usage.ts';

/** The lines of each bill that is watched, in USD, by its name. */
const Baseline = z.record(z.string(), z.record(z.string(), z.number()));
export type Baseline = z.infer<typeof Baseline>;

/** What a change of the templates is held against: accepted last by `npm run cost -- --accept`. */
export const baseline: Baseline = Baseline.parse(accepted);

const watched: readonly { readonly scenario: Scenario; readonly year: number }[] = [
  { scenario: 'at rest', year: 1 },
  { scenario: 'province', year: 1 },
  { scenario: 'province', year: 3 },
  { scenario: 'province', year: 5 },
  { scenario: 'nation', year: 3 },
];

/** The bills that are watched, by name. */
export const watchedBills = (resources: readonly Resource[], usage: Usage): ReadonlyMap<string, Bill> =>
  new Map(
    watched.map(({ scenario, year }) => [
      `${scenario}, year ${year}`,
      billFor(resources, usage, scenario, year),
    ]),
  );

/** The lines of bills, to a hundredth of a cent. */
export const amountsOf = (bills: ReadonlyMap<string, Bill>): Baseline =>
  Object.fromEntries(
    [...bills].map(([name, { rows }]) => [
      name,
      Object.fromEntries(rows.map(({ what, amount }) => [what, Number(amount.toFixed(4))])),
    ]),
  );

/** Makes these bills the ones that later changes are held against. */
export function accept(bills: ReadonlyMap<string, Bill>): void {
  writeFileSync(
    new URL('./baseline.json', import.meta.url),
    `${JSON.stringify(amountsOf(bills), undefined, 2)}\n`,
  );
}

/** A bill that has grown by more than this share was meant to grow, or somebody made a mistake. */
const TOLERANCE = 0.05;

/** A sentence for each bill that has grown too much, with the lines that did it, the worst first. */
export const complaints = (bills: ReadonlyMap<string, Bill>, against: Baseline): readonly string[] =>
  [...bills].flatMap(([name, { total, rows }]) => {
    const was = against[name] ?? {};
    const before = Object.values(was).reduce((sum, amount) => sum + amount, 0);
    if (total <= before * (1 + TOLERANCE)) return [];
    const grown = rows
      .map(({ what, amount }) => ({ what, before: was[what] ?? 0, after: amount }))
      .filter((row) => row.after - row.before >= 0.005)
      .sort((one, other) => other.after - other.before - (one.after - one.before))
      .map((row) => `${row.what} ${row.before.toFixed(2)} -> ${row.after.toFixed(2)}`);
    return [`${name}: ${before.toFixed(2)} -> ${total.toFixed(2)} USD a month. ${grown.join(', ')}`];
  });
