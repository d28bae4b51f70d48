import { randomUUID } from 'node:crypto';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as endUnpaid } from '../../functions/desk/end-unpaid.ts';
import { handler as followMail } from '../../functions/notification/follow-mail.ts';
import { handler as followPayments } from '../../functions/paying/follow-payments.ts';
import { handler as listTransfers } from '../../functions/paying/list-transfers.ts';
import { handler as readPayments } from '../../functions/paying/read-payments.ts';
import { handler as receiveBankCallback } from '../../functions/paying/receive-bank-callback.ts';
import { handler as receiveVnpayCallback } from '../../functions/paying/receive-vnpay-callback.ts';
import { handler as recordRefund } from '../../functions/paying/record-refund.ts';
import { handler as startPayment } from '../../functions/paying/start-payment.ts';
import { handler as startTransfer } from '../../functions/paying/start-transfer.ts';
import { loadWholeHistory } from '../../shared/dossier/history.ts';
import { loadFiledFile, loadFileIfThere, loadPartition } from '../../shared/dossier/store.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import { loadAnnouncements } from '../../shared/notification/store.ts';
import { api } from '../../shared/operations.ts';
import { loadPaying } from '../../shared/payment/store.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { type Banks, bankSecret, startBanks } from '../support/banks.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import {
  declaration,
  declare,
  desk,
  fill,
  form,
  hoa,
  nam,
  readyDraft,
  settleDocument,
  submit,
} from '../support/filing.ts';

const control = { ...desk, sub: 'cb-kiem-soat', VaiTro: 'kiem-soat-tthc' };

let target: TestTable;
let banks: Banks;
const ses = mockClient(SESv2Client);

beforeAll(async () => {
  // The one whose tariff knows reliefs, paid before submission.
  target = await startApi(
    catalogue.map((one) => (one.code === '2.000488' ? { ...one, feesDue: 'beforeSubmission' } : one)),
  );
  banks = await startBanks();
  Object.assign(process.env, { EMAIL_SENDER: 'motcua@example.vn', EMAIL_CONFIGURATION_SET: 'motcua' });
});
afterAll(async () => {
  await banks.stop();
  await target.stop();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2021-10-11T02:00:00.000Z') });
  banks.begin();
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: 'm-1' });
});
afterEach(() => void vi.useRealTimers());

const at = (instant: string) => void vi.setSystemTime(new Date(instant));

/** Refunds are ordered, asked of, and told of. */
const followed = async () => {
  for (const _ of ['ordered', 'asked', 'told']) {
    vi.setSystemTime(Date.now() + 61 * 60_000);
    await followPayments();
  }
};

const begin = (dossierId: string, claims = hoa, provider = 'vnpay') =>
  call(api.startPayment, startPayment, {
    claims,
    params: { dossierId },
    key: randomUUID(),
    body: { provider },
  });

/** The payer has paid at VNPAY what was begun, which reports it. */
async function pay({ url, reference }: { url: string; reference: string }): Promise<void> {
  await fetch(url);
  banks.vnpay.bank.decide(reference, 'paid');
  const query = Object.fromEntries(new URL(banks.reports.pop()?.url ?? '').searchParams);
  const answer = await call(api.receiveVnpayCallback, receiveVnpayCallback, { query });
  expect(answer.body.RspCode).toBe('00');
}

/** A draft that lacks nothing and is paid for, at ETag "5". */
async function paidFor(): Promise<string> {
  const dossierId = await readyDraft();
  await pay((await begin(dossierId)).body);
  return dossierId;
}

const paymentsOf = async (dossierId: string) =>
  (await call(api.readPayments, readPayments, { claims: hoa, params: { dossierId } })).body.items;

/** SES says that an e-mail came back. */
const bounced = (dossierId: string, sequence: number) => {
  const timestamp = new Date().toISOString();
  const mail = { timestamp, tags: { dossier: [dossierId], sequence: [String(sequence)] } };
  return followMail({
    detail: { eventType: 'Bounce', mail, bounce: { timestamp, bounceType: 'Permanent' } },
  });
};

