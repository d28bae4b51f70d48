import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeMissedPayments } from '../../shared/desk/unpaid.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { randomId } from '../../shared/ids.ts';
import { chargeLookedAt } from '../../shared/paying/dropping.ts';
import { Payment, putPayment } from '../../shared/payment/payment.ts';
import { startTable, type TestTable } from '../support/dynamodb.ts';
import { keptDossier } from '../support/kept-dossier.ts';

const close = closeMissedPayments(chargeLookedAt);
let table: TestTable;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const by = { kind: 'officer', subject: 'cb-1', name: 'A', role: 'deskOfficer', agency: 'H25.03' };

let codes = 0;

/** A dossier with payments; it waits for the last. */
async function waiting(deadline: string, status = 'paymentRequested') {
  const paid = { number: 1, deadline: '2021-10-12', state: 'paid', receiptNo: '0000001' };
  const open = { number: 2, deadline, state: 'open' };
  const dossier = await keptDossier(table, {
    code: `H25.03-211008-${String(++codes).padStart(4, '0')}`,
    status,
    lastEvent: 5,
    version: 9,
    payments: 2,
    paymentUntil: deadline,
    withdrawnFrom: status === 'withdrawalRequested' ? 'paymentRequested' : undefined,
    clock: [
      { kind: 'start', at: '2021-10-08T03:00:00.000Z' },
      { kind: 'pause', at: '2021-10-11T03:00:00.000Z' },
    ],
  });
  for (const payment of [paid, open]) {
    const parsed = Payment.parse({
      v: 1,
      amountVnd: 200_000,
      requestedAt: '2021-10-11T03:00:00.000Z',
      requestedBy: by,
      ...payment,
    });
    const write = putPayment(dossier.id, parsed, { owner: 'cd-hoa', agency: 'H25.03' });
    if ('put' in write)
      await table.client.send(new PutCommand({ TableName: table.tableName, Item: write.put }));
  }
  return dossier.id;
}

const at = (instant: string) => ({ now: () => new Date(instant), newId: randomId });

it('ends what was not paid by its last day, keeps the receipt of what was, and touches nothing else', async () => {
  const late = await waiting('2021-10-15');
  const later = await waiting('2021-10-16');
  const withdrawn = await waiting('2021-10-15', 'withdrawalRequested');
  // The evening of the last day itself: 23:59 in Vietnam.
  expect(await close('end-unpaid', at('2021-10-15T16:59:59.000Z'))).toEqual({
    acted: 0,
    failed: 0,
  });
  expect(await close('end-unpaid', at('2021-10-15T17:00:01.000Z'))).toEqual({
    acted: 1,
    failed: 0,
  });

  const { dossier, payments } = await loadFiledFile(late);
  expect(dossier).toMatchObject({
    status: 'stopped',
    changedBy: { kind: 'system', worker: 'end-unpaid' },
    reason: 'Quá thời hạn thực hiện nghĩa vụ tài chính mà chưa nhận được thanh toán',
    lastEvent: 6,
  });
  expect(dossier.paymentUntil).toBeUndefined();
  expect(payments).toMatchObject([
    { number: 1, state: 'paid', receiptNo: '0000001' },
    { number: 2, state: 'unpaid', settledBy: { kind: 'system', worker: 'end-unpaid' } },
  ]);
  expect((await loadFiledFile(later)).dossier.status).toBe('paymentRequested');
  expect((await loadFiledFile(withdrawn)).dossier.status).toBe('withdrawalRequested');
  // It is done once.
  expect(await close('end-unpaid', at('2021-10-15T18:00:00.000Z'))).toEqual({
    acted: 0,
    failed: 0,
  });
});

it('lets one dossier that cannot be read hold up no other', async () => {
  const broken = await waiting('2021-10-20');
  const fine = await waiting('2021-10-20');
  await table.client.send(
    new PutCommand({
      TableName: table.tableName,
      Item: { PK: `DOSSIER#${broken}`, SK: 'DOSSIER', status: 'paymentRequested' },
    }),
  );
  expect(await close('end-unpaid', at('2021-10-20T17:00:01.000Z'))).toMatchObject({
    failed: 1,
  });
  expect((await loadFiledFile(fine)).dossier.status).toBe('stopped');
});
