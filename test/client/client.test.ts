import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clientOf, Refused, TurnedAway } from '../../shared/client/client.ts';
import { api } from '../../shared/operations.ts';

type Sent = { readonly url: string; readonly headers: Headers };
let sent: Sent[] = [];
let waited: number[] = [];

/** What the network brings back, one after the other. */
const answering = (...answers: readonly (Response | Error)[]) => {
  const left = [...answers];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent.push({ url, headers: new Headers(init.headers) });
    const answer = left.shift();
    if (answer instanceof Response) return answer;
    throw answer;
  });
};
beforeEach(() => {
  sent = [];
  waited = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const client = clientOf('https://api.example.vn', {
  tries: 4,
  wait: async (milliseconds) => {
    waited.push(milliseconds);
  },
});
const lost = new TypeError('fetch failed');
const busy = (status: number, headers = {}) => new Response('{"message":"busy"}', { status, headers });
const json = (status: number, body: object, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });
const problem = {
  type: 'https://dichvucong.hanam.gov.vn/problems/absence-not-found',
  title: 'There is no such absence',
  status: 404,
  code: 'absence-not-found',
  correlationId: 'b0b5c1a2-0000-4000-8000-000000000001',
};
const absence = {
  officer: { subject: 'cb-1', name: 'Lê Thị Mai' },
  cover: { subject: 'cb-2', name: 'Vũ Đức Anh' },
  role: 'caseOfficer',
  from: '2021-10-11',
  until: '2021-10-20',
};
const said = { token: 'token', params: { until: '2021-10-20' } };

describe('the client', () => {
  it('makes a change again with the same key where nobody answers or all are busy', async () => {
    answering(lost, busy(503, { 'retry-after': '2' }), busy(429), json(200, absence));
    expect(await client.call(api.endAbsence, said)).toMatchObject({ body: absence, etag: '' });
    expect(sent).toHaveLength(4);
    expect(new Set(sent.map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
    expect(sent[0]?.headers.get('idempotency-key')).toMatch(/^[\w-]{36}$/);
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer token');
    expect(waited[0]).toBeGreaterThanOrEqual(100);
    expect(waited[1]).toBe(2000);
    expect(waited[2]).toBeGreaterThanOrEqual(400);
  });

  it('gives up in the end, as it was answered or was not', async () => {
    answering(busy(503), busy(503), busy(503), busy(503));
    await expect(client.call(api.listAbsences)).rejects.toThrow(TurnedAway);
    answering(lost, lost, lost, lost);
    await expect(client.call(api.listAbsences)).rejects.toBe(lost);
    expect(sent).toHaveLength(8);
  });

  it('makes no change twice that bears no key', async () => {
    answering(lost, json(200, absence));
    await expect(client.call(api.endAbsence, { ...said, key: null })).rejects.toBe(lost);
    expect(sent).toHaveLength(1);
  });

  it('throws a problem with its code, and asks no second time', async () => {
    answering(json(404, problem, 'application/problem+json'));
    const refused = await client.call(api.endAbsence, said).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({ problem: { status: 404, code: 'absence-not-found' } });
    answering(json(401, { message: 'Unauthorized' }));
    const away = await client.call(api.endAbsence, said).catch((error: unknown) => error);
    expect(away).toMatchObject({ name: 'TurnedAway', reply: { status: 401 } });
    expect(sent).toHaveLength(2);
  });

  it('gives no answer that the contract does not state', async () => {
    answering(json(200, { items: [{ code: 'H25.03' }] }));
    await expect(client.call(api.listAgencies)).rejects.toThrow('invalid');
  });

  it('writes parameters and a query into the address', async () => {
    answering(json(200, { items: [], nextCursor: 'c', waitSeconds: 30 }));
    const { body } = await client.call(api.listEvents, {
      params: { agency: 'H25.03' },
      query: { limit: '5' },
    });
    expect(body).toEqual({ items: [], nextCursor: 'c', waitSeconds: 30 });
    expect(sent[0]?.url).toBe('https://api.example.vn/v1/agencies/H25.03/events?limit=5');
  });
});
