import { setTimeout as sleep } from 'node:timers/promises';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handler as listWorklist } from '../../functions/desk/list-worklist.ts';
import { handler as watchDueDays } from '../../functions/desk/watch-due-days.ts';
import { handler as readDeadline } from '../../functions/filing/read-deadline.ts';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import type { Actor } from '../../shared/actor.ts';
import { localDateOf } from '../../shared/clock.ts';
import { calendarOf, SpecialDay } from '../../shared/deadline/calendar.ts';
import { civilServiceCalendar, seededYears } from '../../shared/deadline/seed.ts';
import { warnOfDueDays } from '../../shared/desk/due-days.ts';
import { Act } from '../../shared/dossier/act.ts';
import { actionOf } from '../../shared/dossier/actions.ts';
import { act } from '../../shared/dossier/change.ts';
import { loadReceiptsTaken } from '../../shared/dossier/fee-receipting.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { readKept } from '../../shared/event/outbox.ts';
import { Feedback } from '../../shared/feedback/feedback.ts';
import { loadFeedback, putChangedFeedback, putFeedback } from '../../shared/feedback/store.ts';
import { randomId } from '../../shared/ids.ts';
import { api } from '../../shared/operations.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { dueEntry, feedbackKey } from '../../shared/table/keys.ts';
import { commit } from '../../shared/table/transaction.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, desk, hoa, officer, submitted, transit } from '../support/filing.ts';
import { keptDossier, putAll } from '../support/kept-dossier.ts';

let table: TestTable;
beforeEach(async () => {
  table = await startApi();
});
afterEach(() => table.stop());

const leader = officer('lanh-dao');

/** A local time of October 2021. */
const october = (day: number, time = '08:00') => {
  const at = new Date(`2021-10-${String(day).padStart(2, '0')}T${time}:00+07:00`);
  return { now: () => at, newId: randomId };
};
const run = (sources: Parameters<typeof warnOfDueDays>[1]) => warnOfDueDays('watch-due-days', sources);

let codes = 0;
/** In hand since Friday 8 October 2021, ten working days: due on Friday the 22nd, and near from Wednesday the 20th on. */
const inHand = (change: object = {}) =>
  keptDossier(table, {
    code: `H25.03-211008-${String(++codes).padStart(4, '0')}`,
    status: 'processing',
    receivedAt: '2021-10-08T02:00:00.000Z',
    clock: [{ kind: 'start', at: '2021-10-08T02:00:00.000Z' }],
    dueAt: '2021-10-22T10:00:00.000Z',
    calendarVersion: 1,
    ...change,
  });

type Told = { readonly type: string; readonly data: Record<string, unknown> };
async function toldOf(id: string): Promise<readonly Told[]> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :event)',
      ExpressionAttributeValues: { ':dossier': `DOSSIER#${id}`, ':event': 'EVENT#' },
    }),
  );
  return Items.map(({ event }) => readKept(event));
}
const namesOf = async (id: string) =>
  (await toldOf(id)).map(({ type }) => /dossier\.([a-z-]+)\.v1$/.exec(type)?.[1]);

/** Somebody does something, at the table. */
async function does(
  id: string,
  said: object,
  { now, newId } = october(20),
  calendar = civilServiceCalendar(),
) {
  const file = await loadFiledFile(id);
  const input = Act.parse(said);
  const step = actionOf(input.action).from[file.dossier.status];
  if (!step) throw new Error(`no ${input.action} from ${file.dossier.status}`);
  const procedure = catalogue.find(({ code }) => code === file.dossier.procedure.code);
  const actor: Actor = { kind: 'officer', subject: 'cb-1', name: 'A', role: 'caseOfficer', agency: 'H25.03' };
  const receiptsTaken = await loadReceiptsTaken(file.dossier, localDateOf(now()));
  const occasion = { at: now(), actor, newId, correlationId: 'c-1', calendar, procedure, receiptsTaken };
  await commit(act(file, input, step, occasion).writes);
}
const supplement = {
  action: 'requestSupplement',
  reason: 'Ảnh căn cước bị mờ',
  items: [{ name: 'Số điện thoại', field: '/applicant/phone' }],
  deadline: '2021-11-01',
};

