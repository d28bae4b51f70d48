import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as assignDossiers } from '../../functions/desk/assign-dossiers.ts';
import { handler as countWorklists } from '../../functions/desk/count-worklists.ts';
import { handler as readDeadline } from '../../functions/filing/read-deadline.ts';
import { handler as readHistory } from '../../functions/filing/read-history.ts';
import { api } from '../../shared/operations.ts';
import { act, type Claims, inHand, listed, may, read, received } from '../support/agency-work.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, desk, hoa, nam, officer, submitted, transit } from '../support/filing.ts';

let table: TestTable;
beforeAll(async () => {
  table = await startApi();
});
afterAll(() => table.stop());
// Monday 8 November 2021 at 09:00; only the clock is ours, so that the table answers as it does.
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2021-11-08T02:00:00Z') }));
afterEach(() => vi.useRealTimers());

const leader = officer('lanh-dao');
const anh: Claims = { ...caseOfficer, HoVaTen: 'Vũ Đức Anh' };
const trang: Claims = { ...caseOfficer, sub: 'cb-trang', HoVaTen: 'Trịnh Thu Trang' };
/** Of the division that gets papers from the justice offices. */
const inDivision: Claims = { ...caseOfficer, sub: 'cb-hctp', MaPhongBan: 'hctp' };

const minutes = (many: number): void => {
  vi.setSystemTime(Date.now() + many * 60_000);
};

