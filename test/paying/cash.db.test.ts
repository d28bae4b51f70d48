import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as closeDrawer } from '../../functions/paying/close-drawer.ts';
import { handler as endFeeReceipt } from '../../functions/paying/end-fee-receipt.ts';
import { handler as readCash } from '../../functions/paying/read-cash.ts';
import { handler as takeOverCash } from '../../functions/paying/take-over-cash.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import { api } from '../../shared/operations.ts';
import { act, inHand } from '../support/agency-work.ts';
import { type Call, call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, desk, officer } from '../support/filing.ts';

const leader = officer('lanh-dao');
/** A cashier of the desk, of whom nobody has heard before. */
const aCashier = () => ({ ...desk, sub: `cb-${randomUUID()}`, HoVaTen: 'Lê Thị Thu' });
type Claims = ReturnType<typeof aCashier>;

let target: TestTable;
beforeAll(async () => {
  target = await startApi();
});
afterAll(() => target.stop());
beforeEach(() => {
  // A Thursday.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2021-10-14T09:00:00.000Z') });
});
afterEach(() => void vi.useRealTimers());

/** A dossier that waits for 205,000 đồng. */
async function charged(): Promise<string> {
  const dossierId = await inHand();
  await act(dossierId, caseOfficer, { action: 'requestPayment', deadline: '2021-10-29', quantity: 3 });
  return dossierId;
}
const pay = (dossierId: string, claims: Claims) => act(dossierId, claims, { action: 'recordPayment' });
async function paidTo(claims: Claims): Promise<{ dossierId: string; receiptCode: string }> {
  const dossierId = await charged();
  await pay(dossierId, claims);
  const [receipt] = await loadFeeReceipts(dossierId);
  return { dossierId, receiptCode: receipt?.code ?? '' };
}

const cash = async (claims: Call['claims'], query: Record<string, string> = {}) =>
  call(api.readCash, readCash, { claims, query: { from: '2021-10-01', to: '2021-10-31', ...query } });
const drawerOf = async (claims: Claims) => (await cash(claims)).body.drawers[0];
const close = (claims: Call['claims'], body: object) =>
  call(api.closeDrawer, closeDrawer, { claims, key: randomUUID(), body });
const takeOver = (claims: Call['claims'], closing: string, receivedVnd: number) =>
  call(api.takeOverCash, takeOverCash, {
    claims,
    key: randomUUID(),
    params: { closing },
    body: { receivedVnd },
  });
const giveBack = (said: { dossierId: string; receiptCode: string }, claims: Claims) =>
  call(api.endFeeReceipt, endFeeReceipt, {
    claims,
    key: randomUUID(),
    params: said,
    body: { as: 'cancelled', reason: 'Người nộp được miễn', document: 'PC 0045', fromDrawer: true },
  });
const notesOf205 = [
  { noteVnd: 200_000, count: 1 },
  { noteVnd: 5_000, count: 1 },
];

describe('a drawer', () => {
  it('holds what its officer took in cash, by the receipts, less what was given back out of it', async () => {
    const cashier = aCashier();
    const first = await paidTo(cashier);
    const second = await paidTo(cashier);
    await giveBack(first, cashier);
    expect(await drawerOf(cashier)).toMatchObject({
      cashier: { subject: cashier.sub, name: 'Lê Thị Thu' },
      version: 3,
      openSince: '2021-10-14',
      isLate: false,
      receipts: 2,
      takenVnd: 410_000,
      givenBackVnd: 205_000,
      expectedVnd: 205_000,
      series: [
        {
          agency: 'H25.03',
          year: 2021,
          first: Number(first.receiptCode.slice(-7)),
          last: Number(second.receiptCode.slice(-7)),
          receipts: 2,
          amountVnd: 410_000,
        },
      ],
    });
  });

  it('gives back no more than it holds: what another took in is not in it', async () => {
    const paid = await paidTo(aCashier());
    const refused = await giveBack(paid, aCashier());
    expect([refused.status, refused.body.code]).toEqual([409, 'cash-not-allowed']);
    const [receipt] = await loadFeeReceipts(paid.dossierId);
    expect(receipt?.end).toBeUndefined();
  });

  it('is seen by its officer alone and by the leader, who sees from the second working day on that it was left open', async () => {
    const cashier = aCashier();
    await paidTo(cashier);
    const late = async () => {
      const { drawers } = (await cash(leader)).body;
      return drawers.find((one: { cashier: { subject: string } }) => one.cashier.subject === cashier.sub)
        ?.isLate;
    };
    expect((await cash(aCashier())).body.drawers).toEqual([]);
    expect((await cash(officer('lanh-dao', 'H25.08'))).body.drawers).toEqual([]);
    vi.setSystemTime(new Date('2021-10-15T16:00:00.000Z'));
    expect(await late()).toBe(false);
    // The Monday after: what was taken on Thursday was to be closed by Friday night.
    vi.setSystemTime(new Date('2021-10-18T01:00:00.000Z'));
    expect(await late()).toBe(true);
  });
});

