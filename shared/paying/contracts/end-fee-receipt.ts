import * as z from 'zod';
import { Ending } from '../../fee-receipt/ending.ts';
import { FEE_RECEIPT_CODE } from '../../fee-receipt/series.ts';
import { operation } from '../../http/operation.ts';
import { PaymentsView } from './read-payments.ts';

export const endFeeReceipt = operation({
  id: 'end-fee-receipt',
  area: 'paying',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/fee-receipts/{receiptCode}/end',
  summary: { vi: 'Thay thế hoặc hủy biên lai phí, lệ phí', en: 'Replace or cancel a receipt of a fee' },
  description:
    'A receipt is never changed. One that names its payer wrongly is `replaced` by another of the same sum with the next ' +
    'number; one of a fee that was not owed is `cancelled` once the desk has given the money back, and says by which ' +
    'document, and `fromDrawer` when it was in cash. Its number stays taken, and it says since when, why, and what stands in its place.',
  callers: { officers: ['deskOfficer'] },
  writes: 'create',
  params: z.object({ dossierId: z.uuid(), receiptCode: z.string().regex(FEE_RECEIPT_CODE) }),
  body: Ending,
  status: 200,
  output: PaymentsView,
  problems: [
    'dossier-not-found',
    'transition-not-allowed',
    'fee-receipt-not-found',
    'fee-receipt-not-valid',
    'cash-not-allowed',
  ],
  touches: { table: ['get', 'query', 'put', 'add'] },
  examples: {
    request: {
      as: 'cancelled',
      reason: 'Người nộp thuộc diện được miễn phí',
      document: 'Phiếu chi 0045/2021',
    },
  },
});
