import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as endUnpaid } from '../../functions/desk/end-unpaid.ts';
import { handler as readHistory } from '../../functions/filing/read-history.ts';
import { handler as followPayments } from '../../functions/paying/follow-payments.ts';
import { handler as quoteFees } from '../../functions/paying/quote-fees.ts';
import { handler as readPayments } from '../../functions/paying/read-payments.ts';
import { handler as receiveDvcqgCallback } from '../../functions/paying/receive-dvcqg-callback.ts';
import { handler as receiveVnpayCallback } from '../../functions/paying/receive-vnpay-callback.ts';
import { handler as recordRefund } from '../../functions/paying/record-refund.ts';
import { handler as startPayment } from '../../functions/paying/start-payment.ts';
import { Mood } from '../../infra/partners/bank-deals.ts';
import { loadWholeHistory } from '../../shared/dossier/history.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { api } from '../../shared/operations.ts';
import type { ProviderId } from '../../shared/payment/attempt.ts';
import { vnpaySigned } from '../../shared/payment/vnpay.ts';
import { act } from '../support/agency-work.ts';
import { type Banks, bankSecret, startBanks } from '../support/banks.ts';
import { type Call, call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, desk, hoa, nam, submitted } from '../support/filing.ts';

const MINUTE = 60_000;

let target: TestTable;
let banks: Banks;

beforeAll(async () => {
  target = await startApi();
  banks = await startBanks();
});
afterAll(async () => {
  await banks.stop();
  await target.stop();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2021-10-11T02:00:00.000Z') });
  banks.begin();
});
afterEach(() => void vi.useRealTimers());

const later = (minutes: number) => void vi.setSystemTime(Date.now() + minutes * MINUTE);

/** A dossier of a procedure with a tariff that waits for its fee until the end of Friday. */
async function charged(said: object = {}): Promise<string> {
  const dossierId = await submitted();
  await act(dossierId, desk, { action: 'receive' });
  await act(dossierId, caseOfficer, { action: 'startProcessing' });
  await act(dossierId, caseOfficer, { action: 'requestPayment', deadline: '2021-10-15', ...said });
  return dossierId;
}

const start = (dossierId: string, provider: ProviderId, claims: Call['claims'] = hoa) =>
  call(api.startPayment, startPayment, {
    claims,
    params: { dossierId },
    key: randomUUID(),
    body: { provider },
  });

/** The payer goes to VNPAY, and does something there. */
async function payAtVnpay(url: string, decision: 'paid' | 'failed' | 'cancelled' = 'paid') {
  expect((await fetch(url)).status).toBe(200);
  const reference = new URL(url).searchParams.get('vnp_TxnRef') ?? '';
  banks.vnpay.bank.decide(reference, decision);
  const report = banks.reports.pop();
  return report ? Object.fromEntries(new URL(report.url).searchParams) : {};
}

const ipn = async (query: Record<string, string>): Promise<string> =>
  (await call(api.receiveVnpayCallback, receiveVnpayCallback, { query })).body.RspCode;

const paymentsOf = async (dossierId: string, claims: Call['claims'] = hoa) =>
  (await call(api.readPayments, readPayments, { claims, params: { dossierId } })).body.items;

describe('a fee', () => {
  it('is computed before anything is filed, for whom the tariff lets pay less', async () => {
    const said = { params: { code: '2.000488' }, query: { quantity: '3', relief: 'student' } };
    expect((await call(api.quoteFees, quoteFees, said)).body).toMatchObject({
      tariff: 'TT244-2016',
      amountVnd: 105_000,
      reliefs: expect.arrayContaining([expect.objectContaining({ id: 'poor-household' })]),
    });
  });

  it('is fixed with its tariff when it is asked for, by what the officer says of quantity and relief', async () => {
    const relief = { id: 'student', proof: 'Thẻ sinh viên 20210123' };
    const [item] = await paymentsOf(await charged({ quantity: 4, relief }));
    expect(item).toMatchObject({
      amountVnd: 110_000,
      fees: { tariff: 'TT244-2016', quantity: 4, relief, amountVnd: 110_000 },
    });
  });

  it.each([
    ['a sum, where the tariff says it', { amountVnd: 200_000 }, '/amountVnd', 'sum-by-tariff'],
    ['an unknown relief', { relief: { id: 'no-such', proof: 'Giấy' } }, '/relief', 'relief-unknown'],
    ['for someone exempt', { relief: { id: 'child', proof: 'Khai sinh' } }, '/relief', 'nothing-to-pay'],
  ])('is not asked for by %s', async (_, said, field, code) => {
    const dossierId = await submitted();
    await act(dossierId, desk, { action: 'receive' });
    const asked = await act(dossierId, desk, {
      action: 'requestPayment',
      deadline: '2021-10-15',
      ...said,
    });
    expect(asked.body).toMatchObject({ status: 400, errors: [{ field, code }] });
  });
});

