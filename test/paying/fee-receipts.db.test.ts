import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as endFeeReceipt } from '../../functions/paying/end-fee-receipt.ts';
import { handler as readPayments } from '../../functions/paying/read-payments.ts';
import { handler as readRevenue } from '../../functions/statistics/read-revenue.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { loadWholeHistory } from '../../shared/dossier/history.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import type { FeeReceipt } from '../../shared/fee-receipt/fee-receipt.ts';
import { loadFeeReceipt } from '../../shared/fee-receipt/store.ts';
import { api } from '../../shared/operations.ts';
import { reported } from '../../shared/paying/reported.ts';
import { begunAttempt, type Report } from '../../shared/payment/attempt.ts';
import { loadPaying, putAttempt } from '../../shared/payment/store.ts';
import { commit, untilUndisturbed } from '../../shared/table/transaction.ts';
import { act, inHand } from '../support/agency-work.ts';
import { type Call, call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, desk, hoa, officer } from '../support/filing.ts';

const DAY = 86_400_000;
const control = { ...desk, VaiTro: 'kiem-soat-tthc' };

let target: TestTable;
beforeAll(async () => {
  target = await startApi();
});
afterAll(() => target.stop());
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2021-10-11T02:00:00.000Z') });
});
afterEach(() => void vi.useRealTimers());

/** A dossier that waits for 205,000 đồng: a certificate, and a third sheet. */
async function charged(): Promise<string> {
  const dossierId = await inHand();
  await act(dossierId, caseOfficer, { action: 'requestPayment', deadline: '2021-10-29', quantity: 3 });
  return dossierId;
}

async function paidAtDesk(): Promise<string> {
  const dossierId = await charged();
  await act(dossierId, desk, { action: 'recordPayment' });
  return dossierId;
}

/** What a provider says of a new attempt. @param amountVnd the sum that it had */
async function paidOnline(dossierId: string, amountVnd = 205_000): Promise<void> {
  const at = new Date();
  const { dossier, payments } = await loadFiledFile(dossierId);
  const number = (await loadPaying(dossierId)).attempts.length + 1;
  const begun = { number, payment: payments.length, amountVnd: 205_000, provider: 'vnpay' } as const;
  const attempt = begunAttempt(dossier.code, begun, at);
  await commit([putAttempt(dossierId, attempt)]);
  const report: Report = { says: 'paid', amountVnd, transaction: String(number), code: '00' };
  await untilUndisturbed(async () => {
    const occasion = {
      at,
      actor: { kind: 'partner', partner: 'vnpay' } as const,
      newId: randomUUID,
      correlationId: 'c-1',
      calendar: civilServiceCalendar(),
    };
    await commit((await reported(await loadFiledFile(dossierId), attempt, report, occasion)).writes);
  });
}

const paymentsOf = async (dossierId: string, claims: Call['claims'] = hoa) =>
  (await call(api.readPayments, readPayments, { claims, params: { dossierId } })).body.items;
const codeOf = async (dossierId: string): Promise<string> =>
  (await paymentsOf(dossierId)).at(-1).receipts.at(-1).code;
const end = (dossierId: string, receiptCode: string, body: object, claims: Call['claims'] = desk) =>
  call(api.endFeeReceipt, endFeeReceipt, {
    claims,
    params: { dossierId, receiptCode },
    key: randomUUID(),
    body,
  });
const replaced = {
  as: 'replaced',
  reason: 'Ghi sai tên người nộp tiền',
  payer: { name: 'Trần Văn Nam', address: 'Số 7 đường Lê Lợi, Phủ Lý' },
};
const cancelled = {
  as: 'cancelled',
  reason: 'Người nộp thuộc diện được miễn phí',
  document: 'Phiếu chi 0045/2021',
};

