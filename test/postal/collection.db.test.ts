import { randomUUID as newId } from 'node:crypto';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as explainDifference } from '../../functions/paying/explain-difference.ts';
import { handler as listReconciliations } from '../../functions/paying/list-reconciliations.ts';
import { handler as readPayments } from '../../functions/paying/read-payments.ts';
import { handler as receivePostalCallback } from '../../functions/postal/receive-postal-callback.ts';
import { importItemCodes } from '../../infra/ops/import-item-codes.ts';
import { type PostalStandIn, startPostal } from '../../infra/partners/postal.ts';
import { allotted, type MoveStatus } from '../../infra/partners/postal-orders.ts';
import type { Filed } from '../../shared/dossier/dossier.ts';
import { loadWholeHistory } from '../../shared/dossier/history.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import { api } from '../../shared/operations.ts';
import { reconcileProviders } from '../../shared/paying/reconciling.ts';
import { Payment, putPayment } from '../../shared/payment/payment.ts';
import { pursueDue } from '../../shared/postal/retry.ts';
import type { ShipmentReport } from '../../shared/shipment/report.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { act, may } from '../support/agency-work.ts';
import { call } from '../support/call.ts';
import { keptForm, keptPostDelivery } from '../support/dossiers.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, desk, hoa } from '../support/filing.ts';
import { keptDossier, putAll } from '../support/kept-dossier.ts';

const secret = 'khóa chung với bưu điện';
const control = { ...desk, sub: 'cb-kiem-soat', VaiTro: 'kiem-soat-tthc' };
const now = () => new Date();

let target: TestTable;
let postal: PostalStandIn;
beforeAll(async () => {
  target = await startApi();
  await importItemCodes(target, allotted);
  // The tests bring the reports themselves: what the operator would send goes nowhere.
  postal = await startPostal({ port: 0, callbackUrl: 'http://127.0.0.1:9', secret, now });
  Object.assign(process.env, {
    PARTNER_POSTAL_URL: postal.url,
    PARTNER_POSTAL_MERCHANT: 'HANAM',
    PARTNER_POSTAL_SECRET_NAME: '/motcua/test/partners/postal',
  });
  mockClient(SSMClient)
    .on(GetParameterCommand)
    .resolves({ Parameter: { Value: secret } });
});
afterAll(async () => {
  await postal.stop();
  await target.stop();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  postal.remit('whole');
});
afterEach(() => void vi.useRealTimers());

const at = (time: string) => void vi.setSystemTime(new Date(`${time}:00.000+07:00`));

let codes = 0;
/** A dossier whose result goes by post, and which waits for its fee of 200,000 đồng. */
async function charged(): Promise<Filed> {
  codes += 1;
  const dossier = await keptDossier(target, {
    code: `H25.03-211008-${String(codes).padStart(4, '0')}`,
    status: 'paymentRequested',
    version: 4,
    lastEvent: 3,
    receivedAt: '2021-10-08T03:00:00.000Z',
    payments: 1,
    paymentUntil: '2021-10-29',
    collection: 'offered',
    form: { ...keptForm, delivery: keptPostDelivery },
    clock: [
      { kind: 'start', at: '2021-10-08T03:00:00.000Z' },
      { kind: 'pause', at: '2021-10-08T04:00:00.000Z' },
    ],
  });
  const payment = Payment.parse({
    v: 1,
    number: 1,
    amountVnd: 200_000,
    deadline: '2021-10-29',
    requestedAt: '2021-10-08T04:00:00.000Z',
    requestedBy: { kind: 'officer', subject: 'cb-1', name: 'A', role: 'deskOfficer', agency: 'H25.03' },
    state: 'open',
  });
  await putAll(target, [putPayment(dossier.id, payment, { owner: 'cd-hoa', agency: 'H25.03' })]);
  return dossier;
}

/** The same, on its way with the post, which is to collect the fee. @returns its reference at the post */
async function sent(): Promise<{ readonly id: string; readonly reference: string }> {
  const { id, code } = await charged();
  expect((await act(id, hoa, { action: 'payOnDelivery' })).status).toBe(200);
  expect((await act(id, caseOfficer, { action: 'finish' })).status).toBe(200);
  vi.setSystemTime(Date.now() + 1000);
  await pursueDue('retry-deliveries', { now, newId });
  const [order] = postal.find(code);
  expect(order?.codAmountVnd).toBe(200_000);
  return { id, reference: order?.reference ?? '' };
}

