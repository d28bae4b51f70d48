import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { handler as endTransfer } from '../../functions/paying/end-transfer.ts';
import { handler as followPayments } from '../../functions/paying/follow-payments.ts';
import { handler as listReconciliations } from '../../functions/paying/list-reconciliations.ts';
import { handler as listTransfers } from '../../functions/paying/list-transfers.ts';
import { handler as readPayments } from '../../functions/paying/read-payments.ts';
import { handler as receiveBankCallback } from '../../functions/paying/receive-bank-callback.ts';
import { handler as reconcilePayments } from '../../functions/paying/reconcile-payments.ts';
import { handler as startTransfer } from '../../functions/paying/start-transfer.ts';
import { Mood } from '../../infra/partners/bank-deals.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import { api } from '../../shared/operations.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { commit } from '../../shared/table/transaction.ts';
import { transferReference } from '../../shared/transfer/reference.ts';
import { putTransfer } from '../../shared/transfer/store.ts';
import { act } from '../support/agency-work.ts';
import { type Banks, bankSecret, startBanks } from '../support/banks.ts';
import { type Call, call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, desk, hoa, nam, submitted } from '../support/filing.ts';

const control = { ...desk, sub: 'cb-kiem-soat', VaiTro: 'kiem-soat-tthc' };
const FEE = 200_000;

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

const later = (minutes: number) => void vi.setSystemTime(Date.now() + minutes * 60_000);

/** A dossier that waits for its fee of 200,000 đồng. */
async function charged(deadline = '2021-10-15'): Promise<string> {
  const dossierId = await submitted();
  await act(dossierId, desk, { action: 'receive' });
  await act(dossierId, caseOfficer, { action: 'startProcessing' });
  await act(dossierId, caseOfficer, { action: 'requestPayment', deadline });
  return dossierId;
}

const choose = (dossierId: string, claims: Call['claims'] = hoa) =>
  call(api.startTransfer, startTransfer, { claims, params: { dossierId }, key: randomUUID() });

const tellOnce = async (body: object) => {
  const headers = signatureHeaders(bankSecret, JSON.stringify(body), new Date());
  return (await call(api.receiveBankCallback, receiveBankCallback, { body, headers })).status;
};

const Report = z.looseObject({ transaction: z.string() });

/** What the bank would report of a transfer. */
const told = async (amountVnd: number, content: string) =>
  Report.parse(await (await banks.transfer(amountVnd, content))?.json());

/** Somebody transfers, and the bank reports it. @returns the report, to be brought again */
async function transfer(amountVnd: number, content: string) {
  const body = await told(amountVnd, content);
  expect(await tellOnce(body)).toBe(200);
  return body;
}

const paymentsOf = async (dossierId: string) =>
  (await call(api.readPayments, readPayments, { claims: desk, params: { dossierId } })).body.items;

const openTransfers = async () =>
  (await call(api.listTransfers, listTransfers, { claims: control })).body.items;

const end = (transaction: string, body: object, claims: Call['claims'] = control) =>
  call(api.endTransfer, endTransfer, { claims, params: { transaction }, key: randomUUID(), body });

describe('who chooses to transfer', () => {
  it('is told account, sum and reference, the same in every tab, and a code that says all three', async () => {
    const dossierId = await charged();
    const { status, body } = await choose(dossierId);
    expect(status).toBe(201);
    const reference = transferReference(dossierId, 1, 0);
    expect(body).toMatchObject({
      reference,
      amountVnd: 200_000,
      deadline: '2021-10-15',
      account: { bin: '970436', bank: 'Vietcombank', number: '1250000000025' },
    });
    expect(body.qr).toContain('54062000005802VN');
    expect(body.qr).toContain(`0812${reference}6304`);
    expect((await choose(dossierId)).body).toEqual(body);
    expect((await choose(dossierId, nam)).status).toBe(404);
  });

  it('is given another reference where that of the request is taken', async () => {
    const [other, dossierId] = [await charged(), await charged()];
    const taken = transferReference(dossierId, 1, 0);
    await commit([putTransfer(taken, { dossierId: other, payment: 7 })]);
    expect((await choose(dossierId)).body.reference).toBe(transferReference(dossierId, 1, 1));
  });

  it('is given none when nothing is to be paid', async () => {
    const dossierId = await charged();
    await act(dossierId, desk, { action: 'recordPayment' });
    expect((await choose(dossierId)).body).toMatchObject({ status: 409, type: /payment-not-open$/ });
  });
});