/** Every receipt of the agency's series of the year, as long as there is a next number. */
async function series(): Promise<readonly FeeReceipt[]> {
  const receipts: FeeReceipt[] = [];
  for (let number = 1; ; number++) {
    const code = `H25.03-2021-BL${String(number).padStart(7, '0')}`;
    const receipt = await loadFeeReceipt(code);
    if (!receipt) return receipts;
    receipts.push(receipt);
  }
}
const revenue = async (query: Record<string, string> = {}, claims: Call['claims'] = control) =>
  call(api.readRevenue, readRevenue, {
    claims,
    query: { from: '2021-10-01', to: '2021-12-31', agency: 'H25.03', ...query },
  });
const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

describe('a receipt of a fee', () => {
  it('is issued with what settles the request, by what was charged and to whom', async () => {
    const dossierId = await paidAtDesk();
    const [payment] = await paymentsOf(dossierId);
    expect(payment).toMatchObject({
      state: 'paid',
      receiptNo: payment.receipts[0].code,
      receipts: [{ form: '01BLP0-001', symbol: 'AA-21E', amountVnd: 205_000, state: { code: 'valid' } }],
    });
    expect(await loadFeeReceipt(payment.receiptNo)).toMatchObject({
      payer: { name: 'Nguyễn Thị Hoa' },
      tariff: 'TT244-2016',
      lines: [
        { id: 'certificate', quantity: 1, amountVnd: 200_000 },
        { id: 'further-sheets', quantity: 1, unitVnd: 5_000, amountVnd: 5_000 },
      ],
      issuedBy: { kind: 'officer', agency: 'H25.03' },
    });
  });

  it('takes the next number without a gap, though ten requests are settled at once', async () => {
    const dossiers = await Promise.all(Array.from({ length: 10 }, charged));
    const before = (await series()).length;
    const paid = await Promise.allSettled(
      dossiers.map((dossierId, place) =>
        place % 2 ? paidOnline(dossierId) : act(dossierId, desk, { action: 'recordPayment' }),
      ),
    );
    expect(paid.filter(({ status }) => status === 'rejected')).toEqual([]);
    const issued = (await series()).slice(before);
    const states = await Promise.all(dossiers.map(async (id) => (await paymentsOf(id))[0].state));
    const settled = states.filter((state) => state === 'paid').length;
    expect(settled).toBeGreaterThan(5);
    expect(issued.map(({ number }) => number)).toEqual(issued.map((_, place) => before + place + 1));
    expect(new Set(issued.map(({ dossierId }) => dossierId)).size).toBe(settled);
    expect(issued).toHaveLength(settled);
  });

  it('begins at 1 with the year in Vietnam, whose first night is still the old year in UTC', async () => {
    const dossierId = await charged();
    vi.setSystemTime(new Date('2021-12-31T17:30:00.000Z'));
    await act(dossierId, desk, { action: 'recordPayment' });
    expect(await codeOf(dossierId)).toBe('H25.03-2022-BL0000001');
  });

  it('is replaced once, by one with the next number that says in whose place it stands', async () => {
    const dossierId = await paidAtDesk();
    const code = await codeOf(dossierId);
    const { status, body } = await end(dossierId, code, replaced);
    expect(status).toBe(200);
    const [{ receipts }] = body.items;
    expect(receipts).toMatchObject([
      { code, state: { code: 'replaced' }, end: { reason: replaced.reason, replacedWith: receipts[1].code } },
      { replaces: code, amountVnd: 205_000, state: { code: 'valid' } },
    ]);
    expect(Number(receipts[1].number)).toBe(Number(receipts[0].number) + 1);
    expect(await loadFeeReceipt(receipts[1].code)).toMatchObject({ payer: replaced.payer });
    expect((await end(dossierId, code, cancelled)).body.code).toBe('fee-receipt-not-valid');
    expect(await paymentsOf(dossierId, desk)).toEqual(body.items);
  });

  it('is ended by the desk of its agency alone', async () => {
    const dossierId = await paidAtDesk();
    const code = await codeOf(dossierId);
    expect((await end(dossierId, code, cancelled, hoa)).status).toBe(403);
    expect((await end(dossierId, code, cancelled, officer('can-bo-mot-cua', 'H25.08'))).status).toBe(404);
    expect((await end(dossierId, 'H25.03-2021-BL9999999', cancelled)).body.code).toBe(
      'fee-receipt-not-found',
    );
    expect((await end(dossierId, code, { ...cancelled, document: undefined })).status).toBe(400);
    expect((await paymentsOf(dossierId))[0].receipts).toMatchObject([{ code, state: { code: 'valid' } }]);
  });
});

