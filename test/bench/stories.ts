import { setTimeout as sleep } from 'node:timers/promises';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { placeAt } from '../../infra/demo/place.ts';
import type { Narrator } from '../../infra/demo/steps.ts';
import { stories } from '../../infra/demo/stories.ts';
import { pascalCase } from '../../infra/functions/contract.ts';
import { portsOf, urlAt } from '../../infra/machine.ts';
import { table } from '../../shared/aws.ts';
import { clientOf } from '../../shared/client/client.ts';
import { retryDeliveries } from '../../shared/postal/contracts.ts';
import { connectRaw } from './raw-submission.ts';
import { type Count, type LocalRun, startRun } from './run.ts';
import { quiet } from './submissions.ts';
import { READS, sumOf, WRITES } from './table-calls.ts';

/** What one story of the demonstration asks for, from its first step to its last, consumers and workers included. */
export type StoryUsage = {
  readonly name: string;
  /** Calls of the API. */
  readonly calls: number;
  /** Capacity units of the table, as DynamoDB charges them, without those of the clock. */
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Events of its dossier, which stand in the log. */
  readonly events: number;
  readonly emails: number;
};

const silent: Narrator = { step: (_title, _gloss, work) => work(), tell: () => {} };

/** Events that stand in the log, counted past the door. */
async function eventsIn({ table: TableName }: LocalRun): Promise<number> {
  const { Count = 0 } = await table.send(
    new ScanCommand({
      TableName,
      Select: 'COUNT',
      FilterExpression: 'begins_with(SK, :event)',
      ExpressionAttributeValues: { ':event': { S: 'EVENT#' } },
    }),
  );
  return Count;
}

const STRIKES_EVERY_MS = 2000;

/** Does something while the clock strikes by which the post is told of collections: a run of the bench strikes none by itself. */
async function whileStriking(run: LocalRun, work: () => Promise<void>): Promise<void> {
  let isOver = false;
  const strike = async () => {
    while (!isOver) {
      await run.wake(retryDeliveries.id);
      await sleep(STRIKES_EVERY_MS);
    }
  };
  const striking = strike();
  try {
    await work();
  } finally {
    isOver = true;
    await striking;
  }
}

/** Of a clock it depends on how long a story takes what it asks for. */
const isOfClock = ({ principal }: Count): boolean =>
  principal.includes(`${pascalCase(retryDeliveries.id)}Role`);

/** Plays each story once on a run of its own: functions load what they keep, a procedure or the calendar, as they first need it. */
export async function storyUsages(basePort: number, dataDirectory: string): Promise<readonly StoryUsage[]> {
  const run = await startRun(basePort, dataDirectory);
  try {
    connectRaw(urlAt(portsOf(basePort).dynamodb), run.table);
    let calls = 0;
    const client = clientOf(run.apiUrl, {
      onReply: () => {
        calls += 1;
      },
    });
    const place = { ...placeAt(basePort, () => run.departments), client };
    const soFar = async () => {
      await quiet(run);
      const counts = (await run.counts()).filter((count) => !isOfClock(count));
      return {
        calls,
        readUnits: sumOf(counts, READS, 'capacity'),
        writeUnits: sumOf(counts, WRITES, 'capacity'),
        events: await eventsIn(run),
        emails: sumOf(counts, /^ses:SendEmail$/, 'calls'),
      };
    };
    const usages: StoryUsage[] = [];
    for (const { name, play } of stories) {
      const before = await soFar();
      await whileStriking(run, () => play({ ...place, ...silent }));
      const after = await soFar();
      usages.push({
        name,
        calls: after.calls - before.calls,
        readUnits: after.readUnits - before.readUnits,
        writeUnits: after.writeUnits - before.writeUnits,
        events: after.events - before.events,
        emails: after.emails - before.emails,
      });
    }
    return usages;
  } finally {
    await run.stop();
  }
}
