import * as z from 'zod';
import { DossierPath, deskRoles } from '../../dossier/paths.ts';
import { feeReceiptStateNames } from '../../fee-receipt/fee-receipt.ts';
import { operation } from '../../http/operation.ts';
import { Attempt } from '../../payment/attempt.ts';
import { Difference } from '../../payment/difference.ts';
import { Payment } from '../../payment/payment.ts';
import { Refund } from '../../payment/refund.ts';
import { KeptText, Words } from '../../text.ts';

const localTime = z.iso.datetime({ offset: true });

export const PaymentsView = z
  .object({
    /** Requests for payment, oldest first. */
    items: z.array(
      z.object({
        number: z.int(),
        amountVnd: z.int(),
        deadline: z.string(),
        state: Payment.shape.state,
        receiptNo: z.string().optional(),
        /** How the sum comes about, and by which tariff; absent where an officer named it. */
        fees: Payment.shape.fees,
        /** One that holds, and before it those that it replaced; none before there were electronic ones. */
        receipts: z.array(
          z.object({
            code: z.string(),
            form: z.string(),
            symbol: z.string(),
            number: z.string(),
            amountVnd: z.int(),
            issuedAt: localTime,
            replaces: z.string().optional(),
            state: z.object({ code: z.enum(feeReceiptStateNames), name: KeptText }),
            end: z
              .object({
                at: localTime,
                reason: Words,
                replacedWith: z.string().optional(),
                /** By which document the money was given back. */
                document: z.string().optional(),
              })
              .optional(),
          }),
        ),
        /** What was tried online, oldest first. */
        attempts: z.array(
          z.object({
            number: z.int(),
            reference: z.string(),
            provider: z.string(),
            state: Attempt.shape.state,
            became: Attempt.shape.became,
            startedAt: localTime,
            expiresAt: localTime,
            /** Money that goes back to the payer. */
            refund: z
              .object({
                amountVnd: z.int(),
                state: Refund.shape.state,
                reason: z.object({ code: z.string(), name: KeptText }),
                owedAt: localTime,
                endedAt: localTime.optional(),
                /** By which document the agency returned it itself. */
                document: z.string().optional(),
              })
              .optional(),
            /** How its provider's file of a day tells of it otherwise than we do. */
            difference: Difference.omit({ explainedBy: true })
              .extend({ day: z.iso.date(), explainedAt: localTime.optional() })
              .optional(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Payments' });

export const readPayments = operation({
  id: 'read-payments',
  area: 'paying',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}/payments',
  summary: { vi: 'Xem các khoản thanh toán của hồ sơ', en: 'Read what a dossier is paid by' },
  description:
    'Each request for payment with its receipts, with what was tried online for it, and the money that goes back. `held` is that of a ' +
    'draft, paid and not submitted yet. `refund.state`: `owed`, ' +
    '`ordered` at the provider, `returned`, or `refused`: then the agency returns it itself.',
  callers: { applicants: true, officers: deskRoles },
  params: DossierPath,
  status: 200,
  output: PaymentsView,
  problems: ['dossier-not-found'],
  touches: { table: ['query'] },
});
