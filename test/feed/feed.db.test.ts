import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as listDossierEvents } from '../../functions/feed/list-dossier-events.ts';
import { handler as listEvents } from '../../functions/feed/list-events.ts';
import { localDateOf } from '../../shared/clock.ts';
import { inOrder } from '../../shared/feed/reading.ts';
import { api } from '../../shared/operations.ts';
import { eventKey, logPK } from '../../shared/table/keys.ts';
import { type Answered, call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { desk, submitted } from '../support/filing.ts';

let table: TestTable;
beforeAll(async () => {
  table = await startApi();
});
afterAll(() => table.stop());
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2021-10-12T01:00:00Z') }));
afterEach(() => vi.useRealTimers());

/** Each test has an agency of its own, so that it hears of nothing else. */
const system = (agency: string) => ({
  sub: `ht-${agency}`,
  VaiTro: 'he-thong',
  MaCoQuan: agency,
  HoVaTen: 'Hệ thống',
});

const feed = (agency: string, query: Record<string, string> = {}): Promise<Answered> =>
  call(api.listEvents, listEvents, { claims: system(agency), params: { agency }, query });

type Told = { readonly id: string; readonly subject: string; readonly sequence: number };
const numbers = ({ body }: Answered): number[] => body.items.map(({ sequence }: Told) => sequence);

/** An event as the log of an earlier day may hold it. */
async function logged(
  agency: string,
  time: string,
  {
    dossierId = randomUUID() as string,
    sequence = 1,
    id = randomUUID() as string,
    procedureCode = '2.000488',
    name = 'done',
  } = {},
) {
  const event = {
    id,
    subject: dossierId,
    sequence,
    type: `vn.gov.hanam.motcua.dossier.${name}.v1`,
    time,
    correlationid: 'c',
    data: { dossierId, agency, procedureCode },
    previous: 'hash of the one before',
  };
  const Item = {
    ...eventKey(dossierId, sequence),
    v: 1,
    event: JSON.stringify(event),
    actor: { kind: 'officer', subject: 'cb-1', name: 'Lê Thị Mai', role: 'caseOfficer', agency },
    logPK: logPK('EVENT', agency, localDateOf(new Date(time))),
    logSK: `${time}#${id}`,
  };
  await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
  return event;
}

/** All that the feed tells from a cursor on, page by page, until it asks to wait. */
async function readToTheEnd(agency: string, query: Record<string, string>): Promise<readonly Told[]> {
  const { body } = await feed(agency, query);
  if (body.waitSeconds > 0) return body.items;
  const { from: _, ...filter } = query;
  return [...body.items, ...(await readToTheEnd(agency, { ...filter, cursor: body.nextCursor }))];
}

describe('the feed', () => {
  it('tells events as the queues do, and nobody who acted', async () => {
    const dossierId = await submitted();
    vi.setSystemTime('2021-10-12T01:05:00Z');
    const { body } = await feed('H25.03');
    expect(body.items).toMatchObject([
      {
        specversion: '1.0',
        source: 'urn:motcua:H25',
        type: 'vn.gov.hanam.motcua.dossier.submitted.v1',
        subject: dossierId,
        sequence: 1,
        time: '2021-10-12T01:00:00.000Z',
        data: { agency: 'H25.03', status: 'submitted', actor: { kind: 'applicant' } },
      },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/Nguyễn Thị Hoa|cd-hoa|previous/);
  });

  it('holds an event back until a call that began with it has ended and the index has followed', async () => {
    await logged('H25.04', '2021-10-12T01:00:00.000Z');
    vi.setSystemTime('2021-10-12T01:01:00.000Z');
    const early = await feed('H25.04');
    expect(numbers(early)).toEqual([]);
    expect(early.body.waitSeconds).toBe(30);
    // Written late, with the time at which its call began.
    await logged('H25.04', '2021-10-12T01:00:00.500Z', { sequence: 7 });
    vi.setSystemTime('2021-10-12T01:01:00.501Z');
    const after = await feed('H25.04', { cursor: early.body.nextCursor });
    expect(numbers(after)).toEqual([1, 7]);
    expect(numbers(await feed('H25.04', { cursor: after.body.nextCursor }))).toEqual([]);
  });

  it('loses and repeats none of many that happened in one instant, whatever the page', async () => {
    const ids = Array.from({ length: 23 }, () => randomUUID() as string);
    for (const id of ids) await logged('H25.05', '2021-10-11T03:00:00.000Z', { id });
    const told = await readToTheEnd('H25.05', { limit: '5' });
    expect(told.map(({ id }) => id)).toEqual(ids.toSorted());
  });

  it('goes over midnight and days on which nothing happened', async () => {
    await logged('H25.06', '2021-10-01T16:59:59.999Z', { sequence: 1 });
    await logged('H25.06', '2021-10-01T17:00:00.000Z', { sequence: 2 });
    await logged('H25.06', '2021-10-11T00:00:00.000Z', { sequence: 3 });
    const told = await readToTheEnd('H25.06', { from: '2021-10-01T00:00:00+07:00', limit: '1' });
    expect(told.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(numbers(await feed('H25.06', { from: '2021-10-02T00:00:00+07:00' }))).toEqual([2, 3]);
  });

  it('tells what was overtaken first, and once more in its own place', async () => {
    const dossierId = randomUUID();
    await logged('H25.07', '2021-10-11T03:00:00.000Z', { dossierId, sequence: 5 });
    await logged('H25.07', '2021-10-11T03:00:29.000Z', { dossierId, sequence: 4 });
    const told = await readToTheEnd('H25.07', { limit: '1' });
    expect(told.map(({ sequence }) => sequence)).toEqual([4, 5, 4]);
  });

  it('leads past what a filter leaves out, by a cursor of that filter alone', async () => {
    for (let count = 0; count < 5; count++) await logged('H25.08', `2021-10-11T03:00:0${count}.000Z`);
    await logged('H25.08', '2021-10-11T03:00:05.000Z', {
      sequence: 9,
      procedureCode: '1.000001',
      name: 'stopped',
    });
    const procedure = '1.000001';
    const first = await feed('H25.08', { limit: '5', procedure });
    expect([first.body.items, first.body.waitSeconds]).toEqual([[], 0]);
    const cursor = first.body.nextCursor;
    expect(numbers(await feed('H25.08', { procedure, cursor }))).toEqual([9]);
    expect((await feed('H25.08', { cursor })).body.code).toBe('cursor-invalid');
    const type = 'vn.gov.hanam.motcua.dossier.stopped.v1';
    expect(numbers(await feed('H25.08', { type }))).toEqual([9]);
  });

  it('goes thirty days back, lets who began there get on, and says so of what is older', async () => {
    await logged('H25.09', '2021-09-12T00:59:59.999Z', { sequence: 1 });
    await logged('H25.09', '2021-09-12T01:00:00.000Z', { sequence: 2 });
    const begun = await feed('H25.09', { limit: '1' });
    expect(numbers(begun)).toEqual([2]);
    vi.setSystemTime('2021-10-13T01:00:00.000Z');
    expect((await feed('H25.09', { cursor: begun.body.nextCursor })).status).toBe(200);
    vi.setSystemTime('2021-10-13T01:00:00.001Z');
    const late = await feed('H25.09', { cursor: begun.body.nextCursor });
    expect(late.body).toMatchObject({ status: 410, code: 'events-expired' });
  });

  it("is an agency's own", async () => {
    const other = await call(api.listEvents, listEvents, {
      claims: system('H25.04'),
      params: { agency: 'H25.03' },
    });
    expect(other.body).toMatchObject({ status: 403, code: 'caller-not-allowed' });
    const officer = await call(api.listEvents, listEvents, { claims: desk, params: { agency: 'H25.03' } });
    expect(officer.body).toMatchObject({ status: 403, code: 'caller-not-allowed' });
  });
});

describe('the events of a dossier', () => {
  const ofDossier = (agency: string, dossierId: string, query: Record<string, string> = {}) =>
    call(api.listDossierEvents, listDossierEvents, { claims: system(agency), params: { dossierId }, query });

  it('are told after a number, at once and however old', async () => {
    const dossierId = randomUUID();
    for (const sequence of [1, 2, 3])
      await logged('H25.10', `2020-01-0${sequence}T03:00:00.000Z`, { dossierId, sequence });
    expect(numbers(await ofDossier('H25.10', dossierId))).toEqual([1, 2, 3]);
    expect(numbers(await ofDossier('H25.10', dossierId, { after: '1', limit: '1' }))).toEqual([2]);
    expect(numbers(await ofDossier('H25.10', dossierId, { after: '3' }))).toEqual([]);
  });

  it('are not there for another agency, and not after a number that there is not', async () => {
    const dossierId = randomUUID();
    await logged('H25.10', '2020-01-01T03:00:00.000Z', { dossierId });
    for (const answer of [
      await ofDossier('H25.11', dossierId),
      await ofDossier('H25.10', dossierId, { after: '2' }),
    ])
      expect(answer.body).toMatchObject({ status: 404, code: 'dossier-not-found' });
  });
});

it('an order of events moves within each dossier only', () => {
  const events = ['b2', 'a1', 'b1', 'a3', 'a2'].map((name) => ({
    subject: name[0] ?? '',
    sequence: Number(name[1]),
  }));
  expect(inOrder(events).map(({ subject, sequence }) => subject + sequence)).toEqual([
    'b1',
    'a1',
    'b2',
    'a2',
    'a3',
  ]);
});
