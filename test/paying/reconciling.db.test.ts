import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as explainDifference } from '../../functions/paying/explain-difference.ts';
import { handler as followPayments } from '../../functions/paying/follow-payments.ts';
import { handler as listReconciliations } from '../../functions/paying/list-reconciliations.ts';
import { handler as readPayments } from '../../functions/paying/read-payments.ts';
import { handler as receiveVnpayCallback } from '../../functions/paying/receive-vnpay-callback.ts';
import { handler as reconcilePayments } from '../../functions/paying/reconcile-payments.ts';
import { handler as startPayment } from '../../functions/paying/start-payment.ts';
import { Mood } from '../../infra/partners/bank-deals.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { api } from '../../shared/operations.ts';
import { reconcileProviders } from '../../shared/paying/reconciling.ts';
import { act } from '../support/agency-work.ts';
import { type Banks, startBanks } from '../support/banks.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, desk, hoa, submitted } from '../support/filing.ts';

const control = { ...desk, sub: 'cb-kiem-soat', VaiTro: 'kiem-soat-tthc' };

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
  vi.useFakeTimers({ toFake: ['Date'] });
  banks.begin();
});
afterEach(() => void vi.useRealTimers());

const at = (time: string) => void vi.setSystemTime(new Date(`${time}:00.000+07:00`));
const run = () => reconcileProviders('reconcile-payments', { now: () => new Date(), newId: randomUUID });

/** A dossier that waits for its fee of 200,000 đồng, paid at VNPAY now; whether VNPAY's report of it comes too. */
async function paid(isReported: boolean): Promise<{ dossierId: string; reference: string }> {
  const dossierId = await submitted();
  await act(dossierId, desk, { action: 'receive' });
  await act(dossierId, caseOfficer, { action: 'startProcessing' });
  await act(dossierId, caseOfficer, { action: 'requestPayment', deadline: '2021-10-29' });
  const { body } = await call(api.startPayment, startPayment, {
    claims: hoa,
    params: { dossierId },
    key: randomUUID(),
    body: { provider: 'vnpay' },
  });
  await fetch(body.url);
  banks.vnpay.bank.decide(body.reference, 'paid');
  const report = banks.reports.pop();
  const query = Object.fromEntries(new URL(report?.url ?? '').searchParams);
  if (isReported) await call(api.receiveVnpayCallback, receiveVnpayCallback, { query });
  return { dossierId, reference: body.reference };
}

async function reconciliationOf(day: string) {
  const said = { claims: control, params: { provider: 'vnpay' }, query: { from: day, to: day } };
  return (await call(api.listReconciliations, listReconciliations, said)).body.items[0];
}

const attemptOf = async (dossierId: string) =>
  (await call(api.readPayments, readPayments, { claims: desk, params: { dossierId } })).body.items[0]
    .attempts[0];

const explain = (dossierId: string) =>
  call(api.explainDifference, explainDifference, {
    claims: desk,
    params: { dossierId, number: '1' },
    key: randomUUID(),
    body: { document: 'Thư tra soát 0045/2021' },
  });

const sums = (payments: number, refunds = 0) => ({
  payments: { count: payments, amountVnd: payments * 200_000 },
  refunds: { count: refunds, amountVnd: refunds * 200_000 },
});

