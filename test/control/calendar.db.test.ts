import { randomUUID } from 'node:crypto';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handler as change } from '../../functions/control/change-calendar.ts';
import { handler as list } from '../../functions/control/list-calendar-versions.ts';
import { handler as preview } from '../../functions/control/preview-calendar.ts';
import { handler as read } from '../../functions/control/read-calendar.ts';
import { handler as readDeadline } from '../../functions/filing/read-deadline.ts';
import { importCalendar } from '../../infra/ops/calendar.ts';
import { loadApplication } from '../../shared/control/application.ts';
import { applyPart } from '../../shared/control/applying.ts';
import { seededYears } from '../../shared/deadline/seed.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { readKept } from '../../shared/event/outbox.ts';
import { randomId } from '../../shared/ids.ts';
import { api } from '../../shared/operations.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, hoa, officer, transit } from '../support/filing.ts';
import { keptDossier } from '../support/kept-dossier.ts';

let table: TestTable;
// Versions are numbered in a table, so each test has one of its own.
beforeEach(async () => {
  table = await startApi();
});
afterEach(() => table.stop());

const control = { sub: 'cb-kiem-soat', HoVaTen: 'Đỗ Văn Kiểm', VaiTro: 'kiem-soat-tthc', MaCoQuan: 'H25.01' };
const reason = 'Công điện cho nghỉ phòng chống bão số 7';
const storm = {
  reason,
  days: [
    {
      date: '2021-10-11',
      kind: 'HOLIDAY',
      name: 'Nghỉ phòng chống bão số 7',
      legalBasis: 'Công điện 12/CĐ-UBND',
    },
  ],
};

const changing = (body: object, version: number, said: object = {}) =>
  call(api.changeCalendar, change, {
    claims: control,
    key: randomUUID(),
    etag: `"${version}"`,
    body,
    ...said,
  });

let codes = 0;
/** A dossier in hand whose ten working days began on this day of October 2021 at 09:00. */
const begunOn = (day: number, dueAt: string, more: object = {}) =>
  keptDossier(table, {
    code: `H25.03-211001-${String(++codes).padStart(4, '0')}`,
    status: 'processing',
    clock: [{ kind: 'start', at: new Date(Date.UTC(2021, 9, day, 2)).toISOString() }],
    dueAt: `${dueAt}T10:00:00.000Z`,
    calendarVersion: 1,
    ...more,
  });

/** Runs parts of an application one after the other, as its queue would, without waiting for the caches. */
async function applied(version: number, startedAt = new Date()) {
  let time = startedAt.getTime();
  const waits: number[] = [];
  const sources = {
    now: () => new Date(time),
    newId: randomId,
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
      time += milliseconds;
    },
  };
  for (let part = 1; part < 50; part++) {
    await applyPart({ version, part }, { worker: 'apply-calendar', correlationId: 'c-1' }, sources);
    const application = await loadApplication(version);
    if (application?.finishedAt) return { application, waits, sources };
  }
  throw new Error('the application does not end');
}

const dueOf = async (id: string) => (await loadFiledFile(id)).dossier.dueAt;
const eventsOf = async (id: string): Promise<{ type: string; data: Record<string, unknown> }[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :event)',
      ExpressionAttributeValues: { ':dossier': `DOSSIER#${id}`, ':event': 'EVENT#' },
    }),
  );
  return Items.map(({ event }) => readKept(event));
};

describe('the import of the calendar', () => {
  const target = () => ({ client: table.client, tableName: table.tableName });

  it('brings 2020 to 2027 as the first version, and nothing when it is run again', async () => {
    const { body, headers } = await call(api.readCalendar, read, { claims: control });
    expect(body).toMatchObject({
      version: 1,
      lastDay: '2027-12-31',
      madeBy: { kind: 'system', worker: 'import-calendar' },
      years: [2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027].map((year) => ({ year })),
    });
    expect(headers.etag).toBe('"1"');
    expect(await importCalendar(target())).toEqual({ version: 1, added: [] });
  });

  it('brings years that are missing later, and leaves alone what was changed meanwhile', async () => {
    await changing(storm, 1);
    const [last] = seededYears().slice(-1);
    if (!last) throw new Error('no year');
    const next = { ...last, year: 2028, days: [] };
    expect(await importCalendar(target(), [...seededYears(), next])).toEqual({ version: 3, added: [2028] });
    const { body } = await call(api.readCalendar, read, { claims: control });
    expect(body.lastDay).toBe('2028-12-31');
    expect(JSON.stringify(body.years)).toContain('Nghỉ phòng chống bão số 7');
  });
});