/** The calendar with Thursday the 21st and Friday the 22nd off. */
function stormy() {
  const off = ['2021-10-21', '2021-10-22'].map((date) =>
    SpecialDay.parse({ date, kind: 'HOLIDAY', name: 'Nghỉ chống bão', legalBasis: 'Công điện' }),
  );
  return calendarOf(
    2,
    seededYears().map((year) => (year.year === 2021 ? { ...year, days: [...year.days, ...off] } : year)),
  );
}

describe('a result that is due soon', () => {
  it('is warned of once, with a draft of the apology, and told as overdue once when its time is past', async () => {
    const { id } = await inHand();
    expect(await run(october(19, '23:59'))).toEqual({ acted: 0, failed: 0 });
    expect(await run(october(20, '00:00'))).toEqual({ acted: 1, failed: 0 });
    expect(await run(october(20))).toEqual({ acted: 0, failed: 0 });
    expect(await toldOf(id)).toMatchObject([
      {
        type: 'vn.gov.hanam.motcua.dossier.due-soon.v1',
        data: {
          agency: 'H25.03',
          status: 'processing',
          dueAt: '2021-10-22T17:00:00+07:00',
          actor: { kind: 'system' },
          apologyDraft: {
            reason: 'Hồ sơ cần thêm thời gian thẩm tra, xác minh trước khi có kết quả',
            newDate: '2021-10-27',
            confirmBy: '2021-10-21',
          },
        },
      },
    ]);
    expect(await run(october(22, '17:00'))).toEqual({ acted: 0, failed: 0 });
    expect(await run(october(22, '17:01'))).toEqual({ acted: 1, failed: 0 });
    expect(await run(october(25))).toEqual({ acted: 0, failed: 0 });
    expect(await namesOf(id)).toEqual(['due-soon', 'overdue']);
    expect((await loadFiledFile(id)).dossier).toMatchObject({
      version: 5,
      changedBy: { kind: 'system', worker: 'watch-due-days' },
      warning: { dueAt: '2021-10-22T10:00:00.000Z', as: 'overdue' },
    });
  });

  it('is told once when two runs meet, and when one has died on its way', async () => {
    const ids = await Promise.all(Array.from({ length: 24 }, async () => (await inHand()).id));
    let calls = 0;
    const dying = {
      ...october(20),
      now: () => {
        calls += 1;
        if (calls > 20) throw new Error('the container is gone');
        return october(20).now();
      },
    };
    await run(dying).catch(() => undefined);
    // What was on its way when it died arrives.
    await sleep(500);
    const told = (await Promise.all(ids.map(namesOf))).filter((names) => names.length > 0).length;
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(24);
    const [one, other] = await Promise.all([run(october(20)), run(october(20, '08:01'))]);
    expect([one.acted + other.acted, one.failed + other.failed]).toEqual([24 - told, 0]);
    for (const id of ids) expect(await namesOf(id)).toEqual(['due-soon']);
  });

  it('is made up for by the next run, whenever that is', async () => {
    const warnable = await inHand();
    const late = await inHand({ dueAt: '2021-10-21T10:00:00.000Z' });
    const past = await inHand({ dueAt: '2021-10-15T10:00:00.000Z' });
    expect(await run(october(21, '09:00'))).toEqual({ acted: 3, failed: 0 });
    expect((await toldOf(warnable.id))[0]?.data.apologyDraft).toMatchObject({ confirmBy: '2021-10-21' });
    // On the due day itself it is too late for an apology.
    expect((await toldOf(late.id))[0]?.data).not.toHaveProperty('apologyDraft');
    expect(await namesOf(late.id)).toEqual(['due-soon']);
    expect(await namesOf(past.id)).toEqual(['overdue']);
  });

  it('is counted by the day when the agency works: from Thursday on, what is due on Monday', async () => {
    const { id } = await inHand({ dueAt: '2021-10-25T10:00:00.000Z' });
    expect(await run(october(20, '23:59'))).toMatchObject({ acted: 0 });
    expect(await run(october(21, '00:01'))).toMatchObject({ acted: 1 });
    expect(await namesOf(id)).toEqual(['due-soon']);
  });

  it('has no draft where another day was appointed already', async () => {
    const { id } = await inHand({ reappointments: 1 });
    await run(october(20));
    expect((await toldOf(id))[0]?.data).not.toHaveProperty('apologyDraft');
  });

  it('is told while its withdrawal is asked for, and not once it is there', async () => {
    const asked = await inHand({ status: 'withdrawalRequested', withdrawnFrom: 'processing' });
    const done = await inHand({ status: 'done', finishedAt: '2021-10-19T02:00:00.000Z' });
    await run(october(20));
    expect(await namesOf(asked.id)).toEqual(['due-soon']);
    expect(await namesOf(done.id)).toEqual([]);
  });

  it('does not wait for one that cannot be read, of which the run tells by failing', async () => {
    const broken = await inHand();
    const fine = await inHand();
    await table.client.send(
      new PutCommand({
        TableName: table.tableName,
        Item: {
          PK: `DOSSIER#${broken.id}`,
          SK: 'DOSSIER',
          status: 'processing',
          ...dueEntry('result', '2021-10-22T10:00:00.000Z', broken.id),
        },
      }),
    );
    expect(await run(october(20))).toEqual({ acted: 1, failed: 1 });
    expect(await namesOf(fine.id)).toEqual(['due-soon']);
    await expect(watchDueDays()).rejects.toThrow('1 dossiers could not be warned of');
  });

  it('is read again before it is told, for the index may be behind', async () => {
    const { id } = await inHand({ warning: { dueAt: '2021-10-22T10:00:00.000Z', as: 'due-soon' } });
    const { Items: [item] = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.tableName,
        KeyConditionExpression: 'PK = :dossier AND SK = :itself',
        ExpressionAttributeValues: { ':dossier': `DOSSIER#${id}`, ':itself': 'DOSSIER' },
      }),
    );
    const behind = { ...item, ...dueEntry('result', '2021-10-22T10:00:00.000Z', id) };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item: behind }));
    expect(await run(october(20))).toEqual({ acted: 0, failed: 0 });
    expect(await namesOf(id)).toEqual([]);
  });
});

