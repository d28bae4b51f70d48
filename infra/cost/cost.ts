import { parseArgs } from 'node:util';
import { build } from '../build/build.ts';
import { stages } from '../settings/shape.ts';
import { accept, watchedBills } from './baseline.ts';
import { report } from './report.ts';
import { resourcesOf } from './stage.ts';
import { usage } from './usage.ts';

/**
 * `npm run cost`: what a stage costs a month, by its templates, the prices and what dossiers were measured to ask.
 * `--stage staging` and `--year 5` show another stage and the lines of another year; `--accept` makes the bills of
 * production those that the tests hold every later change against.
 */
const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'production' },
    year: { type: 'string', default: '3' },
    accept: { type: 'boolean', default: false },
  },
});
const stage = stages.find((name) => name === values.stage);
const year = Number(values.year);

if (!stage || !(Number.isInteger(year) && year >= 1)) {
  console.error(`--stage is one of ${stages.join(', ')}, --year a whole number from 1.`);
  process.exitCode = 2;
} else {
  await build();
  console.log(report(stage, resourcesOf(stage), usage, year));
  if (values.accept) accept(watchedBills(resourcesOf('production'), usage));
}