describe('a dossier that nobody has', () => {
  it('is taken up by one officer, and then in nobody else’s hands', async () => {
    const dossierId = await received();
    expect(await listed(anh, 'unassigned')).toContain(dossierId);
    await act(dossierId, anh, { action: 'startProcessing' });
    expect((await read(dossierId, leader)).body.assignee).toEqual({ subject: anh.sub, name: 'Vũ Đức Anh' });
    expect([await listed(anh, 'unassigned'), await listed(trang, 'mine')].flat()).not.toContain(dossierId);
    expect(await listed(anh, 'mine')).toContain(dossierId);
    const refused = await act(dossierId, trang, { action: 'finish' });
    expect(refused.body).toMatchObject({ status: 409, code: 'not-in-your-hands' });
    expect(await may(dossierId, trang)).toEqual([]);
    expect(await may(dossierId, anh)).toContain('propose');
    expect(await may(dossierId, leader)).toContain('finish');
    expect((await read(dossierId, hoa)).body).not.toHaveProperty('assignee');
  });

  it('is claimed by one of two officers at once: the other learns that it has changed, and then whose it is', async () => {
    const dossierId = await received();
    const etag = (await read(dossierId, hoa)).headers.etag ?? '';
    const claim = (claims: Claims) => transit(dossierId, { action: 'claim' }, { claims, etag });
    const answers = await Promise.all([claim(anh), claim(trang)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const late = answers[0]?.status === 200 ? trang : anh;
    expect((await act(dossierId, late, { action: 'claim' })).body.code).toBe('not-in-your-hands');
  });

  it('is proposed by nobody', async () => {
    const dossierId = await inHand(anh);
    await act(dossierId, anh, { action: 'release' });
    const proposal = { action: 'propose', outcome: 'issue', appraisal: 'Hồ sơ đủ điều kiện' };
    expect((await act(dossierId, anh, proposal)).body.code).toBe('not-in-your-hands');
    expect(await may(dossierId, anh)).toContain('claim');
    expect(await listed(trang, 'unassigned')).toContain(dossierId);
  });
});

describe('a dossier that is assigned', () => {
  it('to an officer is that officer’s, and another’s once it is assigned anew', async () => {
    const dossierId = await received();
    const binh: Claims = { ...caseOfficer, sub: 'cb-binh' };
    await act(dossierId, leader, { action: 'assign', to: { subject: 'cb-binh', name: 'Lê Thanh Bình' } });
    expect([await listed(binh, 'mine'), await may(dossierId, trang)]).toEqual([[dossierId], []]);
    await act(dossierId, binh, { action: 'startProcessing' });
    await act(dossierId, leader, { action: 'assign', to: { subject: trang.sub, name: 'Trịnh Thu Trang' } });
    expect([await listed(binh, 'mine'), await listed(trang, 'mine')]).toEqual([
      [],
      expect.arrayContaining([dossierId]),
    ]);
  });

  it('to a division is taken by an officer of it, stays the division’s, and goes back to it', async () => {
    const dossierId = await received();
    await act(dossierId, desk, { action: 'assign', to: { division: 'hctp' } });
    expect([await listed(inDivision, 'division'), await listed(anh, 'division')]).toEqual([[dossierId], []]);
    expect((await act(dossierId, anh, { action: 'claim' })).body.code).toBe('not-in-your-hands');
    const claimed = await act(dossierId, inDivision, { action: 'claim' });
    expect(claimed.body.assignee).toMatchObject({ subject: 'cb-hctp', division: 'hctp' });
    expect(await listed(inDivision, 'division')).toEqual([]);
    await act(dossierId, inDivision, { action: 'release' });
    expect(await listed(inDivision, 'division')).toEqual([dossierId]);
  });

  it('goes to no division that its agency does not have', async () => {
    const refused = await act(await received(), leader, { action: 'assign', to: { division: 'moi-truong' } });
    expect(refused.body.errors).toMatchObject([{ field: '/to/division', code: 'division-unknown' }]);
  });

  it('with others in one call has its own outcome, once', async () => {
    const [one, two, ended] = [await received(), await received(), await submitted()];
    const foreign = randomUUID();
    await act(ended, desk, { action: 'refuse', reason: 'Không thuộc thẩm quyền' });
    const assign = (key: string) =>
      call(api.assignDossiers, assignDossiers, {
        claims: leader,
        key,
        body: { dossierIds: [one, two, ended, foreign], to: { subject: trang.sub, name: 'Trịnh Thu Trang' } },
      });
    const key = randomUUID();
    const { body } = await assign(key);
    expect(body.outcomes).toMatchObject([
      { dossierId: one, outcome: 'assigned', version: 7 },
      { dossierId: two, outcome: 'assigned', version: 7 },
      { dossierId: ended, outcome: 'refused', code: 'transition-not-allowed' },
      { dossierId: foreign, outcome: 'refused', code: 'dossier-not-found' },
    ]);
    expect(await listed(trang, 'mine')).toEqual(expect.arrayContaining([one, two]));
    expect((await assign(key)).body).toEqual(body);
    expect((await read(one, leader)).body.version).toBe(7);
  });
});

describe('a proposal', () => {
  const proposal = { action: 'propose', outcome: 'issue', appraisal: 'Hồ sơ đủ điều kiện cấp Phiếu' };

  it('lies with the leader, comes back with a note, is approved, and is issued with its number', async () => {
    const dossierId = await inHand(anh);
    await act(dossierId, anh, proposal);
    expect([await listed(leader, 'approval'), await listed(anh, 'mine')]).toEqual([
      [dossierId],
      expect.not.arrayContaining([dossierId]),
    ]);
    expect((await act(dossierId, anh, { action: 'finish' })).body.code).toBe('approval-required');
    expect((await act(dossierId, anh, { action: 'approve' })).body.code).toBe('transition-not-allowed');
    await act(dossierId, leader, { action: 'sendBack', note: 'Chưa nêu căn cứ pháp lý' });
    expect(await listed(anh, 'mine')).toContain(dossierId);
    await act(dossierId, anh, proposal);
    const approved = await act(dossierId, leader, { action: 'approve' });
    expect(approved.body.work).toMatchObject({
      stage: 'approved',
      proposals: [
        { verdict: 'sentBack', note: 'Chưa nêu căn cứ pháp lý' },
        { verdict: 'approved', appraisal: 'Hồ sơ đủ điều kiện cấp Phiếu' },
      ],
    });
    const decision = {
      number: '12/PLLTP-STP',
      issuedOn: '2021-11-08',
      signer: { name: 'Trần Quang Khải', title: 'Giám đốc' },
      stampedOn: '2021-11-08',
    };
    const early = { ...decision, issuedOn: '2021-11-09' };
    expect((await act(dossierId, anh, { action: 'finish', decision: early })).body.errors).toMatchObject([
      { field: '/decision/issuedOn', code: 'in-the-future' },
    ]);
    const done = await act(dossierId, anh, { action: 'finish', decision });
    expect(done.body).toMatchObject({ status: 'done', decision });
    expect((await read(dossierId, hoa)).body).toMatchObject({ decision });
    expect((await read(dossierId, hoa)).body).not.toHaveProperty('work');
    expect(await listed(desk, 'results')).toContain(dossierId);
  });

  it('to stop a dossier does not let its result be issued, nor one to issue it let it be stopped', async () => {
    const dossierId = await inHand(anh);
    await act(dossierId, anh, { ...proposal, outcome: 'stop' });
    await act(dossierId, leader, { action: 'approve' });
    expect((await act(dossierId, anh, { action: 'finish' })).body.code).toBe('approval-required');
    const stopped = await act(dossierId, anh, { action: 'stop', reason: 'Không đủ điều kiện' });
    expect(stopped.body.status).toBe('stopped');
    const other = await inHand(anh);
    await act(other, anh, proposal);
    await act(other, leader, { action: 'approve' });
    const refused = await act(other, anh, { action: 'stop', reason: 'Không đủ điều kiện' });
    expect(refused.body.code).toBe('approval-required');
  });

  it('is sent back before a supplement is asked for', async () => {
    const dossierId = await inHand(anh);
    await act(dossierId, anh, proposal);
    for (const claims of [anh, leader])
      expect(await may(dossierId, claims)).not.toContain('requestSupplement');
  });

  it('is told in the history with who, when, and how much office time each step took', async () => {
    const dossierId = await inHand(anh);
    minutes(60);
    await act(dossierId, anh, proposal);
    // Monday 10:00 to Tuesday 09:00: an hour and a half, three and a half hours, two hours.
    minutes(23 * 60);
    await act(dossierId, leader, { action: 'approve' });
    const { body } = await call(api.readHistory, readHistory, { claims: leader, params: { dossierId } });
    expect(body.items.slice(0, 2)).toMatchObject([
      {
        event: 'dossier.approved',
        actor: { role: 'agencyLeader', agency: 'H25.03', subject: leader.sub },
        took: { workingDays: 0, hours: 7, minutes: 0 },
      },
      { event: 'dossier.proposed', took: { workingDays: 0, hours: 1, minutes: 0 } },
    ]);
    const own = await call(api.readHistory, readHistory, { claims: hoa, params: { dossierId } });
    expect(own.body.items[0].actor).toEqual({ kind: 'officer', role: 'agencyLeader', agency: 'H25.03' });
  });
});

describe('the deadline of a step', () => {
  it('is its share of the time, for officers: ten working days from Monday 09:00', async () => {
    const dossierId = await inHand(anh);
    const deadline = (claims: Claims) =>
      call(api.readDeadline, readDeadline, { claims, params: { dossierId } });
    expect((await deadline(anh)).body.steps).toMatchObject([
      { step: 'assign', dueAt: '2021-11-08T15:00:00+07:00' },
      { step: 'appraise', dueAt: '2021-11-18T09:00:00+07:00' },
      { step: 'approve', dueAt: '2021-11-19T15:00:00+07:00' },
      { step: 'issue', dueAt: '2021-11-22T09:00:00+07:00' },
    ]);
    expect((await deadline(hoa)).body).not.toHaveProperty('steps');
  });
});

describe('the worklists', () => {
  it('show what waits for others, what is due today and what is overdue, and are counted in one call', async () => {
    const other = officer('lanh-dao', 'H25.16');
    const counted = async (claims: Claims) => {
      const { body } = await call(api.countWorklists, countWorklists, { claims });
      return Object.fromEntries(
        body.lists.map(({ list, count }: { list: string; count: number }) => [list, count]),
      );
    };
    expect(await counted(other)).toEqual({
      due: 0,
      dueToday: 0,
      overdue: 0,
      mine: 0,
      division: 0,
      unassigned: 0,
      approval: 0,
      waiting: 0,
      asked: 0,
      reception: 0,
      results: 0,
    });
    const dossierId = await inHand(anh);
    const lists = async () => [
      (await listed(leader, 'dueToday')).includes(dossierId),
      (await listed(leader, 'overdue')).includes(dossierId),
      (await listed(leader, 'waiting')).includes(dossierId),
    ];
    const before = await counted(leader);
    expect(await lists()).toEqual([false, false, false]);
    vi.setSystemTime(new Date('2021-11-22T16:59:00Z'));
    expect(await lists()).toEqual([true, false, false]);
    vi.setSystemTime(new Date('2021-11-22T17:00:00Z'));
    expect(await lists()).toEqual([false, true, false]);
    expect((await counted(leader)).overdue).toBeGreaterThan(before.overdue);
    const pay = { action: 'requestPayment', deadline: '2021-12-12' };
    await act(dossierId, anh, pay);
    expect(await lists()).toEqual([false, false, true]);
    expect((await counted(leader)).waiting).toBe(before.waiting + 1);
  });

  it('are for officers who work on dossiers, and end where their dossiers do', async () => {
    for (const claims of [nam, hoa])
      expect((await call(api.countWorklists, countWorklists, { claims })).status).toBe(403);
    const dossierId = await inHand(anh);
    await act(dossierId, anh, { action: 'finish' });
    await act(dossierId, desk, { action: 'returnResult' });
    for (const list of ['due', 'mine', 'results', 'unassigned', 'reception'])
      expect(await listed(anh, list)).not.toContain(dossierId);
  });
});