// Each test has days of its own, and comes after the one before: what is made up for begins with the first.
describe('a day at a provider', () => {
  it('is reconciled once, and a payment that only the file tells of is settled by it', async () => {
    at('2021-10-11T09:00');
    const reported = await paid(true);
    const lost = await paid(false);
    at('2021-10-12T06:00');
    expect(await run()).toEqual({ days: 3, unexplained: 0, late: 0 });
    const made = await reconciliationOf('2021-10-11');
    expect(made).toEqual({
      day: '2021-10-11',
      madeAt: '2021-10-12T06:00:00+07:00',
      ours: sums(1),
      theirs: sums(2),
      matched: sums(1),
      differences: [
        {
          kind: 'missing-here',
          moved: 'payment',
          reference: lost.reference,
          transaction: expect.any(String),
          theirVnd: 200_000,
          dossierId: lost.dossierId,
          isExplained: true,
        },
      ],
      unexplained: 0,
      unlisted: 0,
    });
    for (const { dossierId } of [reported, lost])
      expect((await loadFiledFile(dossierId)).dossier).toMatchObject({ status: 'processing' });

    banks.vnpay.bank.mood = Mood.parse({ file: 'strange' });
    expect(await run()).toEqual({ days: 0, unexplained: 0, late: 0 });
    expect(await reconciliationOf('2021-10-11')).toEqual(made);

    // Our book has it on the day on which we heard of it: the file of the day before has told of it.
    banks.vnpay.bank.mood = Mood.parse({});
    at('2021-10-13T06:00');
    expect(await run()).toEqual({ days: 3, unexplained: 0, late: 0 });
    expect(await reconciliationOf('2021-10-12')).toMatchObject({
      ours: sums(1),
      theirs: sums(0),
      differences: [{ kind: 'missing-there', reference: lost.reference, isExplained: true }],
    });
  });

  it('brings a payment that the file does not tell of to the desk, which explains it once', async () => {
    at('2021-10-13T09:00');
    const { dossierId, reference } = await paid(true);
    at('2021-10-14T06:00');
    banks.vnpay.bank.mood = Mood.parse({ file: 'lacking' });
    expect(await run()).toEqual({ days: 3, unexplained: 1, late: 0 });
    expect(await reconciliationOf('2021-10-13')).toMatchObject({
      ours: sums(1),
      theirs: sums(0),
      differences: [{ kind: 'missing-there', reference, dossierId, ourVnd: 200_000, isExplained: false }],
    });
    expect((await loadFiledFile(dossierId)).dossier.attention).toBe('payment-unexplained');
    expect((await attemptOf(dossierId)).difference).toEqual({
      kind: 'missing-there',
      moved: 'payment',
      day: '2021-10-13',
      ourVnd: 200_000,
    });
    expect((await explain(dossierId)).status).toBe(200);
    expect((await attemptOf(dossierId)).difference).toMatchObject({
      explainedAt: '2021-10-14T06:00:00+07:00',
      document: 'Thư tra soát 0045/2021',
    });
    expect((await loadFiledFile(dossierId)).dossier.attention).toBeUndefined();
    expect((await explain(dossierId)).body.code).toBe('difference-not-open');
  });

  it('tells of another sum, and of a payment that is none of ours', async () => {
    at('2021-10-14T09:00');
    const { dossierId, reference } = await paid(true);
    at('2021-10-15T06:00');
    banks.vnpay.bank.mood = Mood.parse({ file: 'other-sum' });
    expect(await run()).toMatchObject({ unexplained: 1 });
    expect(await reconciliationOf('2021-10-14')).toMatchObject({
      matched: sums(0),
      differences: [
        { kind: 'other-sum', reference, dossierId, ourVnd: 200_000, theirVnd: 201_000, isExplained: false },
      ],
    });
    expect((await loadFiledFile(dossierId)).dossier.attention).toBe('payment-unexplained');

    at('2021-10-16T06:00');
    banks.vnpay.bank.mood = Mood.parse({ file: 'strange' });
    expect(await run()).toMatchObject({ unexplained: 1 });
    const [stranger] = (await reconciliationOf('2021-10-15')).differences;
    expect(stranger).toMatchObject({ kind: 'missing-here', theirVnd: 50_000, isExplained: false });
    expect(stranger).not.toHaveProperty('dossierId');
  });

  it('whose file does not come is asked for again, is late from noon on, and is made up for', async () => {
    at('2021-10-17T11:30');
    banks.vnpay.bank.mood = Mood.parse({ file: 'absent' });
    expect(await run()).toEqual({ days: 2, unexplained: 0, late: 0 });
    at('2021-10-17T12:00');
    expect(await run()).toEqual({ days: 0, unexplained: 0, late: 1 });
    at('2021-10-18T06:00');
    banks.vnpay.bank.mood = Mood.parse({ down: 1 });
    expect(await run()).toEqual({ days: 3, unexplained: 0, late: 1 });
    await reconcilePayments();
    expect(await run()).toEqual({ days: 0, unexplained: 0, late: 0 });
    expect((await reconciliationOf('2021-10-16')).madeAt).toBe('2021-10-18T06:00:00+07:00');
  });

  it('matches what went back, and ends a refund of which its file tells before its answer does', async () => {
    const paidTwice = async () => {
      const { dossierId, reference } = await paid(false);
      await act(dossierId, desk, { action: 'recordPayment' });
      return { dossierId, reference };
    };
    const followedAt = async (time: string) => {
      at(time);
      await followPayments();
    };
    const refundOf = async ({ dossierId }: { readonly dossierId: string }) =>
      (await attemptOf(dossierId)).refund?.state;
    at('2021-10-18T09:00');
    const told = await paidTwice();
    for (const minute of [21, 22, 38]) await followedAt(`2021-10-18T09:${minute}`);
    expect(await refundOf(told)).toBe('returned');
    at('2021-10-18T10:00');
    const untold = await paidTwice();
    for (const minute of [21, 22]) await followedAt(`2021-10-18T10:${minute}`);
    const deal = banks.vnpay.bank.deals.get(untold.reference);
    if (deal) banks.vnpay.bank.refundOf(deal);
    expect(await refundOf(untold)).toBe('ordered');

    at('2021-10-19T06:00');
    expect(await run()).toEqual({ days: 3, unexplained: 0, late: 0 });
    expect(await reconciliationOf('2021-10-18')).toMatchObject({
      ours: sums(2, 1),
      theirs: sums(2, 2),
      matched: sums(2, 1),
      differences: [
        { kind: 'missing-here', moved: 'refund', reference: untold.reference, isExplained: true },
      ],
    });
    expect(await refundOf(untold)).toBe('returned');
  });

  it('that is heard of after midnight waits for the file of the day before, though its own came first', async () => {
    at('2021-10-19T23:50');
    const { reference } = await paid(false);
    at('2021-10-20T00:11');
    await followPayments();
    at('2021-10-21T06:00');
    banks.vnpay.bank.mood = Mood.parse({ down: 1 });
    expect(await run()).toEqual({ days: 4, unexplained: 0, late: 1 });
    expect(await reconciliationOf('2021-10-20')).toBeUndefined();
    expect(await run()).toEqual({ days: 2, unexplained: 0, late: 0 });
    expect(await reconciliationOf('2021-10-20')).toMatchObject({
      differences: [{ kind: 'missing-there', reference, isExplained: true }],
      unexplained: 0,
    });
  });
});
