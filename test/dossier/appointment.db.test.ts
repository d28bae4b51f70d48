import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as readDeadline } from '../../functions/filing/read-deadline.ts';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { api } from '../../shared/operations.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, desk, hoa, nam, officer, submitted, transit } from '../support/filing.ts';

let table: TestTable;
beforeAll(async () => {
  table = await startApi();
});
afterAll(() => table.stop());

const leader = officer('lanh-dao');
const reason = 'Chờ kết quả tra cứu của cơ quan khác';

/** A local day so many days from today. */
const dayIn = (days: number): string =>
  new Date(Date.now() + days * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10);

/** In hand, at this ETag. */
async function inHand(): Promise<{ dossierId: string; etag: string; dueAt: string }> {
  const dossierId = await submitted();
  await transit(dossierId, { action: 'receive' }, { claims: desk, etag: '"5"' });
  const { body, headers } = await transit(
    dossierId,
    { action: 'startProcessing' },
    { claims: caseOfficer, etag: '"6"' },
  );
  return { dossierId, etag: headers.etag ?? '', dueAt: body.dueAt };
}

const deadline = (dossierId: string, claims: Record<string, string>) =>
  call(api.readDeadline, readDeadline, { claims, params: { dossierId } });

describe('the deadline of a dossier', () => {
  it('is for its owner and the officers of its agency, and for nobody else', async () => {
    const { dossierId, dueAt } = await inHand();
    for (const claims of [hoa, desk, caseOfficer, leader]) {
      const { status, body } = await deadline(dossierId, claims);
      expect([status, body.dueAt, body.explanation.at(-1).at]).toEqual([200, dueAt, dueAt]);
    }
    for (const claims of [nam, officer('chuyen-vien', 'H25.08')])
      expect((await deadline(dossierId, claims)).body).toMatchObject({ code: 'dossier-not-found' });
    const control = { sub: 'cb', HoVaTen: 'A', VaiTro: 'kiem-soat-tthc', MaCoQuan: 'H25.03' };
    expect((await deadline(dossierId, control)).body).toMatchObject({ code: 'caller-not-allowed' });
  });

  it('tells of an extension and of another day, which the dossier shows with their reasons', async () => {
    const { dossierId, etag, dueAt } = await inHand();
    const extended = await transit(dossierId, { action: 'extend', reason }, { claims: leader, etag });
    const newDate = dayIn(60);
    const appointed = await transit(
      dossierId,
      { action: 'reappoint', reason, newDate },
      { claims: leader, etag: extended.headers.etag ?? '' },
    );
    const read = await call(api.readDossier, readDossier, { claims: hoa, params: { dossierId } });
    expect(read.body.appointments).toMatchObject([
      { kind: 'extension', reason, dueBefore: dueAt, dueAt: extended.body.dueAt },
      { kind: 'reappointment', reason, dueBefore: extended.body.dueAt, dueAt: appointed.body.dueAt },
    ]);
    const { body } = await deadline(dossierId, hoa);
    expect(body.dueAt).toBe(appointed.body.dueAt);
    expect(body.explanation.filter(({ kind }: { kind: string }) => kind === 'event')).toMatchObject([
      { event: 'start' },
      { event: 'extend' },
      { event: 'reappoint', legalBasis: expect.stringContaining('Nghị định 118/2025/NĐ-CP') },
    ]);
  });

  it('is appointed anew by one of two leaders at once, and by the other not', async () => {
    const { dossierId, etag } = await inHand();
    const again = { action: 'reappoint', reason, newDate: dayIn(60) };
    const both = await Promise.all([
      transit(dossierId, again, { claims: leader, etag }),
      transit(dossierId, again, { claims: { ...leader, sub: 'cb-pho' }, etag }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const { body, headers } = await call(api.readDossier, readDossier, {
      claims: hoa,
      params: { dossierId },
    });
    expect(body.appointments).toHaveLength(1);
    const third = await transit(dossierId, again, { claims: leader, etag: headers.etag ?? '' });
    expect(third.body).toMatchObject({ status: 409, code: 'reappointment-limit-reached' });
  });

  it('is not appointed anew by who may not, nor to a day that cannot be', async () => {
    const { dossierId, etag } = await inHand();
    const again = { action: 'reappoint', reason, newDate: dayIn(60) };
    for (const claims of [desk, caseOfficer])
      expect((await transit(dossierId, again, { claims, etag })).body).toMatchObject({
        code: 'transition-not-allowed',
      });
    const moved = await transit(dossierId, { action: 'moveDueDate', reason }, { claims: leader, etag });
    expect(moved.body).toMatchObject({ status: 409, code: 'transition-not-allowed' });
    const early = { action: 'reappoint', reason, newDate: dayIn(1) };
    expect((await transit(dossierId, early, { claims: leader, etag })).body).toMatchObject({
      status: 400,
      errors: [{ in: 'body', field: '/newDate', code: 'not-later' }],
    });
    const beyond = { action: 'reappoint', reason, newDate: '2090-01-02' };
    expect((await transit(dossierId, beyond, { claims: leader, etag })).body).toMatchObject({
      status: 409,
      code: 'calendar-ends',
    });
  });
});
