import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CreateTableCommand, ResourceInUseException } from '@aws-sdk/client-dynamodb';
import { table } from '../../shared/aws.ts';
import { readAssembly } from '../local/assembly.ts';
import { startDynamodb } from '../local/emulators/dynamodb.ts';
import { createTableInput } from '../local/provision.ts';
import { keptDirectory } from '../machine.ts';
import { importCatalogue } from '../ops/catalogue.ts';
import { barOf } from '../progress-bar.ts';
import { synthesize } from '../synthesize.ts';
import { answers } from './answers.ts';
import { scaled } from './periods.ts';
import { publishedProcedures } from './procedures.ts';
import { progressIn } from './progress.ts';
import { replay } from './replaying.ts';

/**
 * `npm run replay`: makes up the dossiers of the article, takes them into the statistics of a DynamoDB Local of its own, or
 * of the one that `--endpoint` names, and says what the statistics answer. Ctrl-C ends it between two transactions; run
 * again it goes on. All of it is synthetic, and says so.
 */
const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    data: { type: 'string', default: path.join(keptDirectory, 'replay') },
    fresh: { type: 'boolean', default: false },
    log: { type: 'boolean', default: false },
    port: { type: 'string', default: '4890' },
    endpoint: { type: 'string' },
  },
});
const scale = Number(values.scale);
if (!Number.isInteger(scale) || scale < 1)
  throw new Error('--scale takes a whole number: one dossier for so many');
const say = (line: string): void => console.error(line);

/** The table of the stage `local`, as its template states it. */
async function localTable() {
  const directory = await synthesize('local', path.join(keptDirectory, 'assemblies'));
  const local = 'http://127.0.0.1';
  const context = { doorUrl: local, apiUrl: local, region: 'ap-southeast-1', accountId: '000000000000' };
  const [stated] = readAssembly(directory, context).ofType('AWS::DynamoDB::Table');
  if (!stated) throw new Error('the template has no table');
  return stated;
}

async function createIfAbsent(stated: Awaited<ReturnType<typeof localTable>>): Promise<void> {
  try {
    await table.send(new CreateTableCommand(createTableInput(stated)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

/** Shows how far it is, twice a second, and remembers the most memory it had. */
function watch(before: number, all: number) {
  const started = performance.now();
  let [shown, peak] = [0, 0];
  const seconds = (): number => (performance.now() - started) / 1000;
  return {
    seconds,
    peakMebibytes: () => Math.round(peak / 2 ** 20),
    show: (dossiers: number): void => {
      peak = Math.max(peak, process.memoryUsage.rss());
      if (performance.now() - shown < 500 && dossiers < all) return;
      shown = performance.now();
      process.stderr.write(`\r${barOf(dossiers, all, (dossiers - before) / seconds())}  `);
    },
  };
}

async function run(): Promise<void> {
  const progress = progressIn(path.join(values.data, 'replay.json'), scale);
  const procedures = publishedProcedures();
  await importCatalogue({ client: table, tableName: process.env.TABLE_NAME ?? '' }, procedures);
  const all = scaled(scale)
    .flatMap(({ strata }) => strata)
    .reduce((sum, { dossiers }) => sum + dossiers, 0);
  let interrupted = false;
  process.once('SIGINT', () => {
    interrupted = true;
  });
  const watching = watch(progress.before, all);
  const { dossiers, events } = await replay({
    procedures,
    scale,
    after: progress.before,
    log: values.log,
    onProgress: (done) => {
      progress.keep(done);
      watching.show(done);
      return !interrupted;
    },
  });
  const seconds = watching.seconds();
  say(
    `\n${dossiers} of ${all} synthetic dossiers; ${events} events in ${seconds.toFixed(0)} s, ${(events / seconds).toFixed(0)} a second, at most ${watching.peakMebibytes()} MiB`,
  );
  if (dossiers < all) say('Interrupted: run it again and it goes on.');
  else console.log(await answers());
}

if (values.fresh) rmSync(values.data, { recursive: true, force: true });
mkdirSync(values.data, { recursive: true });
const stated = await localTable();
const own = values.endpoint
  ? undefined
  : await startDynamodb({
      port: Number(values.port),
      dataDirectory: values.data,
      toolsDirectory: keptDirectory,
      onProgress: say,
    });
Object.assign(process.env, {
  AWS_REGION: 'ap-southeast-1',
  AWS_ACCESS_KEY_ID: 'replay',
  AWS_SECRET_ACCESS_KEY: 'replay',
  AWS_ENDPOINT_URL_DYNAMODB: values.endpoint ?? own?.url,
  TABLE_NAME: stated.name,
});
try {
  if (own) await createIfAbsent(stated);
  await run();
} finally {
  await own?.stop();
}