describe('a payment through VNPAY', () => {
  it('settles its request once, and the dossier goes on with its clock in the same transaction', async () => {
    const dossierId = await charged();
    const { body } = await start(dossierId, 'vnpay');
    later(5);
    const report = await payAtVnpay(body.url);
    expect(await ipn(report)).toBe('00');
    expect(await ipn(report)).toBe('02');

    const { dossier } = await loadFiledFile(dossierId);
    expect(dossier.status).toBe('processing');
    expect(dossier.clock.map(({ kind }) => kind)).toEqual(['start', 'pause', 'resume']);
    expect(dossier.changedBy).toEqual({ kind: 'partner', partner: 'vnpay' });
    expect(await paymentsOf(dossierId, desk)).toMatchObject([
      {
        amountVnd: 200_000,
        state: 'paid',
        receiptNo: 'H25.03-2021-BL0000001',
        attempts: [{ provider: 'vnpay', state: 'paid', became: 'settled' }],
      },
    ]);
    const { body: history } = await call(api.readHistory, readHistory, {
      claims: hoa,
      params: { dossierId },
    });
    expect(history.items[0]).toMatchObject({
      event: 'dossier.payment-recorded',
      actor: { kind: 'partner', partner: 'vnpay' },
    });
  });

  it('is one for all tabs, and none at another provider is begun beside it', async () => {
    const dossierId = await charged();
    const [one, other] = await Promise.all([start(dossierId, 'vnpay'), start(dossierId, 'vnpay')]);
    expect(one.body.url).toBe(other.body.url);
    expect((await start(dossierId, 'dvcqg')).body.code).toBe('payment-under-way');
    expect(await paymentsOf(dossierId)).toMatchObject([{ attempts: [{ state: 'pending' }] }]);
  });

  it('is begun by nobody else', async () => {
    expect((await start(await charged(), 'vnpay', nam)).body.code).toBe('dossier-not-found');
  });

  it('is heard in the documented order: signature, order, amount, and always with status 200', async () => {
    const dossierId = await charged();
    const { body } = await start(dossierId, 'vnpay');
    const { vnp_SecureHash, ...report } = await payAtVnpay(body.url);
    const unknown = { ...report, vnp_TxnRef: 'H25x03y211010y9999y1', vnp_Amount: '1' };
    const otherSum = { ...report, vnp_Amount: '25000000' };
    expect(await ipn({ ...unknown, vnp_SecureHash: vnp_SecureHash ?? '' })).toBe('97');
    expect(await ipn(vnpaySigned(unknown, bankSecret))).toBe('01');
    expect(await ipn(vnpaySigned(otherSum, bankSecret))).toBe('04');
    expect(await ipn(vnpaySigned({ ...report, vnp_TransactionStatus: 'nonsense' }, bankSecret))).toBe('99');
    expect((await loadFiledFile(dossierId)).dossier.status).toBe('paymentRequested');
    // What it says to our own question is believed.
    later(21);
    await followPayments();
    expect((await loadFiledFile(dossierId)).dossier.status).toBe('processing');
    expect(await ipn(vnpaySigned(report, bankSecret))).toBe('02');
  });

  it('that was cancelled makes way for another at once', async () => {
    const dossierId = await charged();
    const first = await start(dossierId, 'vnpay');
    expect(await ipn(await payAtVnpay(first.body.url, 'cancelled'))).toBe('00');
    const second = await start(dossierId, 'vnpay');
    expect(second.body.reference).not.toBe(first.body.reference);
    expect(await ipn(await payAtVnpay(second.body.url))).toBe('00');
    expect(await paymentsOf(dossierId)).toMatchObject([
      { state: 'paid', attempts: [{ state: 'failed' }, { state: 'paid', became: 'settled' }] },
    ]);
  });

  it('whose report never comes is found by asking, before another is begun', async () => {
    const dossierId = await charged();
    const { body } = await start(dossierId, 'vnpay');
    await payAtVnpay(body.url);
    later(16);
    expect((await start(dossierId, 'vnpay')).body.code).toBe('payment-not-open');
    expect((await loadFiledFile(dossierId)).dossier.status).toBe('processing');
  });

  it('in the last minutes of the last day is not overtaken by its end, though its report comes after it', async () => {
    const dossierId = await charged();
    vi.setSystemTime(new Date('2021-10-15T16:55:00.000Z'));
    const { body } = await start(dossierId, 'vnpay');
    await payAtVnpay(body.url);
    vi.setSystemTime(new Date('2021-10-15T17:05:00.000Z'));
    await endUnpaid();
    expect((await loadFiledFile(dossierId)).dossier.status).toBe('paymentRequested');
    later(11);
    await followPayments();
    expect((await loadFiledFile(dossierId)).dossier.status).toBe('processing');
  });

  it('that comes after the last day goes back, from the order to the money', async () => {
    const dossierId = await charged();
    const { body } = await start(dossierId, 'vnpay');
    expect((await fetch(body.url)).status).toBe(200);
    later(21);
    await followPayments();
    vi.setSystemTime(new Date('2021-10-15T18:00:00.000Z'));
    await endUnpaid();
    // The bank of the payer needed days to say so.
    banks.vnpay.bank.decide(body.reference, 'paid');
    const report = Object.fromEntries(new URL(banks.reports.pop()?.url ?? '').searchParams);
    expect(await ipn(report)).toBe('00');
    const refundOf = async () => (await paymentsOf(dossierId))[0].attempts[0].refund;
    expect(await refundOf()).toMatchObject({
      state: 'owed',
      amountVnd: 200_000,
      reason: { code: 'came-late' },
    });
    banks.vnpay.bank.mood = Mood.parse({ refunds: 'ordered' });
    later(1);
    await followPayments();
    expect(await refundOf()).toMatchObject({ state: 'ordered' });
    banks.vnpay.bank.mood = Mood.parse({});
    later(16);
    await followPayments();
    expect(await refundOf()).toMatchObject({ state: 'returned', endedAt: '2021-10-16T01:17:00+07:00' });
    expect((await loadFiledFile(dossierId)).dossier.status).toBe('stopped');
    const { body: history } = await call(api.readHistory, readHistory, {
      claims: hoa,
      params: { dossierId },
    });
    const why = 'Tiền đến khi hồ sơ không còn chờ thanh toán';
    expect(history.items.slice(0, 3)).toMatchObject([
      { event: 'refund.returned', status: 'stopped', amountVnd: 200_000, reason: why },
      { event: 'refund.owed', amountVnd: 200_000, reason: why, actor: { partner: 'vnpay' } },
      { event: 'dossier.stopped' },
    ]);
  });

  it('that comes a second time goes back, and what the provider refuses is for the desk', async () => {
    const dossierId = await charged();
    const { body } = await start(dossierId, 'vnpay');
    const report = await payAtVnpay(body.url);
    await act(dossierId, desk, { action: 'recordPayment' });
    expect(await ipn(report)).toBe('00');
    banks.vnpay.bank.mood = Mood.parse({ refunds: 'refused' });
    later(1);
    await followPayments();
    later(16);
    await followPayments();
    const [item] = await paymentsOf(dossierId, desk);
    expect(item).toMatchObject({
      receiptNo: expect.stringMatching(/^H25\.03-2021-BL\d{7}$/),
      attempts: [{ became: 'refund', refund: { state: 'refused', reason: { code: 'paid-twice' } } }],
    });
    expect((await loadFiledFile(dossierId)).dossier.attention).toBe('refund-refused');
    const told = (await loadWholeHistory(dossierId)).map(({ event }) => event.type);
    expect(told.slice(-2)).toEqual(['refund.owed', 'refund.refused']);
  });

  it('is ordered back once, though the answer to the order was lost', async () => {
    const dossierId = await charged();
    const { body } = await start(dossierId, 'vnpay');
    const report = await payAtVnpay(body.url);
    await act(dossierId, desk, { action: 'recordPayment' });
    await ipn(report);
    const { fetch: real } = globalThis;
    // It takes the order, and its answer is lost on the way.
    vi.stubGlobal('fetch', async (...sent: Parameters<typeof fetch>) => {
      await real(...sent);
      throw new Error('the line is dead');
    });
    later(1);
    await followPayments();
    vi.unstubAllGlobals();
    const orders = vi.spyOn(banks.vnpay.bank, 'refund');
    later(16);
    await followPayments();
    expect((await paymentsOf(dossierId))[0].attempts[0].refund).toMatchObject({ state: 'returned' });
    expect(orders).not.toHaveBeenCalled();
  });
});

