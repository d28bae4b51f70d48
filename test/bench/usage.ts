import { writeFile } from 'node:fs/promises';
import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Usage, Work } from '../../infra/cost/usage.ts';
import { signIn } from '../../infra/demo/sign-in.ts';
import { pascalCase } from '../../infra/functions/contract.ts';
import { itemBytes } from '../../infra/local/door/capacity.ts';
import { portsOf } from '../../infra/machine.ts';
import { table } from '../../shared/aws.ts';
import { clientOf, type Reply } from '../../shared/client/client.ts';
import { localDateOf, systemNow } from '../../shared/clock.ts';
import { isClocked } from '../../shared/event/worker.ts';
import { operations, workers } from '../../shared/operations.ts';
import type { IndexName } from '../../shared/resources.ts';
import { connectRaw } from './raw-submission.ts';
import { type Counted, type LocalRun, startRun } from './run.ts';
import { quiet } from './submissions.ts';
import { READS } from './table-calls.ts';
import { FILE_BYTES, FILES, typicalDossier } from './typical-dossier.ts';

const DOSSIERS = 10;
/** Dossiers before the first that counts: they load the functions. */
const WARM_UP = 2;
/** Runs of a clock that count, after as many that do not. */
const CLOCK_RUNS = 20;

const usageFile = new URL('../../infra/cost/usage.json', import.meta.url);

const clocks = workers.filter(isClocked).map(({ id }) => id);
const indexes = ['worklist', 'place', 'owner', 'due', 'log', 'find'] as const satisfies readonly IndexName[];

/** Measures what a dossier asks of AWS, on a run of its own, and writes it where `npm run cost` reads it. */
export async function measureUsage(basePort: number, dataDirectory: string): Promise<void> {
  const run = await startRun(basePort, dataDirectory);
  try {
    connectRaw(`http://127.0.0.1:${portsOf(basePort).dynamodb}`, run.table);
    const perRun = await clocksOf(run);
    let answeredBytes = 0;
    const client = clientOf(run.apiUrl, {
      onReply: (reply) => {
        answeredBytes += bytesOf(reply);
      },
    });
    const people = {
      citizen: await signIn(run.identityUrl, 'hoa'),
      desk: await signIn(run.identityUrl, 'stp.mot-cua'),
      caseOfficer: await signIn(run.identityUrl, 'stp.chuyen-vien'),
    };
    const fileSome = async (many: number) => {
      for (let filed = 0; filed < many; filed++) await typicalDossier(client, people, () => quiet(run));
      await quiet(run);
    };
    await fileSome(WARM_UP);
    answeredBytes = 0;
    const before = { counted: await run.counted(), stored: await storedBytes(run) };
    await fileSome(DOSSIERS);
    const after = { counted: await run.counted(), stored: await storedBytes(run) };
    const usage: Usage = {
      measuredOn: localDateOf(systemNow()),
      dossiers: DOSSIERS,
      perDossier: meanOf(before.counted, after.counted, DOSSIERS),
      perRun,
      answeredBytes: Math.round(answeredBytes / DOSSIERS),
      storedBytes: {
        table: grown(before.stored, after.stored, 'table'),
        indexes: Object.fromEntries(indexes.map((name) => [name, grown(before.stored, after.stored, name)])),
      },
      papers: { files: FILES, bytes: FILES * FILE_BYTES },
    };
    await writeFile(usageFile, `${JSON.stringify(usage, undefined, 2)}\n`);
  } finally {
    await run.stop();
  }
}

/** What a run of each clock asks that finds nothing to do. */
async function clocksOf(run: LocalRun): Promise<Record<string, Work>> {
  const works: Record<string, Work> = {};
  for (const clock of clocks) {
    const wakeOften = async () => {
      for (let woken = 0; woken < CLOCK_RUNS; woken++) await run.wake(clock);
    };
    await wakeOften();
    const before = await run.counted();
    await wakeOften();
    Object.assign(works, meanOf(before, await run.counted(), CLOCK_RUNS));
  }
  return works;
}

const bytesOf = ({ headers, body }: Reply): number =>
  [...headers].reduce((sum, [name, value]) => sum + name.length + value.length, 0) +
  Buffer.byteLength(typeof body === 'string' ? body : JSON.stringify(body));

type Stored = ReadonlyMap<string, number>;

/** Each item costs 100 bytes more than it holds, in the table and in each index it stands in (DynamoDB pricing). */
const ITEM_BYTES = 100;

/** Bytes of what stays: items that expire are gone within days. */
async function storedBytes({ table: TableName }: LocalRun): Promise<Stored> {
  const bytesIn = async (IndexName?: string): Promise<number> => {
    let bytes = 0;
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await table.send(new ScanCommand({ TableName, IndexName, ExclusiveStartKey: from }));
      for (const item of page.Items ?? []) bytes += 'expiresAt' in item ? 0 : ITEM_BYTES + itemBytes(item);
      from = page.LastEvaluatedKey;
    } while (from);
    return bytes;
  };
  const stored = new Map([['table', await bytesIn()]]);
  for (const index of indexes) stored.set(index, await bytesIn(index));
  return stored;
}

const grown = (before: Stored, after: Stored, where: string): number =>
  Math.round(((after.get(where) ?? 0) - (before.get(where) ?? 0)) / DOSSIERS);

/** What a function has done so far. */
function workOf(id: string, { counts, timesheet }: Counted): Work {
  const entry = timesheet.find(({ functionName }) => functionName === id);
  const own = counts.filter(({ principal }) => principal.includes(`${pascalCase(id)}Role`));
  const units = (read: boolean) =>
    own.reduce((sum, { operation, capacity }) => sum + (READS.test(operation) === read ? capacity : 0), 0);
  return {
    invocations: entry?.invocations ?? 0,
    milliseconds: entry?.milliseconds ?? 0,
    logBytes: entry?.logBytes ?? 0,
    readUnits: units(true),
    writeUnits: units(false),
    calls: Object.fromEntries(own.map(({ operation, calls }) => [operation, calls])),
    messages: entry?.messages ?? 0,
    metrics: entry?.metrics ?? [],
  };
}

/** What the functions did between two looks, for each of so many; those that did nothing are left out. */
function meanOf(before: Counted, after: Counted, many: number): Record<string, Work> {
  const mean = (sooner = 0, later = 0) => Number(((later - sooner) / many).toFixed(2));
  const between = (id: string): Work => {
    const sooner = workOf(id, before);
    const later = workOf(id, after);
    const calls = Object.keys(later.calls)
      .sort()
      .map((operation) => [operation, mean(sooner.calls[operation], later.calls[operation])] as const);
    return {
      invocations: mean(sooner.invocations, later.invocations),
      milliseconds: mean(sooner.milliseconds, later.milliseconds),
      logBytes: mean(sooner.logBytes, later.logBytes),
      readUnits: mean(sooner.readUnits, later.readUnits),
      writeUnits: mean(sooner.writeUnits, later.writeUnits),
      calls: Object.fromEntries(calls.filter(([, count]) => count > 0)),
      messages: mean(sooner.messages, later.messages),
      metrics: [...new Set(later.metrics.slice(sooner.metrics.length))].sort(),
    };
  };
  const works = [...operations, ...workers].map(({ id }) => [id, between(id)] as const);
  return Object.fromEntries(works.filter(([, { invocations }]) => invocations > 0));
}
