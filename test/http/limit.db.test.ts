import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as readProcedure } from '../../functions/catalogue/read-procedure.ts';
import { handler as readReceipt } from '../../functions/filing/read-receipt.ts';
import { handler as rateByReceipt } from '../../functions/tracking/rate-by-receipt.ts';
import { handler as trackDossier } from '../../functions/tracking/track-dossier.ts';
import { table as client } from '../../shared/aws.ts';
import { networkOf } from '../../shared/http/limit.ts';
import { api } from '../../shared/operations.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { declaration, declare, draft, hoa, nam, submitted } from '../support/filing.ts';

let table: TestTable;
let receipt: { readonly code: string; readonly secret: string };

beforeAll(async () => {
  table = await startApi();
  process.env.LIMITS = JSON.stringify({
    call: { most: 20, seconds: 300 },
    upload: { most: 10, seconds: 3600 },
    guess: { most: 3, seconds: 3600 },
  });
  const { body } = await call(api.readReceipt, readReceipt, {
    claims: hoa,
    params: { dossierId: await submitted() },
  });
  receipt = { code: body.code, secret: body.trackingSecret };
  vi.useFakeTimers({ toFake: ['Date'] });
});

afterAll(() => {
  vi.useRealTimers();
  return table.stop();
});

/** Each test has days of its own, in which nobody has called yet. */
let day = Date.parse('2030-01-01T00:00:00Z');
beforeEach(() => {
  day += 7 * 86_400_000;
  vi.setSystemTime(day);
});

const track = (said: object, sourceIp: string) =>
  call(api.trackDossier, trackDossier, { body: { ...receipt, ...said }, sourceIp });

/** What calls of the same come to, one after the other. */
async function statuses(calls: number, made: () => Promise<{ readonly status: number }>): Promise<number[]> {
  const all: number[] = [];
  for (let one = 0; one < calls; one++) all.push((await made()).status);
  return all;
}

const times = (count: number, status: number): number[] => Array.from({ length: count }, () => status);

describe('guesses at a secret', () => {
  it('are answered alike until there were too many, whether the code is one or not', async () => {
    const ofOne = await statuses(5, () => track({ secret: 'ABCDEFGHJKMNPQRSTVWXYZ23' }, '203.0.113.7'));
    const ofNone = await statuses(5, () => track({ code: 'H25.03-211011-9999' }, '203.0.113.7'));
    expect(ofOne).toEqual([404, 404, 404, 429, 429]);
    expect(ofNone).toEqual(ofOne);
  });

  it('lock out who guesses, also when one is right at last, and nobody else', async () => {
    await statuses(3, () => track({ secret: 'wrong' }, '203.0.113.7'));
    const locked = await track({}, '203.0.113.7');
    expect([locked.status, locked.body.code]).toEqual([429, 'too-many-calls']);
    expect(await statuses(2, () => track({}, '198.51.100.9'))).toEqual([200, 200]);
  });

  it('are counted by whichever operation takes the secret', async () => {
    await statuses(3, () => track({ secret: 'wrong' }, '203.0.113.7'));
    const body = { ...receipt, grade: 'satisfied' };
    const rated = await call(api.rateByReceipt, rateByReceipt, {
      body,
      key: 'once',
      sourceIp: '203.0.113.7',
    });
    expect(rated.status).toBe(429);
  });

  it('may go on when their hour is over, and the refusal says when that is', async () => {
    vi.setSystemTime(day + 50 * 60_000);
    await statuses(3, () => track({ secret: 'wrong' }, '203.0.113.7'));
    const { headers } = await track({}, '203.0.113.7');
    expect(headers['retry-after']).toBe('600');
    vi.setSystemTime(day + 3_600_000);
    expect((await track({}, '203.0.113.7')).status).toBe(200);
  });

  it('ask AWS the same of a code that there is and of one that there is not', async () => {
    const asked = async (said: object): Promise<string[]> => {
      const wire = vi.spyOn(client, 'send');
      await track(said, '192.0.2.1');
      const calls = wire.mock.calls.map(([command]) => command.constructor.name).sort();
      wire.mockRestore();
      return calls;
    };
    const wrongSecret = await asked({ secret: 'wrong' });
    expect(wrongSecret).toEqual(['GetCommand', 'GetCommand', 'UpdateCommand']);
    expect(await asked({ code: 'H25.03-211011-9999' })).toEqual(wrongSecret);
  });
});

describe('calls without a token', () => {
  const read = (sourceIp: string) =>
    call(api.readProcedure, readProcedure, { params: { code: '2.000488' }, sourceIp });

  it('are limited by the address they come from', async () => {
    // Two are let through uncounted, a tenth of twenty.
    expect(await statuses(24, () => read('203.0.113.7'))).toEqual([...times(22, 200), 429, 429]);
    expect((await read('198.51.100.9')).status).toBe(200);
    vi.setSystemTime(day + 300_000);
    expect((await read('203.0.113.7')).status).toBe(200);
  });

  it('are limited together, where the addresses are of one network', async () => {
    let host = 0;
    const calls = await statuses(24, () => read(`2001:db8:0:1::${(++host).toString(16)}`));
    expect(calls).toEqual([...times(22, 200), 429, 429]);
    expect((await read('2001:db8:0:2::1')).status).toBe(200);
  });

  it('cost no write as long as they are few', async () => {
    const wire = vi.spyOn(client, 'send');
    const answers = await statuses(2, () => read('192.0.2.77'));
    const calls = wire.mock.calls.map(([command]) => command.constructor.name);
    wire.mockRestore();
    expect(answers).toEqual([200, 200]);
    expect(calls).not.toContain('UpdateCommand');
  });
});

describe('uploads', () => {
  it('are limited by account, wherever it calls from', async () => {
    const { body } = await draft();
    let from = 0;
    const statusesOfHoa = await statuses(13, () =>
      declare(body.id, { body: declaration('identity-copy'), sourceIp: `203.0.113.${++from}` }),
    );
    expect(statusesOfHoa.slice(-2)).toEqual([429, 429]);
    expect(statusesOfHoa.slice(0, 11)).not.toContain(429);
    const ofNam = await draft(nam);
    const declared = await declare(ofNam.body.id, { claims: nam, body: declaration('identity-copy') });
    expect(declared.status).not.toBe(429);
  });
});

it('keeps nothing of who called but how often, and that no longer than the limit', async () => {
  await statuses(3, () => track({ secret: 'wrong' }, '203.0.113.7'));
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
  const counted = Items.filter(({ PK }) => String(PK).startsWith('LIMIT#'));
  expect(counted.length).toBeGreaterThan(0);
  expect(JSON.stringify(counted)).not.toMatch(/203\.0\.113|H25|2001:db8|cd-hoa/);
  for (const { PK, SK, v, done, expiresAt, ...rest } of counted)
    expect([PK, SK, v, typeof done, typeof expiresAt, rest]).toEqual([
      expect.stringMatching(/^LIMIT#(call|upload|guess)#[\w-]{43}$/),
      'LIMIT',
      1,
      'number',
      'number',
      {},
    ]);
});

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:0:1:a:b:c:d', '2001:db8:0:1'],
  ['2001:db8:0:1::7', '2001:db8:0:1'],
  ['2001:db8::7', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::', 'fe80:0:0:0'],
])('knows %s as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