describe('a transfer', () => {
  it('of the exact sum settles its request once, with its receipt, however often and by whichever report it is told', async () => {
    const dossierId = await charged();
    const { reference } = (await choose(dossierId)).body;
    const body = await transfer(FEE, `nop le phi ${reference.toLowerCase()} cam on`);
    expect(await tellOnce(body)).toBe(200);
    expect(await tellOnce({ ...body, eventId: 'again' })).toBe(200);

    const { dossier } = await loadFiledFile(dossierId);
    expect(dossier).toMatchObject({
      status: 'processing',
      changedBy: { kind: 'partner', partner: 'bank' },
    });
    expect(await paymentsOf(dossierId)).toMatchObject([
      {
        state: 'paid',
        receipts: [{ amountVnd: 200_000 }],
        attempts: [
          { number: 1, provider: 'bank', reference: body.transaction, state: 'paid', became: 'settled' },
        ],
      },
    ]);
    const [receipt] = await loadFeeReceipts(dossierId);
    expect(receipt).not.toHaveProperty('online');
  });

  it.each([
    ['too little', 199_000],
    ['too much', 201_000],
  ])('of %s goes back whole, by the desk, and the request stays open', async (_, amountVnd) => {
    const dossierId = await charged();
    await transfer(amountVnd, (await choose(dossierId)).body.reference);
    later(1);
    await followPayments();
    const { dossier } = await loadFiledFile(dossierId);
    expect(dossier).toMatchObject({ status: 'paymentRequested', attention: 'refund-refused' });
    expect(await paymentsOf(dossierId)).toMatchObject([
      {
        state: 'open',
        attempts: [
          { became: 'refund', refund: { amountVnd, state: 'refused', reason: { code: 'other-sum' } } },
        ],
      },
    ]);
  });

  it('that is the second goes back, and so does one that comes when the dossier has stopped', async () => {
    const [twice, stopped] = [await charged(), await charged()];
    const { reference } = (await choose(twice)).body;
    await transfer(FEE, reference);
    await transfer(FEE, reference);
    const late = (await choose(stopped)).body.reference;
    await act(stopped, hoa, { action: 'requestWithdrawal', reason: 'Không còn nhu cầu' });
    await act(stopped, desk, { action: 'confirmWithdrawal' });
    await transfer(FEE, late);
    expect((await paymentsOf(twice))[0].attempts).toMatchObject([
      { became: 'settled' },
      { became: 'refund', refund: { amountVnd: 200_000, reason: { code: 'paid-twice' } } },
    ]);
    expect((await paymentsOf(stopped))[0].attempts).toMatchObject([
      { became: 'refund', refund: { amountVnd: 200_000, reason: { code: 'came-late' } } },
    ]);
  });

  it('is not believed when it is not signed', async () => {
    const body = { eventId: '1', transaction: 'FT1', amountVnd: FEE, content: 'x' };
    const headers = signatureHeaders('another key', JSON.stringify(body), new Date());
    expect((await call(api.receiveBankCallback, receiveBankCallback, { body, headers })).status).toBe(401);
    expect(
      (await openTransfers()).map(({ transaction }: { transaction: string }) => transaction),
    ).not.toContain('FT1');
  });
});

describe('a transfer of which nobody knows what for', () => {
  it('waits until somebody says whose it is, and then settles that once', async () => {
    const dossierId = await charged();
    const { transaction } = await transfer(FEE, 'Nguyễn Thị Hoa nộp tiền');
    expect(await openTransfers()).toMatchObject([
      { transaction, amountVnd: 200_000, content: expect.stringContaining('NGUYEN THI HOA NOP TIEN') },
    ]);
    const { dossier } = await loadFiledFile(dossierId);
    const whose = { as: 'matched', dossierCode: dossier.code };
    expect((await end(transaction, whose)).body).toEqual({ ended: true });
    expect(await openTransfers()).toEqual([]);
    const { dossier: after } = await loadFiledFile(dossierId);
    expect(after).toMatchObject({ status: 'processing', changedBy: { role: 'procedureControl' } });
    expect(await paymentsOf(dossierId)).toMatchObject([
      { state: 'paid', attempts: [{ reference: transaction, became: 'settled' }] },
    ]);
    expect((await end(transaction, whose)).body).toMatchObject({ status: 409, type: /transfer-not-open$/ });
  });

  it('goes back by a document, and is matched with no dossier that waits for another sum, or for none', async () => {
    const dossierId = await charged();
    const { dossier } = await loadFiledFile(dossierId);
    const { transaction } = await transfer(FEE - 1, 'chuyen nham');
    const whose = { as: 'matched', dossierCode: dossier.code };
    expect((await end(transaction, whose)).body).toMatchObject({ status: 409, type: /payment-not-open$/ });
    expect((await end(transaction, { ...whose, dossierCode: 'H25.03-991231-0001' })).status).toBe(404);
    expect((await end('FT0', whose)).body).toMatchObject({ status: 404, type: /transfer-not-found$/ });
    expect((await end(transaction, whose, desk)).status).toBe(403);
    const back = { as: 'returned', document: 'Ủy nhiệm chi 0124/2021' };
    expect((await end(transaction, back)).status).toBe(200);
    expect(await openTransfers()).toEqual([]);
  });

  it('is one that names two requests', async () => {
    const [one, other] = [await charged(), await charged()];
    const both = [(await choose(one)).body.reference, (await choose(other)).body.reference].join(' ');
    const { transaction } = await transfer(2 * FEE, both);
    expect(await openTransfers()).toMatchObject([{ transaction }]);
    expect((await end(transaction, { as: 'returned', document: 'Ủy nhiệm chi 0125/2021' })).status).toBe(200);
  });
});

