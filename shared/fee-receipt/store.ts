import { Problem } from '../http/problems.ts';
import { loadIndexed } from '../table/batch.ts';
import { dossierPK, FEE_RECEIPT_PREFIX, feeReceiptKey, logPK } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Write } from '../table/transaction.ts';
import { FeeReceipt } from './fee-receipt.ts';
import { numberedInSeries, numberInSeries } from './series.ts';

/** Beside its dossier, and in the series of its agency and year by its number. */
const itemOf = (receipt: FeeReceipt) => ({
  ...feeReceiptKey(receipt.dossierId, receipt.code),
  ...receipt,
  logPK: logPK('FEE_RECEIPT', receipt.agency, String(receipt.year)),
  logSK: numberInSeries(receipt.number),
});

/** A new receipt. */
export const putFeeReceipt = (receipt: FeeReceipt): Write => ({ put: itemOf(receipt), when: absent });

/** A receipt that has just ended, once. */
export const putEndedFeeReceipt = (receipt: FeeReceipt): Write => ({
  put: itemOf(receipt),
  when: { expression: 'attribute_exists(PK) AND attribute_not_exists(#end)', names: { '#end': 'end' } },
  refused: () => new Problem('fee-receipt-not-valid'),
});

/** All receipts of a dossier, in the order of their codes: those of a year as they were issued. */
export async function loadFeeReceipts(dossierId: string): Promise<readonly FeeReceipt[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :receipts)',
    ExpressionAttributeValues: { ':dossier': dossierPK(dossierId), ':receipts': FEE_RECEIPT_PREFIX },
    ConsistentRead: true,
  });
  return items.map((item) => FeeReceipt.parse(item));
}

/** The receipt with this code, or undefined. */
export async function loadFeeReceipt(code: string): Promise<FeeReceipt | undefined> {
  const { agency, year, number } = numberedInSeries(code);
  const found = await queryItems({
    IndexName: 'log',
    KeyConditionExpression: 'logPK = :series AND logSK = :number',
    ExpressionAttributeValues: {
      ':series': logPK('FEE_RECEIPT', agency, String(year)),
      ':number': numberInSeries(number),
    },
  });
  const [item] = await loadIndexed(found);
  return item && FeeReceipt.parse(item);
}
