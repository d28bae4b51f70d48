import * as z from 'zod';
import { tariffOn } from '../../fee/tariff.ts';
import { Words } from '../../text.ts';
import { action } from '../action.ts';
import { askedPayment } from '../asked-payment.ts';
import { chargeOf, saidOfCharge } from '../charge.ts';
import { Reason, requireFuture } from '../reason.ts';
import { deciding } from '../roles.ts';
import { settledPayment } from '../settled-payment.ts';

/**
 * Another sum was to be asked for: by another number of pieces, or another relief. While nothing is paid, the request gives way to
 * a new one with a number, lines and a last day of its own; money that still comes for the old one goes back. What is paid has a
 * receipt, which is replaced or cancelled instead. An action has one effect on the clock, so that who owes nothing at all is
 * for `waiveCharge`.
 */
export const correctCharge = action({
  name: 'correctCharge',
  from: { paymentRequested: { by: ['deskOfficer', ...deciding], to: 'paymentRequested' } },
  clock: 'none',
  needs: 'procedure',
  input: { ...saidOfCharge, deadline: z.iso.date(), reason: Reason },
  event: {
    name: 'dossier.charge-corrected',
    data: { amountVnd: z.int(), deadline: z.iso.date(), reason: Words },
  },
  misses: () => 'payment-not-open',
  effect: ({ file, input, at, day, actor, procedure }) => {
    const { deadline, reason } = input;
    requireFuture(deadline, day);
    const occasion = { at, by: actor };
    const { parts, writes } = settledPayment(file, { state: 'withdrawn', ...occasion });
    const charged = { ...chargeOf(file.dossier, input, tariffOn(procedure, day)), deadline };
    const asked = askedPayment(file.dossier, charged, occasion);
    return {
      change: asked.change,
      parts: { payments: [...parts.payments, asked.payment] },
      writes: [...writes, ...asked.writes],
      data: { amountVnd: asked.payment.amountVnd, deadline, reason },
    };
  },
});