describe('a payment through the national platform', () => {
  /** What it reports of a payment, when the payer has paid it there. */
  async function payAtPlatform(reference: string): Promise<unknown> {
    banks.dvcqg.bank.decide(reference, 'paid');
    return banks.reports.pop()?.json();
  }
  const confirm = async (body: unknown): Promise<string> =>
    (await call(api.receiveDvcqgCallback, receiveDvcqgCallback, { body })).body.MaLoi;

  it('is opened there, settled by its CONFIRM, and once', async () => {
    const dossierId = await charged();
    const { body } = await start(dossierId, 'dvcqg');
    expect(body.url).toBe(`${banks.dvcqg.url}/deals/${body.reference}`);
    const report = await payAtPlatform(body.reference);
    expect(await confirm({ ...Object(report), SoTien: '1' })).toBe('97');
    expect(await confirm(report)).toBe('00');
    expect(await confirm(report)).toBe('00');
    expect((await loadFiledFile(dossierId)).dossier.status).toBe('processing');
  });

  it('is opened by the same reference when it did not answer the first time', async () => {
    const dossierId = await charged();
    banks.dvcqg.bank.mood = Mood.parse({ down: 1 });
    expect((await start(dossierId, 'dvcqg')).body.code).toBe('provider-unavailable');
    const { body } = await start(dossierId, 'dvcqg');
    expect(await paymentsOf(dossierId)).toMatchObject([{ attempts: [{ reference: body.reference }] }]);
  });

  it('whose report never comes is found by its QUERY', async () => {
    const dossierId = await charged();
    const { body } = await start(dossierId, 'dvcqg');
    await payAtPlatform(body.reference);
    later(21);
    await followPayments();
    expect((await loadFiledFile(dossierId)).dossier).toMatchObject({
      status: 'processing',
      changedBy: { kind: 'system', worker: 'follow-payments' },
    });
  });

  it('that came in vain is for the desk to return, since the platform returns nothing', async () => {
    const dossierId = await charged();
    const { body } = await start(dossierId, 'dvcqg');
    const report = await payAtPlatform(body.reference);
    await act(dossierId, desk, { action: 'recordPayment' });
    expect(await confirm(report)).toBe('00');
    later(1);
    await followPayments();
    expect((await paymentsOf(dossierId))[0].attempts[0].refund).toMatchObject({ state: 'refused' });
    expect((await loadFiledFile(dossierId)).dossier.attention).toBe('refund-refused');

    const byHand = () =>
      call(api.recordRefund, recordRefund, {
        claims: desk,
        params: { dossierId, number: '1' },
        key: randomUUID(),
        body: { document: 'Ủy nhiệm chi 0123/2021' },
      });
    expect((await byHand()).body.items[0].attempts[0].refund).toMatchObject({
      state: 'returned',
      document: 'Ủy nhiệm chi 0123/2021',
    });
    expect((await loadFiledFile(dossierId)).dossier.attention).toBeUndefined();
    expect((await byHand()).body.code).toBe('refund-not-open');
  });
});