describe('closing a drawer', () => {
  it('keeps what was counted under the next number, and leaves an empty drawer', async () => {
    const cashier = aCashier();
    await paidTo(cashier);
    const { version } = await drawerOf(cashier);
    const { status, body } = await close(cashier, { version, notes: notesOf205 });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      code: expect.stringMatching(/^H25\.03-20211014-QT\d{6}$/),
      expectedVnd: 205_000,
      countedVnd: 205_000,
      differenceVnd: 0,
      closedBy: { subject: cashier.sub },
    });
    expect(await drawerOf(cashier)).toBeUndefined();
    const again = await close(cashier, { version: version + 1, notes: [] });
    expect([again.status, again.body.code]).toEqual([404, 'cash-not-found']);
    const other = aCashier();
    await paidTo(other);
    expect((await close(other, { version: 1, notes: notesOf205 })).body.number).toBe(body.number + 1);
  });

  it('wants a reason where what was counted differs, and the drawer as it was counted', async () => {
    const cashier = aCashier();
    await paidTo(cashier);
    const short = { version: 1, notes: [{ noteVnd: 200_000, count: 1 }] };
    const unsaid = await close(cashier, short);
    expect(unsaid.body).toMatchObject({ code: 'invalid-request', errors: [{ field: '/reason' }] });
    await paidTo(cashier);
    const reason = 'Thối nhầm tiền lẻ';
    expect((await close(cashier, { ...short, reason })).status).toBe(412);
    expect((await close(cashier, { ...short, version: 2, reason })).body).toMatchObject({
      expectedVnd: 410_000,
      differenceVnd: -210_000,
      reason,
    });
  });

  it('is for the cashier, or for the leader in the place of the cashier', async () => {
    const cashier = aCashier();
    await paidTo(cashier);
    const body = { cashier: cashier.sub, version: 1, notes: notesOf205 };
    expect((await close(aCashier(), body)).status).toBe(404);
    expect((await close(officer('lanh-dao', 'H25.08'), body)).status).toBe(404);
    expect((await close(leader, body)).body).toMatchObject({
      cashier: { subject: cashier.sub },
      closedBy: { subject: leader.sub },
    });
  });

  it('loses no đồng and counts none twice, though receipts come in at the same time', async () => {
    const cashier = aCashier();
    await paidTo(cashier);
    const dossiers = await Promise.all(Array.from({ length: 6 }, charged));
    const closing = async () => {
      const { version, expectedVnd } = (await drawerOf(cashier)) ?? { version: 1, expectedVnd: 0 };
      return close(cashier, {
        version,
        notes: [{ noteVnd: 5_000, count: Math.max(1, expectedVnd / 5_000) }],
      });
    };
    const raced = await Promise.all([
      ...dossiers.map((dossierId) => pay(dossierId, cashier)),
      ...[1, 2, 3].map(closing),
    ]);
    expect(raced.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    for (const dossierId of dossiers) await pay(dossierId, cashier);
    await closing();
    const { drawers, closings } = (await cash(cashier)).body;
    expect(drawers).toEqual([]);
    const own = closings.filter(
      (one: { cashier: { subject: string } }) => one.cashier.subject === cashier.sub,
    );
    const sum = (name: string) =>
      own.reduce((all: number, one: Record<string, number>) => all + (one[name] ?? 0), 0);
    expect([sum('receipts'), sum('takenVnd'), sum('countedVnd')]).toEqual([7, 1_435_000, 1_435_000]);
  });
});

describe('handing the money over', () => {
  it('is confirmed once, by another than who had it, and by the sum', async () => {
    const cashier = aCashier();
    const treasurer = aCashier();
    await paidTo(cashier);
    const { code } = (await close(cashier, { version: 1, notes: notesOf205 })).body;
    expect((await takeOver(cashier, code, 205_000)).body.code).toBe('cash-not-allowed');
    expect((await takeOver(treasurer, code, 200_000)).body.code).toBe('cash-not-allowed');
    expect((await takeOver(officer('can-bo-mot-cua', 'H25.08'), code, 205_000)).status).toBe(404);
    const { status, body } = await takeOver(treasurer, code, 205_000);
    expect([status, body.takenOver]).toMatchObject([200, { by: { subject: treasurer.sub } }]);
    expect((await takeOver(leader, code, 205_000)).body.code).toBe('cash-not-allowed');
    const control = { ...desk, VaiTro: 'kiem-soat-tthc', MaCoQuan: 'H25.01' };
    const { closings } = (await cash(control, { agency: 'H25.03' })).body;
    expect(closings.find((one: { code: string }) => one.code === code)).toEqual(body);
  });
});