async function tell(report: ShipmentReport): Promise<number> {
  const rawBody = JSON.stringify(report);
  const headers = signatureHeaders(secret, rawBody, now());
  return (await call(api.receivePostalCallback, receivePostalCallback, { rawBody, headers })).status;
}

/** The post moves an item, and calls back. @param collectedVnd what it says that it collected */
async function move(reference: string, status: MoveStatus, collectedVnd?: number): Promise<ShipmentReport> {
  const options = { forgotten: true, ...(collectedVnd !== undefined && { collectedVnd }) };
  const { report } = await postal.move(reference, status, options);
  expect(await tell(report)).toBe(200);
  return report;
}

const dossierOf = async (id: string) => (await loadFiledFile(id)).dossier;
const paymentOf = async (id: string) => (await loadFiledFile(id)).payments[0];
const eventsOf = async (id: string) => (await loadWholeHistory(id)).map(({ event }) => event.type);
const attemptOf = async (id: string) =>
  (await call(api.readPayments, readPayments, { claims: desk, params: { dossierId: id } })).body.items[0]
    .attempts[0];

/** What is reconciled of the post; of the others nothing is there. */
const reconcile = () => reconcileProviders('reconcile-payments', { now, newId });
async function list(from: string, to: string) {
  const said = { claims: control, params: { provider: 'postal' }, query: { from, to } };
  return (await call(api.listReconciliations, listReconciliations, said)).body;
}

describe('fees that the post is to collect', () => {
  it('are chosen by the owner once they are asked for, and work goes on', async () => {
    at('2021-10-11T09:00');
    const { id } = await charged();
    expect(await may(id, hoa)).toContain('payOnDelivery');
    expect((await act(id, hoa, { action: 'payOnDelivery' })).status).toBe(200);
    expect(await dossierOf(id)).toMatchObject({ status: 'processing', collection: 'byPost' });
    expect((await dossierOf(id)).paymentUntil).toBeUndefined();
    expect(await paymentOf(id)).toMatchObject({ state: 'toBeCollected' });
    expect((await dossierOf(id)).clock.at(-1)).toEqual({ kind: 'resume', at: '2021-10-11T02:00:00.000Z' });

    await act(id, caseOfficer, { action: 'stop', reason: 'Không đủ điều kiện giải quyết' });
    expect(await paymentOf(id)).toMatchObject({ state: 'withdrawn' });
    expect((await dossierOf(id)).collection).toBeUndefined();
  });

  it('are settled by the very sum, once, with the receipt, as the dossier is returned', async () => {
    at('2021-10-11T09:00');
    const { id, reference } = await sent();
    expect(await may(id, desk)).not.toContain('returnResult');
    expect((await act(id, desk, { action: 'returnResult' })).body.type).toMatch(/fees-unpaid$/);
    const report = await move(reference, 'DELIVERED');
    expect(report).toMatchObject({ collectedVnd: 200_000 });
    expect(await tell(report)).toBe(200);
    expect(await dossierOf(id)).toMatchObject({ status: 'returned' });
    expect((await eventsOf(id)).slice(-4)).toEqual([
      'shipment.ordered',
      'shipment.moved',
      'dossier.payment-recorded',
      'dossier.returned',
    ]);
    const receipts = await loadFeeReceipts(id);
    expect(receipts).toMatchObject([
      { amountVnd: 200_000, issuedBy: { kind: 'partner', partner: 'postal' } },
    ]);
    expect(receipts[0]?.online).toBeUndefined();
    expect(await paymentOf(id)).toMatchObject({ state: 'paid', receiptNo: receipts[0]?.code });
    expect(await attemptOf(id)).toMatchObject({
      provider: 'postal',
      reference,
      state: 'paid',
      became: 'settled',
    });
  });

  it('are the desk’s to take where the post brings the result back, and before it is handed out', async () => {
    at('2021-10-11T09:00');
    const { id, reference } = await sent();
    await move(reference, 'RETURNED_TO_AGENCY');
    expect(await dossierOf(id)).toMatchObject({ attention: 'shipment-returned', collection: 'atDesk' });
    expect(await may(id, desk)).toEqual(['recordCollection']);
    expect((await act(id, desk, { action: 'recordCollection' })).status).toBe(200);
    expect(await loadFeeReceipts(id)).toMatchObject([{ amountVnd: 200_000, issuedBy: { kind: 'officer' } }]);
    expect((await act(id, desk, { action: 'returnResult' })).status).toBe(200);
  });
});