describe('a due day that moves after the warning', () => {
  it('by a change of the calendar is warned of anew, and the day before is not told as overdue', async () => {
    const { id } = await inHand();
    await run(october(20));
    await does(id, { action: 'moveDueDate', reason: 'Nghỉ chống bão' }, october(20, '10:00'), stormy());
    expect((await loadFiledFile(id)).dossier.dueAt).toBe('2021-10-26T10:00:00.000Z');
    expect(await run(october(21, '23:59'))).toEqual({ acted: 0, failed: 0 });
    // Past the day before, two working days before the new one: a warning, and nothing is overdue.
    // Its step that is late by now is told of with it.
    expect(await run(october(22, '18:00'))).toEqual({ acted: 2, failed: 0 });
    expect(await run(october(25, '18:00'))).toEqual({ acted: 0, failed: 0 });
    expect(await run(october(26, '18:00'))).toEqual({ acted: 1, failed: 0 });
    expect(await namesOf(id)).toEqual(['due-soon', 'due-date-moved', 'due-soon', 'step-overdue', 'overdue']);
  });

  it('by a supplement is not told while the clock stands still, and counted anew when it goes on', async () => {
    const { id } = await inHand();
    await run(october(20));
    await does(id, supplement, october(20, '10:00'));
    expect(await run(october(23))).toEqual({ acted: 0, failed: 0 });
    const corrections = { '/applicant/phone': '0987654321' };
    await does(id, { action: 'answerSupplement', corrections }, october(25, '10:00'));
    expect((await loadFiledFile(id)).dossier.dueAt).toBe('2021-11-08T10:00:00.000Z');
    expect(await run(october(29))).toEqual({ acted: 0, failed: 0 });
    expect(await namesOf(id)).toEqual(['due-soon', 'supplement-requested', 'supplement-answered']);
  });

  it('and comes back to where it was is not warned of twice', async () => {
    const { id } = await inHand({
      procedure: {
        ...(await inHand()).procedure,
        supplementClock: 'pause',
      },
    });
    await run(october(20));
    await does(id, { action: 'requestPayment', deadline: '2021-10-29' }, october(20, '09:00'));
    expect((await loadFiledFile(id)).dossier.dueAt).toBeUndefined();
    await does(id, { action: 'recordPayment' }, october(20, '09:30'));
    expect((await loadFiledFile(id)).dossier.dueAt).toBe('2021-10-22T10:00:00.000Z');
    expect(await run(october(20, '09:30'))).toMatchObject({ acted: 0 });
    expect(await run(october(22, '18:00'))).toMatchObject({ failed: 0 });
    expect(await namesOf(id)).toEqual(['due-soon', 'payment-requested', 'payment-recorded', 'overdue']);
  });
});