describe('a day at the bank', () => {
  it('is reconciled with its file, which tells of what was never reported', async () => {
    vi.setSystemTime(new Date('2021-10-20T02:00:00.000Z'));
    banks.bank.bank.deals.clear();
    const [reported, lost] = [await charged('2021-10-22'), await charged('2021-10-22')];
    await transfer(FEE, (await choose(reported)).body.reference);
    const stray = await transfer(50_000, 'khong ro noi dung');
    const { transaction } = await told(FEE, (await choose(lost)).body.reference);
    vi.setSystemTime(new Date('2021-10-20T23:00:00.000Z'));
    await reconcilePayments();

    const said = {
      claims: control,
      params: { provider: 'bank' },
      query: { from: '2021-10-20', to: '2021-10-20' },
    };
    const [day] = (await call(api.listReconciliations, listReconciliations, said)).body.items;
    expect(day).toMatchObject({
      ours: { payments: { count: 2, amountVnd: 250_000 } },
      theirs: { payments: { count: 3, amountVnd: 450_000 } },
      matched: { payments: { count: 2, amountVnd: 250_000 } },
      unexplained: 0,
      differences: [{ kind: 'missing-here', reference: transaction, dossierId: lost, isExplained: true }],
    });
    expect((await loadFiledFile(lost)).dossier.status).toBe('processing');
    expect(
      (await end(stray.transaction, { as: 'returned', document: 'Ủy nhiệm chi 0126/2021' })).status,
    ).toBe(200);
  });

  it('on whose last minute a transfer came is explained by the day on which we heard of it', async () => {
    vi.setSystemTime(new Date('2021-10-21T16:59:00.000Z'));
    banks.bank.bank.deals.clear();
    const body = await told(50_000, 'nop tien nua dem');
    vi.setSystemTime(new Date('2021-10-21T17:01:00.000Z'));
    expect(await tellOnce(body)).toBe(200);
    vi.setSystemTime(new Date('2021-10-22T23:00:00.000Z'));
    await reconcilePayments();
    const said = {
      claims: control,
      params: { provider: 'bank' },
      query: { from: '2021-10-21', to: '2021-10-22' },
    };
    const days = (await call(api.listReconciliations, listReconciliations, said)).body.items;
    const explained = (kind: string) => ({
      unexplained: 0,
      differences: expect.arrayContaining([
        expect.objectContaining({ kind, reference: body.transaction, isExplained: true }),
      ]),
    });
    expect(days).toMatchObject([explained('missing-here'), explained('missing-there')]);
    expect((await end(body.transaction, { as: 'returned', document: 'UNC 0127/2021' })).status).toBe(200);
  });

  it('of which the file lacks a transfer brings that to the desk of its dossier', async () => {
    vi.setSystemTime(new Date('2021-10-25T02:00:00.000Z'));
    const dossierId = await charged('2021-10-29');
    banks.bank.bank.deals.clear();
    await transfer(FEE, (await choose(dossierId)).body.reference);
    banks.bank.bank.mood = Mood.parse({ file: 'lacking' });
    vi.setSystemTime(new Date('2021-10-25T23:00:00.000Z'));
    await reconcilePayments();
    expect((await loadFiledFile(dossierId)).dossier.attention).toBe('payment-unexplained');
  });
});