// Each of these has a time of its own: what is made up for goes back thirty days.
describe('what the post owes', () => {
  it('is what it collected, until its batch of the day has it; a word that was not believed is settled by that', async () => {
    at('2021-12-06T09:00');
    const honest = await sent();
    const liar = await sent();
    await move(honest.reference, 'DELIVERED');
    await move(liar.reference, 'DELIVERED', 150_000);
    expect(await dossierOf(liar.id)).toMatchObject({
      status: 'done',
      attention: 'payment-unexplained',
      collection: 'atDesk',
    });
    expect(await loadFeeReceipts(liar.id)).toEqual([]);
    expect((await attemptOf(liar.id)).difference).toMatchObject({ ourVnd: 200_000, theirVnd: 150_000 });
    expect((await list('2021-12-06', '2021-12-06')).owed).toEqual({
      days: [{ day: '2021-12-06', collectedVnd: 200_000, remittedVnd: 0, outstandingVnd: 200_000 }],
      collectedVnd: 200_000,
      remittedVnd: 0,
      outstandingVnd: 200_000,
    });

    postal.remit('absent');
    at('2021-12-08T12:00');
    const others = (await reconcile()).late;
    expect((await dossierOf(honest.id)).attention).toBeUndefined();
    // At noon of the third working day it is late: that rings, and is a matter for the desk.
    at('2021-12-09T12:00');
    expect((await reconcile()).late - others).toBe(1);
    expect((await dossierOf(honest.id)).attention).toBe('payment-unexplained');

    postal.remit('whole');
    expect(await reconcile()).toMatchObject({ days: 30, unexplained: 0 });
    expect(await dossierOf(liar.id)).toMatchObject({ status: 'returned' });
    expect(await loadFeeReceipts(liar.id)).toMatchObject([{ amountVnd: 200_000 }]);
    expect((await attemptOf(liar.id)).difference).toMatchObject({
      document: expect.stringContaining('Bảng kê'),
    });
    at('2021-12-10T09:00');
    expect(await reconcile()).toMatchObject({ days: 1, unexplained: 0 });
    expect((await list('2021-12-06', '2021-12-10')).owed).toEqual({
      days: [
        { day: '2021-12-06', collectedVnd: 200_000, remittedVnd: 400_000, outstandingVnd: -200_000 },
        { day: '2021-12-09', collectedVnd: 200_000, remittedVnd: 0, outstandingVnd: 200_000 },
      ],
      collectedVnd: 400_000,
      remittedVnd: 400_000,
      outstandingVnd: 0,
    });
  });

  it.each([
    ['short', 1, 1000],
    ['doubled', 1, -200_000],
    ['lacking', 1, 200_000],
    ['strange', 1, -50_000],
  ] as const)(
    'rings, and stays owed to the đồng, where a batch is %s',
    async (file, unexplained, outstandingVnd) => {
      const year = { short: 2022, doubled: 2023, lacking: 2024, strange: 2025 }[file];
      at(`${year}-03-03T09:00`);
      const { reference } = await sent();
      await move(reference, 'DELIVERED');
      at(`${year}-03-04T09:00`);
      postal.remit(file);
      const before = file === 'strange' ? 29 : 0;
      expect((await reconcile()).unexplained).toBe(unexplained + before);
      const { owed } = await list(`${year}-03-03`, `${year}-03-03`);
      expect(owed.outstandingVnd).toBe(outstandingVnd);
    },
  );

  it('goes back to the payer where a batch has another sum than was asked for, and is taken again at the desk', async () => {
    at('2026-03-03T09:00');
    const { id, reference } = await sent();
    await move(reference, 'DELIVERED', 201_000);
    postal.remit('other-sum');
    at('2026-03-04T09:00');
    expect((await reconcile()).unexplained).toBe(0);
    expect((await attemptOf(id)).refund).toMatchObject({ amountVnd: 201_000, reason: { code: 'other-sum' } });
    const said = { claims: desk, params: { dossierId: id, number: '1' }, key: newId() };
    const body = { document: 'Thư tra soát 0045/2026' };
    expect((await call(api.explainDifference, explainDifference, { ...said, body })).status).toBe(200);
    expect(await may(id, desk)).toEqual(['recordCollection']);
  });
});