describe('a charge that was asked for wrongly', () => {
  const reason = 'Ghi sai số lượng Phiếu';
  const relief = { id: 'child', proof: 'Giấy khai sinh' };

  it('gives way to another while it is not paid, and money that still comes for the old one goes back', async () => {
    const dossierId = await charged();
    const { body } = await start(dossierId, 'vnpay');
    const corrected = await act(dossierId, caseOfficer, {
      action: 'correctCharge',
      quantity: 3,
      deadline: '2021-10-20',
      reason,
    });
    expect(corrected.body).toMatchObject({ status: 'paymentRequested' });
    expect(await ipn(await payAtVnpay(body.url))).toBe('00');
    expect(await paymentsOf(dossierId)).toMatchObject([
      { number: 1, amountVnd: 200_000, state: 'withdrawn', attempts: [{ became: 'refund' }] },
      { number: 2, amountVnd: 205_000, state: 'open', deadline: '2021-10-20', attempts: [] },
    ]);
    expect(await ipn(await payAtVnpay((await start(dossierId, 'vnpay')).body.url))).toBe('00');
    const { dossier } = await loadFiledFile(dossierId);
    expect(dossier.status).toBe('processing');
    expect(dossier.clock.map(({ kind }) => kind)).toEqual(['start', 'pause', 'resume']);
    const told = (await loadWholeHistory(dossierId)).map(({ event }) => event);
    expect(told.find(({ type }) => type === 'dossier.charge-corrected')?.data).toMatchObject({
      amountVnd: 205_000,
      reason,
    });
  });

  it('is waived where nothing is owed: the dossier goes on, and no clock ends it any more', async () => {
    const dossierId = await charged();
    const waive = (said: object) => act(dossierId, desk, { action: 'waiveCharge', reason, ...said });
    expect((await waive({})).body.errors).toMatchObject([{ field: '/relief', code: 'something-to-pay' }]);
    expect((await waive({ relief })).body).toMatchObject({ status: 'processing' });
    expect(await paymentsOf(dossierId)).toMatchObject([{ state: 'withdrawn', receipts: [] }]);
    later(60 * 24 * 9);
    await endUnpaid();
    expect((await loadFiledFile(dossierId)).dossier.status).toBe('processing');
  });

  it('is not corrected once it is paid: its receipt is', async () => {
    const dossierId = await charged();
    await act(dossierId, desk, { action: 'recordPayment' });
    const late = await act(dossierId, desk, { action: 'waiveCharge', relief, reason });
    expect([late.status, late.body.code]).toEqual([409, 'payment-not-open']);
  });
});
