import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { placeAt } from '../../infra/demo/place.ts';
import type { Narrator } from '../../infra/demo/steps.ts';
import { stories } from '../../infra/demo/stories.ts';
import { portsOf, urlAt } from '../../infra/machine.ts';
import { table } from '../../shared/aws.ts';
import { clientOf } from '../../shared/client/client.ts';
import { connectRaw } from './raw-submission.ts';
import { type LocalRun, startRun } from './run.ts';
import { quiet } from './submissions.ts';
import { READS, sumOf, WRITES } from './table-calls.ts';

/** What one story of the demonstration asks for, from its first step to its last, consumers and workers included. */
export type StoryUsage = {
  readonly name: string;
  /** Calls of the API. */
  readonly calls: number;
  /** Capacity units of the table, as DynamoDB charges them. */
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
      const counts = await run.counts();
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
      await play({ ...place, ...silent });
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