describe('a step of the agency that is late', () => {
  /** Received on Friday 8 October 2021 at nine, ten working days: half a day until it is assigned, eight until it is appraised. */
  const withSteps = (change: object = {}) =>
    inHand({
      soonAt: '2021-10-19T17:00:00.000Z',
      steps: {
        assign: '2021-10-08T08:00:00.000Z',
        appraise: '2021-10-20T02:00:00.000Z',
        approve: '2021-10-21T08:00:00.000Z',
      },
      ...change,
    });

  it('is told of once, with its name and its time, and shown in the worklist while the agency is at it', async () => {
    const { id } = await withSteps({ status: 'received' });
    expect(await run(october(8, '15:00'))).toEqual({ acted: 0, failed: 0 });
    expect(await run(october(8, '15:01'))).toEqual({ acted: 1, failed: 0 });
    expect(await run(october(11))).toEqual({ acted: 0, failed: 0 });
    expect(await toldOf(id)).toMatchObject([
      {
        type: 'vn.gov.hanam.motcua.dossier.step-overdue.v1',
        data: { agency: 'H25.03', step: 'assign', stepDueAt: '2021-10-08T15:00:00+07:00' },
      },
    ]);
    const attention = async () => {
      const { body } = await call(api.listWorklist, listWorklist, { claims: leader });
      return body.items.find((one: { id: string }) => one.id === id).attention;
    };
    expect(await attention()).toBe('step-overdue');
    await does(id, { action: 'startProcessing' }, october(11));
    expect(await attention()).toBeUndefined();
  });

  it('is not read before its time, nor once it is done: the next step has a time of its own', async () => {
    const { id } = await withSteps({ status: 'received' });
    const waits = async () => {
      const { Items: [item] = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.tableName,
          KeyConditionExpression: 'PK = :dossier AND SK = :itself',
          ExpressionAttributeValues: { ':dossier': `DOSSIER#${id}`, ':itself': 'DOSSIER' },
        }),
      );
      return [item?.duePK.split('#')[1], item?.dueSK.split('#')[0]];
    };
    expect(await waits()).toEqual(['step', '2021-10-08T08:00:00.000Z']);
    await does(id, { action: 'startProcessing' }, october(8, '14:00'));
    // Its appraisal is late only when the result is due soon already, of which the agency is warned first.
    expect(await waits()).toEqual(['result', '2021-10-22T10:00:00.000Z']);
    expect(await run(october(19, '23:59'))).toEqual({ acted: 0, failed: 0 });
    expect(await run(october(20, '08:00'))).toEqual({ acted: 1, failed: 0 });
    expect(await waits()).toEqual(['warned', '2021-10-20T02:00:00.000Z']);
    expect(await run(october(20, '10:00'))).toEqual({ acted: 1, failed: 0 });
    await does(id, { action: 'propose', outcome: 'issue', appraisal: 'Đủ điều kiện cấp Phiếu' }, october(21));
    expect(await waits()).toEqual(['warned', '2021-10-21T08:00:00.000Z']);
    await does(id, { action: 'approve' }, october(21, '10:00'));
    expect(await waits()).toEqual(['warned', '2021-10-22T10:00:00.000Z']);
    expect(await run(october(22, '17:01'))).toEqual({ acted: 1, failed: 0 });
    expect(await namesOf(id)).toEqual([
      'processing-started',
      'due-soon',
      'step-overdue',
      'proposed',
      'approved',
      'overdue',
    ]);
  });

  it('is told of once also when its leader sends it back, and anew when the time is given anew', async () => {
    const { id } = await withSteps({ soonAt: '2021-10-24T17:00:00.000Z', dueAt: '2021-10-26T10:00:00.000Z' });
    const proposal = { action: 'propose', outcome: 'issue', appraisal: 'Đủ điều kiện cấp Phiếu' };
    await run(october(20, '10:00'));
    await does(id, proposal, october(20, '11:00'));
    await run(october(21, '16:00'));
    await does(id, { action: 'sendBack', note: 'Chưa nêu căn cứ pháp lý' }, october(21, '16:30'));
    expect(await run(october(21, '17:00'))).toEqual({ acted: 0, failed: 0 });
    await does(id, supplement, october(21, '17:00'));
    expect(await run(october(22))).toEqual({ acted: 0, failed: 0 });
    await does(
      id,
      { action: 'answerSupplement', corrections: { '/applicant/phone': '0987654321' } },
      october(22),
    );
    expect((await loadFiledFile(id)).dossier.steps).toMatchObject({ appraise: '2021-11-03T01:00:00.000Z' });
    const november = { now: () => new Date('2021-11-03T18:00:00+07:00'), newId: randomId };
    await run(november);
    const told = (await toldOf(id)).flatMap(({ data: { step } }) => step ?? []);
    expect(told).toEqual(['appraise', 'approve', 'appraise']);
  });

  it('is counted when the dossier is received, as officers see it', async () => {
    const dossierId = await submitted();
    await transit(dossierId, { action: 'receive' }, { claims: desk, etag: '"5"' });
    const { dossier } = await loadFiledFile(dossierId);
    const { body } = await call(api.readDeadline, readDeadline, {
      claims: caseOfficer,
      params: { dossierId },
    });
    const shown = body.steps.map(({ step, dueAt }: { step: string; dueAt: string }) => [
      step,
      Date.parse(dueAt),
    ]);
    expect(shown).toHaveLength(4);
    // What is shown is in whole seconds; what is kept is to the millisecond of the reception.
    const kept = Object.entries(dossier.steps ?? {}).map(([step, at]) => [
      step,
      Math.trunc(Date.parse(at) / 1000) * 1000,
    ]);
    expect(kept).toEqual(shown.slice(0, 3));
  });
});

