import { importCatalogue } from '../../infra/ops/catalogue.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { recallListing } from '../../shared/procedure/listing.ts';
import { searchProcedures } from '../../shared/procedure/search.ts';
import { loadProcedure } from '../../shared/procedure/store.ts';
import { startBenchTable } from './bench-table.ts';
import type { CatalogueTimes } from './catalogue.ts';
import { median } from './statistics.ts';

// Searches a catalogue of as many procedures as its argument says in the process of a function that has just started, and tells
// its parent how long each took.
const [, , many] = process.argv;

const procedures = Array.from({ length: Number(many) }, (_, number) => {
  const procedure = catalogue[number % catalogue.length];
  if (!procedure) throw new Error('the catalogue is empty');
  return { ...procedure, code: `1.${String(number).padStart(6, '0')}` };
});
const table = await startBenchTable(async (dynamodbUrl) => dynamodbUrl, procedures);

// The connection stands, so that the first search is seen without it.
await loadProcedure('1.000000');

const filter = { text: 'ly lich tu phap', field: 'tư pháp' };
let time = new Date('2021-10-11T02:00:00Z');

/** One request, in milliseconds. */
async function search(): Promise<number> {
  const begun = performance.now();
  searchProcedures(await recallListing(() => time), filter, undefined, 20);
  return performance.now() - begun;
}
const searches = async (many: number): Promise<readonly number[]> => {
  const milliseconds: number[] = [];
  while (milliseconds.length < many) milliseconds.push(await search());
  return milliseconds;
};

const before = process.cpuUsage();
await search();
const { user, system } = process.cpuUsage(before);
const warm = median(await searches(1_000));
await importCatalogue(
  table,
  procedures.map((procedure) => ({ ...procedure, name: { ...procedure.name, en: 'Renamed' } })),
);
time = new Date(time.getTime() + 61_000);
const longestInReload = Math.max(...(await searches(1_000)));
const firstCpu = (user + system) / 1000;
process.send?.({ firstCpu, warm, longestInReload } satisfies CatalogueTimes, () => {
  void table.stop().then(() => process.exit());
});
