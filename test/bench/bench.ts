import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from '../../infra/build/build.ts';
import { signIn } from '../../infra/demo/sign-in.ts';
import { findJava } from '../../infra/local/emulators/java.ts';
import { clientOf } from '../../shared/client/client.ts';
import { arrivals } from './arrivals.ts';
import { searchCatalogue } from './catalogue.ts';
import { clockRun, DUE, OPEN } from './clock.ts';
import { explanations, movedPerSecond } from './deadlines.ts';
import { functionRows, operationTable } from './function-rows.ts';
import { type Measured, measureFunctions } from './functions.ts';
import { projections } from './projections.ts';
import { wholeReplay } from './replay.ts';
import { lineOf, ms, type Row } from './row.ts';
import { ASSEMBLIES, startRun } from './run.ts';
import { median, percentile } from './statistics.ts';
import { type StoryUsage, storyUsages } from './stories.ts';
import { type Block, submissions } from './submissions.ts';
import { tableCalls } from './table-calls.ts';
import { measureUsage } from './usage.ts';

/**
 * `npm run bench`: how fast it must be and is, as one table; a ratio is of two figures that alternate in this run.
 * Loopback only; some fifteen minutes; what it starts it ends. A missed target is said, and is no failure.
 * `npm run bench -- --clock` measures only what the clock reads of many open dossiers, which takes minutes to lay out.
 * `npm run bench -- --stories` measures only what each story of `npm run demo` asks of the table.
 * `npm run bench -- --functions` measures only each function by itself, and `-- --system` only what they make together.
 * `npm run bench -- --replay` measures only how all dossiers of the article are taken in, half an hour long.
 * `npm run bench -- --usage` measures only what a dossier asks of AWS, for `npm run cost`.
 */
const BASE_PORT = 4900;

const root = path.resolve(import.meta.dirname, '..', '..');
const say = (line: string): void => console.error(line);

async function machine(): Promise<string> {
  const java = await findJava(path.join(root, '.motcua'), say);
  const { stderr } = await promisify(execFile)(java, ['-version']);
  const [version = ''] = /(?<=version ")[^"]+/.exec(stderr) ?? [];
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpus()[0]?.model}, ${gibibytes} GiB, Node ${process.version}, Java ${version}`;
}

async function measuredFunctions(): Promise<readonly Measured[]> {
  say('Building, and calling each function of the API in processes of its own …');
  await build();
  return measureFunctions();
}

const count = (value: number): string => Math.round(value).toLocaleString('en');

/** The province's whole catalogue, and one ten times as large. */
const CATALOGUES = [2_067, 20_000];

async function catalogueRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const procedures of CATALOGUES) {
    say(`Searching a catalogue of ${count(procedures)} procedures …`);
    const { firstCpu, warm, longestInReload } = await searchCatalogue(procedures);
    rows.push({
      what: `search of ${count(procedures)} procedures: CPU of the first, which reads the listing; of the others; the longest in a reload`,
      measured: `${ms(firstCpu)}, ${warm.toFixed(2)} ms, ${ms(longestInReload)}`,
      ...(procedures === CATALOGUES[0] && { target: 'others ≤ 0.5 ms', met: warm <= 0.5 }),
    });
  }
  return rows;
}

async function replayRows(): Promise<readonly Row[]> {
  say('Taking all dossiers of the article into the statistics, which takes half an hour …');
  const { dossiers, events, seconds, peakMebibytes } = await wholeReplay();
  return [
    {
      what: 'the article replayed: dossiers, events, time, events a second, at most of memory',
      measured: `${count(dossiers)}, ${count(events)}, ${(seconds / 60).toFixed(0)} min, ${count(events / seconds)}, ${count(peakMebibytes)} MiB`,
    },
  ];
}

const perSecond = (blocks: readonly Block[]): number =>
  blocks.flatMap(({ milliseconds }) => milliseconds).length /
  blocks.reduce((sum, { seconds }) => sum + seconds, 0);

/** Leaves of a run what `npm ci` makes. */
async function forgetData(dataDirectory: string): Promise<void> {
  for (const name of await readdir(dataDirectory))
    if (name !== ASSEMBLIES) await rm(path.join(dataDirectory, name), { recursive: true });
}

async function runRows(dataDirectory: string): Promise<readonly Row[]> {
  say('Starting motcua: with new sources, on empty ground, and again on what it left …');
  const changed = await startRun(BASE_PORT, dataDirectory);
  await changed.stop();
  await forgetData(dataDirectory);
  const first = await startRun(BASE_PORT, dataDirectory);
  await first.stop();
  const run = await startRun(BASE_PORT, dataDirectory);
  try {
    const client = clientOf(run.apiUrl);
    const token = await signIn(run.identityUrl, 'hoa');
    const desk = await signIn(run.identityUrl, 'stp.mot-cua');
    const caseOfficer = await signIn(run.identityUrl, 'stp.chuyen-vien');
    const caller = {
      kind: 'applicant',
      subject: 'hoa',
      accountType: 'citizen',
      name: 'Nguyễn Thị Hoa',
    } as const;
    say('Preparing drafts; submitting over HTTP and writing the raw transactions, in turns …');
    const { http, raw } = await submissions(run, { basePort: BASE_PORT, caller, token });
    say('Waiting at a department for its events …');
    const times = await arrivals(run, client, token);
    say('Counting the calls to the table …');
    const { perChange, ofDossier, ofStatistics, ofTakenBack } = await tableCalls(run, client, {
      applicant: token,
      desk,
      caseOfficer,
    });
    say('Moving due days by a change of the calendar, and explaining deadlines …');
    await run.publish(false);
    const moved = await movedPerSecond();
    const explained = explanations();
    say('Taking dossiers into the statistics, and reading a report of them …');
    const counted = await projections();
    const ratio = perSecond(http) / perSecond(raw);
    const submit = http.flatMap(({ milliseconds }) => milliseconds);
    return [
      {
        what: 'submit over HTTP to the same transaction raw, 8 at once',
        measured: `${(100 * ratio).toFixed(0)} % (${perSecond(http).toFixed(0)}/s to ${perSecond(raw).toFixed(0)}/s)`,
        target: '≥ 60 %',
        met: ratio >= 0.6,
      },
      {
        what: 'submit over HTTP, 8 at once, p50 and p95',
        measured: `${ms(median(submit))}, ${ms(percentile(submit, 0.95))}`,
      },
      {
        what: 'event at its department, p50 and p99',
        measured: `${ms(median(times))}, ${ms(percentile(times, 0.99))}`,
        target: 'p50 < 1 s',
        met: median(times) < 1000,
      },
      {
        what: 'start on empty ground after `npm ci`, and again; with the sources changed',
        measured: `${first.readySeconds.toFixed(1)} s, ${run.readySeconds.toFixed(1)} s; ${changed.readySeconds.toFixed(0)} s`,
        target: '≤ 10 s',
        met: first.readySeconds <= 10,
      },
      {
        what: 'open dossiers moved a second by a change of the calendar',
        measured: moved.toFixed(0),
      },
      {
        what: 'a random deadline counted and explained, p50 and p99',
        measured: `${explained.p50.toFixed(2)} ms, ${explained.p99.toFixed(2)} ms`,
      },
      {
        what: 'events that statistics take in a second; write units of a dossier there',
        measured: `${counted.eventsPerSecond.toFixed(0)}; ${counted.writeUnits.toFixed(1)}`,
      },
      {
        what: 'report of a year by agency, all agencies: items, read units, median',
        measured: `${counted.report.items}, ${counted.report.readUnits.toFixed(0)}, ${ms(counted.report.milliseconds)}`,
      },
      {
        what: 'read and write units of a dossier with one paper, draft to return; of them its statistics',
        measured: `${ofDossier.read.toFixed(1)}, ${ofDossier.write.toFixed(1)}; ${ofStatistics.read.toFixed(1)}, ${ofStatistics.write.toFixed(1)}`,
        target: '≤ 12, 90 without its statistics',
        met: ofDossier.read - ofStatistics.read <= 12 && ofDossier.write - ofStatistics.write <= 90,
      },
      {
        what: 'those of a paper declared and taken back',
        measured: `${ofTakenBack.read.toFixed(1)}, ${ofTakenBack.write.toFixed(1)}`,
      },
      ...perChange.map(({ id, reads, transactions }) => ({
        what: `table reads and transactions of \`${id}\``,
        measured: `${reads.toFixed(2)}, ${transactions.toFixed(2)}`,
        target: '≤ 2, 1',
        // A procedure is read again once a minute, by whatever change comes first.
        met: reads < 2.5 && transactions === 1,
      })),
    ];
  } finally {
    await run.stop();
  }
}

