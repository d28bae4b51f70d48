import * as z from 'zod';
import { DossierPath } from '../../dossier/paths.ts';
import { operation } from '../../http/operation.ts';
import { FeeAccount } from '../../transfer/account.ts';

export const startTransfer = operation({
  id: 'start-transfer',
  area: 'paying',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/payments/transfers',
  summary: { vi: 'Chọn nộp phí, lệ phí bằng chuyển khoản', en: 'Choose to pay by bank transfer' },
  description:
    'Gives the account, the exact sum, and the reference (ISO 11649) to be written into the transfer, by which the money is ' +
    'matched: the same however often it is asked for. `qr` is what a VietQR code says, which banking apps read. Another ' +
    'sum, a second transfer, or one that comes when nothing waits for it goes back. Paying online stays possible. A draft ' +
    'that is paid before submission is charged as by `start-payment`.',
  callers: { applicants: true },
  writes: 'create',
  params: DossierPath,
  status: 201,
  output: z
    .object({
      reference: z.string(),
      amountVnd: z.int(),
      deadline: z.string(),
      account: FeeAccount,
      qr: z.string(),
    })
    .meta({ id: 'TransferOrder' }),
  problems: [
    'dossier-not-found',
    'procedure-not-found',
    'transition-not-allowed',
    'form-invalid',
    'payment-not-open',
  ],
  touches: { table: ['get', 'query', 'put'], feeAccount: 'tell' },
});
