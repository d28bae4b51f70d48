import * as z from 'zod';
import { DossierPath } from '../../dossier/paths.ts';
import { operation } from '../../http/operation.ts';
import { ProviderId } from '../../payment/attempt.ts';

export const startPayment = operation({
  id: 'start-payment',
  area: 'paying',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/payments/attempts',
  summary: { vi: 'Bắt đầu thanh toán trực tuyến', en: 'Begin to pay online' },
  description:
    'Gives the address at the provider to which the payer goes. Whoever begins again, in another tab, is given the same ' +
    'attempt until it ends; no other is begun meanwhile. Where the payer comes back to says nothing of the money: read ' +
    'the payments for that. Of a draft whose procedure is paid before submission (`due` of its fees) the first call fixes the charge, ' +
    'by its form and the tariff of the day, until the `deadline` to submit it; the draft has another ETag then.',
  callers: { applicants: true },
  writes: 'create',
  params: DossierPath,
  body: z.strictObject({ provider: ProviderId }),
  status: 201,
  output: z
    .object({
      reference: z.string(),
      provider: ProviderId,
      amountVnd: z.int(),
      expiresAt: z.iso.datetime({ offset: true }),
      url: z.url(),
    })
    .meta({ id: 'PaymentAttempt' }),
  problems: [
    'dossier-not-found',
    'procedure-not-found',
    'transition-not-allowed',
    'form-invalid',
    'payment-not-open',
    'payment-under-way',
    'provider-unavailable',
  ],
  touches: { table: ['get', 'query', 'put', 'check', 'add'], partners: ['vnpay', 'dvcqg'] },
  timeoutSeconds: 20,
  examples: { request: { provider: 'vnpay' } },
});
