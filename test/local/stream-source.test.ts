import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import type { Outcome } from '../../infra/local/functions/environment.ts';
import { openCheckpoints } from '../../infra/local/sources/checkpoints.ts';
import type { Source } from '../../infra/local/sources/source.ts';
import { openStream } from '../../infra/local/sources/stream-reader.ts';
import { streamSource } from '../../infra/local/sources/stream-source.ts';
import { dynamodbUrl, startTable, type TestTable } from '../support/dynamodb.ts';
import { seeded } from '../support/seeded.ts';

let table: TestTable;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

let source: Source | undefined;
afterEach(() => source?.pause());

const put = (sort: string) =>
  table.client.send(new PutCommand({ TableName: table.tableName, Item: { PK: 'DOSSIER#1', SK: sort } }));

const eventItems = { eventName: ['INSERT'], dynamodb: { Keys: { SK: { S: [{ prefix: 'EVENT#' }] } } } };
const record = z.object({ dynamodb: z.object({ Keys: z.object({ SK: z.object({ S: z.string() }) }) }) });

/** Reads the outbox of the test's table, remembering in `directory` how far it has come. */
function anOutbox(
  directory: string,
  seen: string[],
  answer: () => Outcome = () => ({ ok: true, result: null }),
): Source {
  source = streamSource({
    functionName: 'publish-events',
    openReader: async () => openStream(await dynamodbUrl(), 'ap-southeast-1', table.tableName),
    checkpoints: openCheckpoints(directory, 'outbox'),
    batchSize: 2,
    lanes: 1,
    chance: seeded(1),
    filters: [eventItems],
    bisects: true,
    invoke: async (records) => {
      const outcome = answer();
      if (outcome.ok) seen.push(...records.map((one) => record.parse(one).dynamodb.Keys.SK.S));
      return outcome;
    },
    onError: () => {},
  });
  source.resume();
  return source;
}

it('hands over the events that are written, in any order, and after a stop goes on where it was', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'streams-'));
  const seen: string[] = [];
  const first = anOutbox(directory, seen);
  for (const sort of ['DOSSIER', 'EVENT#000001', 'EVENT#000002', 'EVENT#000003']) await put(sort);
  await expect
    .poll(() => [...new Set(seen)].sort(), { timeout: 5_000 })
    .toEqual(['EVENT#000001', 'EVENT#000002', 'EVENT#000003']);
  await first.pause();

  // The second put of one key changes an item: it is no new event.
  for (const sort of ['EVENT#000004', 'EVENT#000004', 'EVENT#000005']) await put(sort);
  const later: string[] = [];
  anOutbox(directory, later);
  await expect
    .poll(() => [...new Set(later)].sort(), { timeout: 5_000 })
    .toEqual(['EVENT#000004', 'EVENT#000005']);
});

it('loses nothing when it is stopped while the function fails', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'streams-'));
  const failed: Outcome = { ok: false, error: { errorType: 'Error', errorMessage: 'the topic is away' } };
  let tries = 0;
  const broken = anOutbox(directory, [], () => {
    tries += 1;
    return failed;
  });
  await put('EVENT#000006');
  await expect.poll(() => tries, { timeout: 5_000 }).toBeGreaterThan(1);
  await broken.pause();

  const seen: string[] = [];
  anOutbox(directory, seen);
  const all = [1, 2, 3, 4, 5, 6].map((number) => `EVENT#00000${number}`);
  await expect.poll(() => [...new Set(seen)].sort(), { timeout: 5_000 }).toEqual(all);
});
