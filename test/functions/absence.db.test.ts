import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as endAbsence } from '../../functions/desk/end-absence.ts';
import { handler as listAbsences } from '../../functions/desk/list-absences.ts';
import { handler as recordAbsence } from '../../functions/desk/record-absence.ts';
import { api } from '../../shared/operations.ts';
import { act, type Claims, inHand, listed, may, received } from '../support/agency-work.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, officer } from '../support/filing.ts';

let table: TestTable;
beforeAll(async () => {
  table = await startApi();
});
afterAll(() => table.stop());
// Monday 8 November 2021 at 09:00.
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2021-11-08T02:00:00Z') }));
afterEach(() => vi.useRealTimers());

const leader = officer('lanh-dao');

const minutes = (many: number): void => {
  vi.setSystemTime(Date.now() + many * 60_000);
};

describe('an officer who is away', () => {
  const absence = {
    from: '2021-11-08',
    until: '2021-11-10',
    cover: { subject: 'cb-cover', name: 'Trịnh Thu Trang' },
  };
  const away: Claims = { ...caseOfficer, sub: 'cb-away', HoVaTen: 'Lê Văn Đi' };
  const cover: Claims = { ...caseOfficer, sub: 'cb-cover' };
  const record = (claims: Claims, body: object = absence) =>
    call(api.recordAbsence, recordAbsence, { claims, key: randomUUID(), body });
  const end = (claims: Claims) =>
    call(api.endAbsence, endAbsence, { claims, key: randomUUID(), params: { until: '2021-11-10' } });

  it('is covered by a colleague of the same role, also in what is assigned meanwhile, until it is back', async () => {
    const mine = await inHand(away);
    expect((await record(away)).status).toBe(201);
    minutes(1);
    const meanwhile = await received();
    await act(meanwhile, leader, { action: 'assign', to: { subject: 'cb-away', name: 'Lê Văn Đi' } });
    expect(await listed(cover, 'mine')).toEqual(expect.arrayContaining([mine, meanwhile]));
    const proposed = await act(mine, cover, {
      action: 'propose',
      outcome: 'issue',
      appraisal: 'Hồ sơ đủ điều kiện',
    });
    expect(proposed.status).toBe(200);
    const another = { ...officer('lanh-dao'), sub: 'cb-cover' };
    expect(await listed(another, 'mine')).toEqual([]);

    const open = await received();
    const claim = { action: 'claim' };
    expect((await act(open, away, claim)).body).toMatchObject({ status: 409, code: 'officer-away' });
    expect(await may(open, away)).not.toContain('claim');
    expect((await act(meanwhile, away, { action: 'startProcessing' })).body.code).toBe('officer-away');
    const { body } = await call(api.listAbsences, listAbsences, { claims: leader });
    expect(body.items).toMatchObject([{ officer: { subject: 'cb-away' }, until: '2021-11-10' }]);

    expect((await end(away)).body.endedAt).toBe('2021-11-08T09:01:00+07:00');
    minutes(1);
    expect((await act(open, away, claim)).status).toBe(200);
    expect(await listed(cover, 'mine')).toEqual([]);
    expect((await end(away)).body.code).toBe('absence-not-found');
  });

  it('is not before its first day, nor after its last', async () => {
    const colleague = { subject: 'cb-later-cover', name: 'Trịnh Thu Trang' };
    const later: Claims = { ...away, sub: 'cb-later' };
    await record(later, { from: '2021-11-10', until: '2021-11-11', cover: colleague });
    const dossierId = await inHand(later);
    const covering = () => listed({ ...cover, sub: colleague.subject }, 'mine');
    const seen = [];
    for (const day of ['2021-11-09', '2021-11-10', '2021-11-11', '2021-11-12']) {
      vi.setSystemTime(new Date(`${day}T02:00:00Z`));
      seen.push((await covering()).includes(dossierId));
    }
    expect(seen).toEqual([false, true, true, false]);
  });

  it('is one also when its token states no name', async () => {
    const nameless = { sub: 'cb-nameless', VaiTro: 'chuyen-vien', MaCoQuan: 'H25.03' };
    const { status, body } = await record(nameless);
    expect([status, body.officer]).toEqual([201, { subject: 'cb-nameless', name: '' }]);
  });

  it.each([
    [
      'covers itself',
      { cover: { subject: 'cb-away', name: 'Lê Văn Đi' } },
      '/cover/subject',
      'covers-itself',
    ],
    ['ends before it begins', { from: '2021-11-11' }, '/until', 'not-later'],
    ['has passed', { from: '2021-11-01', until: '2021-11-05' }, '/until', 'not-later'],
  ])('is refused an absence that %s', async (_, change, field, code) => {
    expect((await record(away, { ...absence, ...change })).body.errors).toMatchObject([{ field, code }]);
  });
});