async function clockRows(): Promise<readonly Row[]> {
  say(`Laying out ${OPEN} open dossiers, of which ${DUE} are due …`);
  const { acted, itemsRead, readUnits, seconds, idle, seedSeconds } = await clockRun(BASE_PORT);
  say(`Laid out in ${seedSeconds.toFixed(0)} s.`);
  return [
    {
      what: `the hour strikes over ${count(OPEN)} open dossiers, ${DUE} due: told, items read, read units, time`,
      measured: `${acted}, ${count(itemsRead)}, ${count(readUnits)}, ${seconds.toFixed(1)} s`,
      target: 'reads nothing that is not due',
      met: acted === DUE && itemsRead <= 4 * DUE,
    },
    {
      what: 'and again, with nothing left to do',
      measured: `0, ${count(idle.itemsRead)}, ${idle.readUnits.toFixed(1)}, ${ms(idle.milliseconds)}`,
    },
  ];
}

const printed = async (rows: readonly Row[]): Promise<void> => {
  console.log(`\n${await machine()}\n\n| what | measured | target | met |\n| --- | --- | --- | --- |`);
  for (const row of rows) console.log(lineOf(row));
};

const printUsages = (usages: readonly StoryUsage[]): void => {
  console.log(
    '\n| story | calls | read units | write units | events | e-mails |\n| --- | --- | --- | --- | --- | --- |',
  );
  for (const { name, calls, readUnits, writeUnits, events, emails } of usages)
    console.log(`| ${[name, calls, readUnits, writeUnits, events, emails].join(' | ')} |`);
};

const dataDirectory = await mkdtemp(path.join(tmpdir(), 'motcua-bench-'));
try {
  if (process.argv.includes('--usage')) {
    say('Filing dossiers, and counting what they ask of AWS …');
    await measureUsage(BASE_PORT, dataDirectory);
  } else if (process.argv.includes('--stories')) {
    say('Playing the stories of the demonstration …');
    printUsages(await storyUsages(BASE_PORT, dataDirectory));
  } else if (process.argv.includes('--clock')) await printed(await clockRows());
  else if (process.argv.includes('--replay')) await printed(await replayRows());
  else {
    const measured = process.argv.includes('--system') ? [] : await measuredFunctions();
    const together = process.argv.includes('--functions')
      ? []
      : [...(await catalogueRows()), ...(await runRows(dataDirectory))];
    await printed([...(measured.length > 0 ? functionRows(measured) : []), ...together]);
    if (measured.length > 0) console.log(`\n${operationTable(measured)}`);
  }
} finally {
  await rm(dataDirectory, { recursive: true, force: true });
}