describe('feedback that is to be answered', () => {
  /** Sent on Friday 1 October 2021, to be answered by Friday the 22nd; its dossier has ended. */
  async function waiting(change: object = {}) {
    const { id, code } = await inHand({ status: 'returned', finishedAt: '2021-10-12T02:00:00.000Z' });
    const feedback = Feedback.parse({
      v: 1,
      dossierId: id,
      dossierCode: code,
      agency: 'H25.03',
      number: 1,
      kind: 'complaint',
      state: 'received',
      words: 'Tôi chưa nhận được giấy hẹn trả kết quả.',
      sentAt: '2021-10-01T02:00:00.000Z',
      sentBy: { kind: 'applicant', subject: 'cd-hoa' },
      deadline: '2021-10-22',
      soonAt: '2021-10-19T17:00:00.000Z',
      ...change,
    });
    await putAll(table, [putFeedback(feedback)]);
    return id;
  }

  it('is warned of once, and told as overdue once, to the agency that answers it', async () => {
    const id = await waiting();
    expect(await run(october(19, '23:59'))).toEqual({ acted: 0, failed: 0 });
    expect(await run(october(20, '00:01'))).toEqual({ acted: 1, failed: 0 });
    expect(await run(october(22, '23:59'))).toEqual({ acted: 0, failed: 0 });
    expect(await run(october(23, '00:01'))).toEqual({ acted: 1, failed: 0 });
    expect(await run(october(25))).toEqual({ acted: 0, failed: 0 });
    const data = {
      agency: 'H25.03',
      status: 'returned',
      feedback: 1,
      kind: 'complaint',
      deadline: '2021-10-22',
    };
    expect(await toldOf(id)).toMatchObject([
      { type: 'vn.gov.hanam.motcua.feedback.due-soon.v1', data },
      { type: 'vn.gov.hanam.motcua.feedback.overdue.v1', data },
    ]);
    expect(JSON.stringify(await toldOf(id))).not.toContain('giấy hẹn');
  });

  it('is overdue at once where it was sent before days were near, and where runs were missed', async () => {
    const id = await waiting({ soonAt: undefined });
    expect(await run(october(22))).toEqual({ acted: 0, failed: 0 });
    expect(await run(october(25))).toEqual({ acted: 1, failed: 0 });
    expect(await run(october(26))).toEqual({ acted: 0, failed: 0 });
    expect(await toldOf(id)).toMatchObject([{ type: 'vn.gov.hanam.motcua.feedback.overdue.v1' }]);
  });

  it('is left alone once it is answered, though the index may be behind', async () => {
    const id = await waiting();
    const answer = {
      words: 'Giấy hẹn đã được gửi lại.',
      at: '2021-10-12T02:00:00.000Z',
      by: { kind: 'receiptHolder' },
    };
    const answered = await loadFeedback(id, 1).then((one) =>
      Feedback.parse({ ...one, state: 'answered', answer }),
    );
    await putAll(table, [putChangedFeedback(answered)]);
    expect(await run(october(25))).toEqual({ acted: 0, failed: 0 });
    const place = dueEntry('feedback', '2021-10-22T17:00:00.000Z', `${id}#1`);
    const behind = { ...feedbackKey(id, 1), ...answered, ...place };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item: behind }));
    expect(await run(october(25))).toEqual({ acted: 0, failed: 0 });
    expect(await toldOf(id)).toEqual([]);
  });
});

