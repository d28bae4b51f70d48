import { randomUUID } from 'node:crypto';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { startDynamodb } from '../../infra/local/emulators/dynamodb.ts';
import { keptDirectory, portsOf } from '../../infra/machine.ts';
import { importCalendar } from '../../infra/ops/calendar.ts';
import { table } from '../../shared/aws.ts';
import { warnOfDueDays } from '../../shared/desk/due-days.ts';
import { randomId } from '../../shared/ids.ts';
import type { Item } from '../../shared/table/transaction.ts';
import { aDossier } from '../support/dossiers.ts';
import { itemsOf } from '../support/kept-dossier.ts';
import { tableOfTemplate } from '../support/table-of-template.ts';
import { connectRaw } from './raw-submission.ts';
import { timed } from './submissions.ts';

/** Open dossiers of a province, and those of them that an hour brings to their time. */
export const OPEN = 200_000;
export const DUE = 500;

/** Most items of one BatchWriteItem (DynamoDB API reference), and how many go at once. */
const BATCH = 25;
const AT_ONCE = 8;

/** The morning of Wednesday 20 October 2021, two working days before Friday the 22nd. */
const now = () => new Date('2021-10-20T08:00:00+07:00');

/** Of the dossiers that are due some are due soon, some overdue, and some were warned of before; the others have weeks. */
function dueOf(place: number): object {
  if (place >= DUE) {
    const day = String(1 + (place % 30)).padStart(2, '0');
    return { dueAt: `2021-11-${day}T10:00:00.000Z` };
  }
  const dueAt = place % 2 === 0 ? '2021-10-22T10:00:00.000Z' : '2021-10-19T10:00:00.000Z';
  return { dueAt, ...(place % 4 === 1 && { warning: { dueAt, as: 'due-soon' } }) };
}

/** The items of an open dossier; of one that nobody will look at, that which stands in the index. */
const itemsAt = (place: number): readonly Item[] =>
  itemsOf(
    aDossier({
      id: randomUUID(),
      status: 'processing',
      clock: [{ kind: 'start', at: '2021-10-08T02:00:00.000Z' }],
      calendarVersion: 1,
      ...dueOf(place),
    }),
  )
    .flatMap((write) => ('put' in write ? [write.put] : []))
    .slice(0, place < DUE ? 2 : 1);

async function seed(tableName: string): Promise<void> {
  let place = 0;
  const batches = async () => {
    while (place < OPEN) {
      const items: Item[] = [];
      while (items.length < BATCH - 1 && place < OPEN) items.push(...itemsAt(place++));
      let left: Record<string, { PutRequest: { Item: Item } }[]> | undefined = {
        [tableName]: items.map((item) => ({ PutRequest: { Item: item } })),
      };
      while (left && Object.keys(left).length > 0)
        left = (await table.send(new BatchWriteCommand({ RequestItems: left })))
          .UnprocessedItems as typeof left;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, batches));
}

const Answer = z.looseObject({
  Count: z.number().optional(),
  ConsumedCapacity: z.object({ CapacityUnits: z.number().optional() }).optional(),
});

/** What a run of the clock reads: entries of the index and items, read units, and its time. */
export type ClockRun = {
  readonly seedSeconds: number;
  readonly acted: number;
  readonly itemsRead: number;
  readonly readUnits: number;
  readonly seconds: number;
  /** The same of the next run, for which nothing is left. */
  readonly idle: { readonly itemsRead: number; readonly readUnits: number; readonly milliseconds: number };
};

/** Seeds a table with open dossiers, and lets the hour strike twice. */
export async function clockRun(basePort: number): Promise<ClockRun> {
  const dynamodb = await startDynamodb({
    port: portsOf(basePort).dynamodb,
    dataDirectory: 'memory',
    toolsDirectory: keptDirectory,
    onProgress: () => {},
  });
  try {
    const tableName = 'clock';
    connectRaw(dynamodb.url, tableName);
    await table.send(new CreateTableCommand({ ...(await tableOfTemplate()), TableName: tableName }));
    await importCalendar({ client: table, tableName });
    const seedMs = await timed(() => seed(tableName));

    const read = { items: 0, units: 0 };
    table.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName !== 'QueryCommand') return next(args);
          Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
          const answer = await next(args);
          const { Count = 0, ConsumedCapacity } = Answer.parse(answer.output);
          read.items += Count;
          read.units += ConsumedCapacity?.CapacityUnits ?? 0;
          return answer;
        },
      { step: 'initialize' },
    );
    const strike = async () => {
      Object.assign(read, { items: 0, units: 0 });
      let acted = 0;
      const milliseconds = await timed(async () => {
        ({ acted } = await warnOfDueDays('bench', { now, newId: randomId }));
      });
      return { acted, itemsRead: read.items, readUnits: read.units, milliseconds };
    };
    const first = await strike();
    const { acted: _, ...idle } = await strike();
    return { seedSeconds: seedMs / 1000, ...first, seconds: first.milliseconds / 1000, idle };
  } finally {
    await dynamodb.stop();
  }
}