describe('a change of the calendar', () => {
  it('is the next version, and says who made it, when and why', async () => {
    const made = await changing(storm, 1);
    expect(made.status).toBe(201);
    expect(made.headers).toMatchObject({ etag: '"2"', location: '/v1/calendar?version=2' });
    expect(made.body).toMatchObject({
      version: 2,
      since: '2021-10-11',
      reason,
      madeBy: {
        kind: 'officer',
        subject: 'cb-kiem-soat',
        name: 'Đỗ Văn Kiểm',
        role: 'procedureControl',
        agency: 'H25.01',
      },
      application: { state: 'waiting', seen: 0, moved: 0, failed: 0 },
    });
    const versions = await call(api.listCalendarVersions, list, { claims: control, query: { limit: '1' } });
    expect(versions.body.items).toMatchObject([{ version: 2, reason }]);
    const cursor = versions.body.nextCursor;
    const rest = await call(api.listCalendarVersions, list, { claims: control, query: { cursor } });
    expect(rest.body.items).toMatchObject([{ version: 1 }]);
    expect(rest.body.nextCursor).toBeUndefined();
    const first = await call(api.readCalendar, read, { claims: control, query: { version: '1' } });
    expect(JSON.stringify(first.body.years)).not.toContain('bão');
  });

  it('is made once, however often it is sent, and not from a version that is past', async () => {
    const key = 'storm-7';
    const first = await changing(storm, 1, { key });
    const again = await changing(storm, 1, { key });
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((await changing(storm, 1)).body).toMatchObject({
      status: 412,
      code: 'version-stale',
      detail: 'Lịch làm việc đã có phiên bản mới.',
    });
  });

  it('by two people at once is one of them', async () => {
    const both = await Promise.all([changing(storm, 1), changing(storm, 1)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 412]);
  });

  it('is for the control of procedures alone, and tells all that does not fit', async () => {
    for (const claims of [hoa, officer('lanh-dao')])
      expect((await changing(storm, 1, { claims })).body).toMatchObject({ code: 'caller-not-allowed' });
    const { body } = await changing({ reason, withdrawn: ['2021-10-12'] }, 1);
    expect(body).toMatchObject({
      status: 400,
      errors: [{ in: 'body', field: '/withdrawn/0', code: 'day-not-there' }],
    });
    const unknown = await call(api.readCalendar, read, { claims: control, query: { version: '7' } });
    expect(unknown.body).toMatchObject({ status: 404, code: 'calendar-version-not-found' });
  });
});

describe('a preview', () => {
  it('tells which open dossiers move and by how much, page by page, and changes nothing', async () => {
    const before = await begunOn(1, '2021-10-15');
    const over = await begunOn(8, '2021-10-22');
    const after = await begunOn(12, '2021-10-26');
    const finished = await begunOn(8, '2021-10-22', {
      status: 'done',
      finishedAt: '2021-10-20T02:00:00.000Z',
    });
    const paused = await begunOn(8, '2021-10-22', {
      status: 'supplementRequested',
      dueAt: undefined,
      clock: [
        { kind: 'start', at: '2021-10-08T02:00:00.000Z' },
        { kind: 'pause', at: '2021-10-12T02:00:00.000Z' },
      ],
    });
    const moves = [];
    let seen = 0;
    let cursor: string | undefined;
    do {
      const query: Record<string, string> = { limit: '1', ...(cursor && { cursor }) };
      const { body } = await call(api.previewCalendar, preview, { claims: control, query, body: storm });
      moves.push(...body.items);
      seen += body.seen;
      cursor = body.nextCursor;
    } while (cursor);
    expect(moves.toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1))).toEqual([
      {
        dossierId: before.id,
        code: before.code,
        agency: 'H25.03',
        dueAt: '2021-10-15T17:00:00+07:00',
        newDueAt: '2021-10-18T17:00:00+07:00',
        days: 3,
      },
      {
        dossierId: over.id,
        code: over.code,
        agency: 'H25.03',
        dueAt: '2021-10-22T17:00:00+07:00',
        newDueAt: '2021-10-25T17:00:00+07:00',
        days: 3,
      },
    ]);
    expect(seen).toBe(3);
    for (const { id, dueAt } of [before, over, after, finished, paused]) expect(await dueOf(id)).toBe(dueAt);
    expect((await call(api.readCalendar, read, { claims: control })).body.version).toBe(1);
  });

  it('tells also what would be due earlier, when a day off is withdrawn', async () => {
    await begunOn(1, '2021-09-10', { clock: [{ kind: 'start', at: '2021-08-25T02:00:00.000Z' }] });
    const pages = [];
    let cursor: string | undefined;
    do {
      const query: Record<string, string> = cursor ? { cursor } : {};
      const body = { reason, withdrawn: ['2021-09-03'] };
      const page = await call(api.previewCalendar, preview, { claims: control, query, body });
      pages.push(...page.body.items);
      cursor = page.body.nextCursor;
    } while (cursor);
    expect(pages).toMatchObject([{ newDueAt: '2021-09-09T17:00:00+07:00', days: -1 }]);
  });

  it('looks at no dossier that was due before the first day that changes', async () => {
    await begunOn(1, '2021-10-08');
    const { body } = await call(api.previewCalendar, preview, { claims: control, body: storm });
    expect(body).toEqual({ items: [], seen: 0, failed: 0, nextCursor: expect.any(String) });
  });
});