describe('revenue', () => {
  it('equals receipts, attempts and what was charged, to the đồng, whatever is replaced, cancelled and returned', async () => {
    const cash = await paidAtDesk();
    const online = await charged();
    await paidOnline(online);
    // Paid again, and with another sum: neither is revenue, both go back.
    await paidOnline(online);
    const other = await charged();
    await paidOnline(other, 200_000);
    await act(other, desk, { action: 'recordPayment' });
    const wrong = await charged();
    await paidOnline(wrong);
    await end(cash, await codeOf(cash), replaced);
    vi.setSystemTime(Date.now() + DAY);
    await end(wrong, await codeOf(wrong), cancelled);
    expect((await loadWholeHistory(wrong)).at(-1)?.event).toMatchObject({
      type: 'fee-receipt.cancelled',
      data: { amountVnd: 205_000, status: 'processing' },
    });

    const receipts = await series();
    const held = receipts.filter((receipt) => !receipt.end);
    const { body } = await revenue();
    expect(body.total.netVnd).toBe(sum(held.map(({ amountVnd }) => amountVnd)));
    expect(sum(body.rows.map(({ netVnd }: { netVnd: number }) => netVnd))).toBe(body.total.netVnd);
    expect(body.total.onlineVnd).toBe(
      sum(held.filter((receipt) => receipt.online).map(({ amountVnd }) => amountVnd)),
    );

    const mine = [cash, online, other, wrong];
    const paying = await Promise.all(mine.map(loadPaying));
    const attempts = paying.flatMap((one) => one.attempts);
    const owed = paying.flatMap((one) => one.refunds);
    const settledOnline = attempts.filter(({ became }) => became === 'settled');
    const ofMine = receipts.filter(({ dossierId }) => mine.includes(dossierId));
    const valid = ofMine.filter((receipt) => !receipt.end);
    const back = ofMine.filter((receipt) => receipt.end?.kind === 'cancelled');
    // Four attempts brought 815,000 and the desk took twice 205,000: 1,225,000 in all.
    expect(settledOnline).toHaveLength(2);
    expect(sum(valid.map(({ amountVnd }) => amountVnd))).toBe(615_000);
    expect(sum(owed.map(({ amountVnd }) => amountVnd))).toBe(405_000);
    expect(sum(back.map(({ amountVnd }) => amountVnd))).toBe(205_000);
  });

  it('of a day that is over stays as it was: what ends later is of the later day', async () => {
    const { body: first } = await revenue({ from: '2021-10-11', to: '2021-10-11' });
    const { body: second } = await revenue({ from: '2021-10-12', to: '2021-10-12' });
    expect(second.rows).toMatchObject([
      { day: '2021-10-12', line: { id: 'certificate' }, issued: 0, ended: 1, netVnd: -200_000 },
      { day: '2021-10-12', line: { id: 'further-sheets' }, endedVnd: 5_000, onlineVnd: -5_000 },
    ]);
    expect(first.total.netVnd).toBeGreaterThan(0);
    expect(first.rows.map(({ line }: { line: { name: { vi: string } } }) => line.name.vi)).toEqual([
      'Phí cung cấp thông tin lý lịch tư pháp',
      'Mỗi Phiếu từ Phiếu thứ 3',
    ]);
  });

  it('is shown to an agency of its own alone', async () => {
    expect((await revenue({}, officer('can-bo-mot-cua', 'H25.08'))).status).toBe(403);
    expect((await revenue({}, caseOfficer)).status).toBe(403);
    const { body: own } = await revenue({}, desk);
    expect(own).toEqual((await revenue()).body);
  });
});
