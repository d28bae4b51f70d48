import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as endUnpaid } from '../../functions/desk/end-unpaid.ts';
import { handler as readDeadline } from '../../functions/filing/read-deadline.ts';
import { handler as quoteFees } from '../../functions/paying/quote-fees.ts';
import { handler as receiveVnpayCallback } from '../../functions/paying/receive-vnpay-callback.ts';
import { handler as startPayment } from '../../functions/paying/start-payment.ts';
import { loadWholeHistory } from '../../shared/dossier/history.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { loadTold } from '../../shared/notification/store.ts';
import { api } from '../../shared/operations.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { act, may } from '../support/agency-work.ts';
import { type Banks, startBanks } from '../support/banks.ts';
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
  readyDraft,
  settleDocument,
  submit,
} from '../support/filing.ts';

let target: TestTable;
let banks: Banks;

beforeAll(async () => {
  // The one whose tariff knows reliefs, paid before reception.
  target = await startApi(
    catalogue.map((one) => (one.code === '2.000488' ? { ...one, feesDue: 'beforeReception' } : one)),
  );
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

/** A draft that lacks nothing, of so many sheets and for whom pays less. */
async function ready(said: { readonly sheets?: number; readonly relief?: string } = {}): Promise<string> {
  const dossierId = await readyDraft();
  const { sheets = 2, relief } = said;
  const body = { ...form, answers: { ...form.answers, sheets }, ...(relief && { relief }) };
  expect((await fill(dossierId, { etag: '"4"', body })).status).toBe(200);
  return dossierId;
}

async function submitted(said: Parameters<typeof ready>[0] = {}): Promise<string> {
  const dossierId = await ready(said);
  expect((await submit(dossierId, { etag: '"5"' })).status).toBe(201);
  return dossierId;
}

async function prove(dossierId: string): Promise<void> {
  const { body } = await declare(dossierId, { body: declaration('relief-proof') });
  await settleDocument(dossierId, body.document.documentId);
}

const eventsOf = async (dossierId: string) =>
  (await loadWholeHistory(dossierId)).map(({ event }) => event.type);

/** The owner pays at VNPAY, which reports it. */
async function payOnline(dossierId: string): Promise<void> {
  const said = { claims: hoa, params: { dossierId }, key: randomUUID(), body: { provider: 'vnpay' } };
  const { body } = await call(api.startPayment, startPayment, said);
  await fetch(body.url);
  banks.vnpay.bank.decide(body.reference, 'paid');
  const query = Object.fromEntries(new URL(banks.reports.pop()?.url ?? '').searchParams);
  const answer = await call(api.receiveVnpayCallback, receiveVnpayCallback, { query });
  expect(answer.body.RspCode).toBe('00');
}

describe('a fee that is paid before reception', () => {
  it('is quoted as such', async () => {
    const { body } = await call(api.quoteFees, quoteFees, { params: { code: '2.000488' } });
    expect(body.due).toBe('beforeReception');
  });

  it('is fixed by the tariff of the day and asked for in the transaction of the submission', async () => {
    const dossierId = await ready({ sheets: 4 });
    const { status, body } = await submit(dossierId, { etag: '"5"' });
    expect(status).toBe(201);
    expect(body.dossier).toMatchObject({
      status: 'paymentRequested',
      nationalStatus: { code: 6 },
      payments: [{ amountVnd: 210_000, deadline: '2021-10-16', state: 'open' }],
    });
    expect(await eventsOf(dossierId)).toEqual(['dossier.submitted', 'dossier.payment-requested']);
    const { payments } = await loadFiledFile(dossierId);
    expect(payments[0]?.fees).toMatchObject({
      tariff: 'TT244-2016',
      lines: [
        { id: 'certificate', quantity: 1, amountVnd: 200_000 },
        { id: 'further-sheets', quantity: 2, amountVnd: 10_000 },
      ],
    });
  });

  it('that was not owed is waived, and the desk receives as of who is exempt', async () => {
    const dossierId = await submitted();
    const relief = { id: 'child', proof: 'Giấy khai sinh' };
    await act(dossierId, desk, { action: 'waiveCharge', relief, reason: 'Quên khai đối tượng miễn phí' });
    const { dossier } = await loadFiledFile(dossierId);
    expect([dossier.status, dossier.clock, dossier.paymentUntil]).toEqual(['submitted', [], undefined]);
    expect((await act(dossierId, desk, { action: 'receive' })).body).toMatchObject({ status: 'received' });
  });

  it('holds the reception up, and nothing else: no processing time has begun', async () => {
    const dossierId = await submitted();
    const refused = await act(dossierId, desk, { action: 'receive' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'fees-unpaid' } });
    const { body } = await call(api.readDeadline, readDeadline, { claims: hoa, params: { dossierId } });
    expect(body).toMatchObject({ standing: 'notStarted', explanation: [] });
    expect(await may(dossierId, desk)).toContain('recordPayment');
  });

  it('brings the dossier to its desk once it is paid online, and the clock starts when it is received', async () => {
    const dossierId = await submitted();
    await payOnline(dossierId);
    const paid = await loadFiledFile(dossierId);
    expect(paid.dossier).toMatchObject({ status: 'submitted', clock: [], feesFirst: true });
    expect(paid.dossier.dueAt).toBeUndefined();
    expect(paid.payments).toMatchObject([{ state: 'paid', amountVnd: 200_000 }]);
    vi.setSystemTime(new Date('2021-10-12T02:00:00.000Z'));
    expect((await act(dossierId, desk, { action: 'receive' })).status).toBe(200);
    const { dossier } = await loadFiledFile(dossierId);
    expect(dossier.clock).toEqual([{ kind: 'start', at: '2021-10-12T02:00:00.000Z' }]);
    expect(dossier.feesFirst).toBeUndefined();
  });

  it('ends the dossier when its last day is past', async () => {
    const dossierId = await submitted();
    vi.setSystemTime(new Date('2021-10-16T16:59:00.000Z'));
    await endUnpaid();
    expect((await loadFiledFile(dossierId)).dossier.status).toBe('paymentRequested');
    vi.setSystemTime(new Date('2021-10-16T17:00:01.000Z'));
    await endUnpaid();
    const { dossier, payments } = await loadFiledFile(dossierId);
    expect(dossier.status).toBe('stopped');
    expect(payments).toMatchObject([{ state: 'unpaid' }]);
  });

  it('is less for whom the tariff lets pay less, who shows the paper with the submission', async () => {
    const dossierId = await ready({ relief: 'student' });
    const without = await submit(dossierId, { etag: '"5"' });
    expect(without).toMatchObject({ status: 422, body: { code: 'papers-incomplete' } });
    expect(without.body.errors).toMatchObject([{ field: '/relief-proof', code: 'paper-missing' }]);
    await prove(dossierId);
    const { body } = await submit(dossierId, { etag: '"6"' });
    expect(body.dossier.payments).toMatchObject([{ amountVnd: 100_000 }]);
  });

  it('is not asked for from who is exempt, whose dossier goes to the desk at once, and is told so', async () => {
    const dossierId = await ready({ relief: 'child' });
    await prove(dossierId);
    const { body } = await submit(dossierId, { etag: '"6"' });
    expect(body.dossier).toMatchObject({ status: 'submitted', payments: [] });
    expect(await may(dossierId, desk)).toContain('receive');
    await act(dossierId, desk, { action: 'receive' });
    const [told] = await loadTold(dossierId, [2]);
    expect(told).toMatchObject({ name: 'dossier.received', data: { exempt: true } });
  });

  it('is no less by a relief that the tariff does not know', async () => {
    const dossierId = await ready({ relief: 'no-such' });
    await prove(dossierId);
    const { status, body } = await submit(dossierId, { etag: '"6"' });
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'form-invalid' });
    expect(body.errors).toMatchObject([{ field: '/relief', code: 'relief-unknown' }]);
  });
});