describe('the application of a change to open dossiers', () => {
  it('moves each with an event of its own that says why, and explains the new day by the new version', async () => {
    const { id } = await begunOn(8, '2021-10-22', { lastEvent: 3, version: 6 });
    await changing(storm, 1);
    const { application, waits } = await applied(2);
    expect(application).toMatchObject({ state: 'done', seen: 1, moved: 1, failed: 0, failures: [] });
    // Nobody may count by the version before any more: caches of half a minute, calls of ten seconds.
    expect(waits.reduce((sum, one) => sum + one)).toBeGreaterThan(40_000);
    const { dossier } = await loadFiledFile(id);
    expect(dossier).toMatchObject({
      status: 'processing',
      dueAt: '2021-10-25T10:00:00.000Z',
      calendarVersion: 2,
      version: 7,
      lastEvent: 4,
      changedBy: { kind: 'system', worker: 'apply-calendar' },
    });
    expect(await eventsOf(id)).toMatchObject([
      {
        type: 'vn.gov.hanam.motcua.dossier.due-date-moved.v1',
        sequence: 4,
        data: {
          reason: 'Công điện cho nghỉ phòng chống bão số 7 (lịch làm việc phiên bản 2)',
          dueBefore: '2021-10-22T17:00:00+07:00',
          dueAt: '2021-10-25T17:00:00+07:00',
        },
      },
    ]);
    const said = { claims: hoa, params: { dossierId: id } };
    const { body } = await call(api.readDeadline, readDeadline, said);
    expect(body).toMatchObject({ dueAt: '2021-10-25T17:00:00+07:00', calendarVersion: 2 });
    expect(body.explanation.at(-1)).toMatchObject({ kind: 'due', at: '2021-10-25T17:00:00+07:00' });
    expect(JSON.stringify(body.explanation)).toContain(
      'Thứ Hai 11/10/2021: không tính, ngày nghỉ (Nghỉ phòng chống bão số 7, Công điện 12/CĐ-UBND)',
    );
  });

  it('may be repeated and tells of its progress', async () => {
    const { id } = await begunOn(8, '2021-10-22');
    await changing(storm, 1);
    const { sources } = await applied(2);
    const worker = { worker: 'apply-calendar', correlationId: 'c-2' };
    await applyPart({ version: 2, part: 1 }, worker, sources);
    expect(await eventsOf(id)).toHaveLength(1);
    const { body } = await call(api.readCalendar, read, { claims: control });
    expect(body.application).toMatchObject({ state: 'done', moved: 1, finishedAt: expect.any(String) });
  });

  it('goes on where it stopped, in parts, through more than a page of each shard', async () => {
    const dossiers = await Promise.all(Array.from({ length: 120 }, () => begunOn(8, '2021-10-22')));
    await changing(storm, 1);
    let ticks = 0;
    let time = Date.now() + 60_000;
    // Each look at the clock costs eleven seconds: a part has time for few pages.
    const sources = {
      now: () => {
        ticks += 1;
        time += 11_000;
        return new Date(time);
      },
      newId: randomId,
      wait: async () => undefined,
    };
    let parts = 0;
    for (; !(await loadApplication(2))?.finishedAt && parts < 200; parts++)
      await applyPart(
        { version: 2, part: parts + 1 },
        { worker: 'apply-calendar', correlationId: 'c' },
        sources,
      );
    expect(parts).toBeGreaterThan(2);
    expect(ticks).toBeGreaterThan(parts);
    expect(await loadApplication(2)).toMatchObject({ state: 'done', moved: 120, failed: 0 });
    for (const { id } of dossiers) expect(await dueOf(id)).toBe('2021-10-25T10:00:00.000Z');
  });

  it('names a dossier that fails, and moves the others', async () => {
    const good = await begunOn(8, '2021-10-22');
    const bad = await begunOn(8, '2021-10-22');
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.tableName,
        KeyConditionExpression: 'PK = :dossier AND SK = :itself',
        ExpressionAttributeValues: { ':dossier': `DOSSIER#${bad.id}`, ':itself': 'DOSSIER' },
      }),
    );
    await table.client.send(
      new PutCommand({ TableName: table.tableName, Item: { ...Items[0], clock: [{ kind: 'unheard of' }] } }),
    );
    await changing(storm, 1);
    const { application } = await applied(2);
    expect(application).toMatchObject({ state: 'done', seen: 2, moved: 1, failed: 1, failures: [bad.id] });
    expect(await dueOf(good.id)).toBe('2021-10-25T10:00:00.000Z');
  });

  it('leaves alone what is finished, paused or counted by the new version already', async () => {
    const finished = await begunOn(8, '2021-10-22', {
      status: 'done',
      finishedAt: '2021-10-20T02:00:00.000Z',
    });
    const newer = await begunOn(8, '2021-10-22', { calendarVersion: 2 });
    await changing(storm, 1);
    const { application } = await applied(2);
    expect(application).toMatchObject({ state: 'done', seen: 1, moved: 0 });
    for (const { id } of [finished, newer]) expect(await eventsOf(id)).toEqual([]);
  });

  it('moves a dossier also whose agency is no more, and one whose withdrawal is asked for', async () => {
    const { procedure } = await begunOn(1, '2021-10-08');
    const gone = await begunOn(8, '2021-10-22', { procedure: { ...procedure, agency: 'H25.98' } });
    const leaving = await begunOn(8, '2021-10-22', {
      status: 'withdrawalRequested',
      withdrawnFrom: 'processing',
    });
    await changing(storm, 1);
    await applied(2);
    for (const { id } of [gone, leaving]) expect(await dueOf(id)).toBe('2021-10-25T10:00:00.000Z');
    expect((await loadFiledFile(leaving.id)).dossier.status).toBe('withdrawalRequested');
  });

  it('moves a dossier also of whose day the agency was warned, or which is overdue', async () => {
    const dueAt = '2021-10-22T10:00:00.000Z';
    const warned = await begunOn(8, '2021-10-22', { warning: { dueAt, as: 'due-soon' } });
    const overdue = await begunOn(8, '2021-10-22', { warning: { dueAt, as: 'overdue' } });
    await changing(storm, 1);
    await applied(2);
    for (const { id } of [warned, overdue]) expect(await dueOf(id)).toBe('2021-10-25T10:00:00.000Z');
  });

  it('moves a dossier also that waits for a step before the first day that differs', async () => {
    const soonAt = '2021-10-19T17:00:00.000Z';
    const steps = { assign: '2021-10-08T08:00:00.000Z' };
    const { id } = await begunOn(8, '2021-10-22', { status: 'received', soonAt, steps });
    await changing(storm, 1);
    await applied(2);
    expect((await loadFiledFile(id)).dossier).toMatchObject({
      dueAt: '2021-10-25T10:00:00.000Z',
      soonAt: '2021-10-20T17:00:00.000Z',
      steps: {
        assign: '2021-10-08T08:00:00.000Z',
        appraise: '2021-10-21T02:00:00.000Z',
      },
    });
  });

  it('and officers at work on the same dossiers: each dossier ends moved, with no event lost or given twice', async () => {
    const dossiers = await Promise.all(
      Array.from({ length: 30 }, () => begunOn(8, '2021-10-22', { status: 'received' })),
    );
    await changing(storm, 1);
    const start = async (dossierId: string): Promise<void> => {
      for (let status = 0; status !== 200; ) {
        const { dossier } = await loadFiledFile(dossierId);
        const etag = `"${dossier.version}"`;
        ({ status } = await transit(dossierId, { action: 'startProcessing' }, { claims: caseOfficer, etag }));
      }
    };
    const [{ application }] = await Promise.all([applied(2), ...dossiers.map(({ id }) => start(id))]);
    expect(application).toMatchObject({ state: 'done', moved: 30, failed: 0 });
    for (const { id } of dossiers) {
      expect((await loadFiledFile(id)).dossier).toMatchObject({
        status: 'processing',
        dueAt: '2021-10-25T10:00:00.000Z',
        lastEvent: 3,
      });
      const told = (await eventsOf(id)).map(({ type }) => type.split('.').at(-2));
      expect(told.toSorted()).toEqual(['due-date-moved', 'processing-started']);
    }
  });

  it('is superseded by a later version, which also brings what it had not brought yet', async () => {
    const { id } = await begunOn(8, '2021-10-22');
    await changing(storm, 1);
    const later = { reason, days: [{ ...storm.days[0], date: '2021-12-20' }] };
    const { body } = await changing(later, 2);
    expect(body).toMatchObject({ version: 3, since: '2021-10-11' });
    expect((await applied(2)).application.state).toBe('superseded');
    expect(await dueOf(id)).toBe('2021-10-22T10:00:00.000Z');
    expect((await applied(3)).application).toMatchObject({ state: 'done', moved: 1 });
    expect((await loadFiledFile(id)).dossier).toMatchObject({
      dueAt: '2021-10-25T10:00:00.000Z',
      calendarVersion: 3,
    });
  });
});