describe('the draft of an apology', () => {
  /** In hand by the API, and warned of two working days before it is due. */
  async function warned() {
    const dossierId = await submitted();
    await transit(dossierId, { action: 'receive' }, { claims: desk, etag: '"5"' });
    const { body } = await transit(
      dossierId,
      { action: 'startProcessing' },
      { claims: caseOfficer, etag: '"6"' },
    );
    const dayBefore = new Date(Date.parse(body.dueAt) - 24 * 3_600_000);
    // Appraised it is not either, and that is late.
    expect(await run({ now: () => dayBefore, newId: randomId })).toMatchObject({ acted: 2 });
    return dossierId;
  }
  const read = (dossierId: string, claims: Record<string, string>) =>
    call(api.readDossier, readDossier, { claims, params: { dossierId } });

  it('is shown to officers, who see in their worklist what is due soon, and confirmed by the leader as it is', async () => {
    const dossierId = await warned();
    const { body, headers } = await read(dossierId, leader);
    expect(body).toMatchObject({ attention: 'due-soon', version: 9 });
    expect(body.apologyDraft).toEqual({
      reason: 'Hồ sơ cần thêm thời gian thẩm tra, xác minh trước khi có kết quả',
      newDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      confirmBy: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect((await read(dossierId, hoa)).body).not.toHaveProperty('apologyDraft');
    const { body: list } = await call(api.listWorklist, listWorklist, { claims: caseOfficer });
    expect(list.items.find(({ id }: { id: string }) => id === dossierId)).toMatchObject({
      attention: 'due-soon',
    });

    const { reason, newDate } = body.apologyDraft;
    const confirmed = await transit(
      dossierId,
      { action: 'reappoint', reason, newDate },
      { claims: leader, etag: headers.etag ?? '' },
    );
    expect(confirmed.status).toBe(200);
    expect(confirmed.body.dueAt.slice(0, 10)).toBe(newDate);
    expect(confirmed.body).not.toHaveProperty('apologyDraft');
    // The result is no longer due soon; its appraisal is as late as before.
    expect(confirmed.body.attention).toBe('step-overdue');
  });
});