/** What the payer was told by e-mail, oldest first. */
const letters = () =>
  ses.commandCalls(SendEmailCommand).map(({ args: [{ input }] }) => input.Content?.Simple?.Subject?.Data);

describe('a fee that is paid before submission', () => {
  it('is fixed by the form when its applicant asks to pay, under a code that says nothing of the person', async () => {
    const dossierId = await readyDraft();
    const { status, body } = await begin(dossierId);
    expect(status).toBe(201);
    expect(body).toMatchObject({ amountVnd: 200_000, provider: 'vnpay' });
    expect(body.reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}y1$/);
    expect((await begin(dossierId)).body.reference).toBe(body.reference);
    expect(await paymentsOf(dossierId)).toMatchObject([
      {
        number: 1,
        amountVnd: 200_000,
        deadline: '2021-10-21',
        state: 'open',
        fees: { tariff: 'TT244-2016' },
      },
    ]);
    expect((await begin(dossierId, nam)).status).toBe(404);
  });

  it('holds the submission up, which says what to do', async () => {
    const dossierId = await readyDraft();
    const unasked = await submit(dossierId);
    expect(unasked).toMatchObject({ status: 409, body: { code: 'fees-unpaid' } });
    expect(unasked.body.detail).toContain('Nộp 200.000 đồng phí, lệ phí trước');
    await begin(dossierId);
    expect((await submit(dossierId, { etag: '"5"' })).body.code).toBe('fees-unpaid');
  });

  it('becomes payment 1 with receipt and event in the transaction of the submission', async () => {
    const dossierId = await paidFor();
    expect(await paymentsOf(dossierId)).toMatchObject([{ state: 'held', attempts: [{ became: 'held' }] }]);
    const { status, body } = await submit(dossierId, { etag: '"5"' });
    expect(status).toBe(201);
    expect(body.dossier).toMatchObject({
      status: 'submitted',
      payments: [{ amountVnd: 200_000, state: 'paid' }],
    });
    expect((await loadWholeHistory(dossierId)).map(({ event }) => event.type)).toEqual([
      'dossier.submitted',
      'dossier.payment-recorded',
    ]);
    const { dossier, payments } = await loadFiledFile(dossierId);
    const [receipt] = await loadFeeReceipts(dossierId);
    expect(receipt).toMatchObject({
      amountVnd: 200_000,
      online: true,
      payment: 1,
      dossierCode: dossier.code,
    });
    expect(payments[0]).toMatchObject({
      receiptNo: receipt?.code,
      settledBy: { kind: 'partner', partner: 'vnpay' },
    });
    expect((await loadPaying(dossierId)).attempts).toMatchObject([{ became: 'settled' }]);
    expect((await loadPartition(dossierId)).filter(({ expiresAt }) => typeof expiresAt === 'number')).toEqual(
      [],
    );
  });

  it('is not asked from who is exempt', async () => {
    const dossierId = await readyDraft();
    await fill(dossierId, { etag: '"4"', body: { ...form, relief: 'child' } });
    const { body } = await declare(dossierId, { body: declaration('relief-proof') });
    await settleDocument(dossierId, body.document.documentId);
    expect((await begin(dossierId)).body.code).toBe('payment-not-open');
    expect((await submit(dossierId, { etag: '"6"' })).body.dossier).toMatchObject({
      status: 'submitted',
      payments: [],
    });
  });

  it('goes back when the form is changed so that it costs otherwise, and is asked for anew', async () => {
    const dossierId = await paidFor();
    const other = { ...form, content: 'Cấp lại phiếu', answers: { ...form.answers, sheets: 2 } };
    expect((await fill(dossierId, { etag: '"5"', body: other })).body.payments).toMatchObject([
      { state: 'held' },
    ]);
    const dearer = { ...form, answers: { ...form.answers, sheets: 4 } };
    const changed = await fill(dossierId, { etag: '"6"', body: dearer });
    expect(changed.body.payments).toMatchObject([{ state: 'withdrawn' }]);
    await followed();
    expect(letters()).toEqual(['Khoản đã nộp sẽ được hoàn trả', 'Khoản đã nộp đã được hoàn trả']);
    const told = await loadAnnouncements(dossierId, true);
    expect(told).toMatchObject([
      { announcement: { event: 'refund.owed', channel: 'email', state: 'sent', messageId: 'm-1' } },
      { announcement: { event: 'refund.returned', channel: 'email', state: 'sent' } },
    ]);
    await bounced(dossierId, told[0]?.sequence ?? 0);
    expect(await loadAnnouncements(dossierId, true)).toMatchObject([
      { announcement: { fate: { kind: 'bounced' } } },
      { announcement: { event: 'refund.returned' } },
    ]);
    expect((await loadPaying(dossierId)).refunds).toMatchObject([
      { state: 'returned', reason: 'charge-changed', amountVnd: 200_000 },
    ]);
    await pay((await begin(dossierId)).body);
    const { body } = await submit(dossierId, { etag: '"8"' });
    expect(body.dossier.payments).toMatchObject([
      { amountVnd: 200_000, state: 'withdrawn' },
      { amountVnd: 210_000, state: 'paid' },
    ]);
  });

  it('goes back when nothing is submitted in time, and then the draft goes, and what leads to it', async () => {
    const dossierId = await paidFor();
    // The time to live of the table takes numbers alone: of the draft its papers have one, and nothing else.
    const forgotten = (await loadPartition(dossierId)).filter(
      ({ expiresAt }) => typeof expiresAt === 'number',
    );
    expect(forgotten.map(({ SK }) => String(SK).split('#')[1])).toEqual(['DOCUMENT', 'DOCUMENT']);
    at('2021-10-21T17:00:01.000Z');
    await endUnpaid();
    expect(await paymentsOf(dossierId)).toMatchObject([
      { state: 'withdrawn', attempts: [{ became: 'refund', refund: { reason: { code: 'not-submitted' } } }] },
    ]);
    expect((await submit(dossierId, { etag: '"5"' })).body.code).toBe('fees-unpaid');
    await followed();
    at('2021-12-10T02:00:01.000Z');
    await endUnpaid();
    expect(await loadFileIfThere(dossierId)).toBeUndefined();
    const { attempts, refunds } = await loadPaying(dossierId);
    expect(attempts).toMatchObject([{ state: 'paid' }]);
    expect(refunds).toMatchObject([{ state: 'returned' }]);
  });

  it('is returned by the control of procedures where no provider does', async () => {
    const dossierId = await readyDraft();
    const said = { claims: hoa, params: { dossierId }, key: randomUUID() };
    const { reference } = (await call(api.startTransfer, startTransfer, said)).body;
    const report = await (await banks.transfer(150_000, `${reference} NOP LE PHI`))?.text();
    const body = JSON.parse(report ?? '');
    const headers = signatureHeaders(bankSecret, JSON.stringify(body), new Date());
    expect((await call(api.receiveBankCallback, receiveBankCallback, { body, headers })).status).toBe(200);
    await followed();
    const { refunds } = (await call(api.listTransfers, listTransfers, { claims: control })).body;
    expect(refunds).toMatchObject([
      { dossierId, number: 1, provider: 'bank', amountVnd: 150_000, payer: { name: 'Nguyễn Thị Hoa' } },
    ]);
    const returned = {
      claims: control,
      params: { dossierId, number: '1' },
      key: randomUUID(),
      body: { document: 'Ủy nhiệm chi 0123/2021' },
    };
    expect((await call(api.recordRefund, recordRefund, { ...returned, claims: desk })).status).toBe(404);
    expect((await call(api.recordRefund, recordRefund, returned)).status).toBe(200);
    expect((await call(api.listTransfers, listTransfers, { claims: control })).body.refunds).toEqual([]);
    await followed();
    expect(letters()).toEqual([
      'Khoản đã nộp sẽ được hoàn trả',
      'Cơ quan sẽ hoàn trả khoản đã nộp',
      'Khoản đã nộp đã được hoàn trả',
    ]);
  });
});
