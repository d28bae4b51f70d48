import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';
import { operation } from '../../shared/http/operation.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { eventFor, lambdaContext } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { hoa, nam } from '../support/filing.ts';

/** What is taken today: a commune that is merged away is refused from then on. */
let communes: readonly string[];
let taken = 0;
const moveTo = operation({
  id: 'move-to',
  area: 'filing',
  method: 'POST',
  path: '/v1/moves',
  summary: { vi: 'Chuyển đến', en: 'Move to' },
  callers: { applicants: true },
  writes: 'create',
  body: z.strictObject({ commune: z.string().refine((commune) => communes.includes(commune)) }),
  status: 201,
  output: z.object({ commune: z.string(), place: z.int() }),
  problems: [],
  touches: { table: ['get', 'put'] },
});
const handler = serveChange(moveTo, async ({ body: { commune } }) => {
  taken += 1;
  return { writes: [], body: { commune, place: taken } };
});

let table: TestTable;
beforeAll(async () => {
  table = await startApi([]);
});
afterAll(() => table.stop());
beforeEach(() => {
  communes = ['13285'];
  taken = 0;
});

async function asked(key: string | undefined, commune: string, claims: Record<string, string> = hoa) {
  const said = { claims, body: { commune }, ...(key && { key }) };
  const { statusCode, headers = {}, body = '' } = await handler(eventFor(moveTo, said), lambdaContext);
  const { code, ...answer } = JSON.parse(body);
  return { status: statusCode, code, answer, replayed: headers['idempotent-replayed'] };
}

it('a repeat of what was taken is answered as then, though it would be refused today', async () => {
  const key = randomUUID();
  expect(await asked(key, '13285')).toMatchObject({ status: 201, answer: { place: 1 } });
  communes = [];
  const again = await asked(key, '13285');
  expect(again).toMatchObject({ status: 201, answer: { commune: '13285', place: 1 }, replayed: 'true' });
  expect(taken).toBe(1);
});

it('what is refused and was never taken stays refused: new, said by another, or said otherwise under the key', async () => {
  const key = randomUUID();
  await asked(key, '13285');
  communes = [];
  expect(await asked(randomUUID(), '13285')).toMatchObject({ status: 400, code: 'invalid-request' });
  expect(await asked(key, '13285', nam)).toMatchObject({ status: 400, code: 'invalid-request' });
  expect(await asked(key, '13286')).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  expect(await asked(undefined, '13285')).toMatchObject({ status: 400 });
  expect(taken).toBe(1);
});
