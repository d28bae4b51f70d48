import type { Actor } from '../actor.ts';
import type { Instant } from '../clock.ts';
import { type Payment, putPayment } from '../payment/payment.ts';
import { accessTo } from './access.ts';
import { collectionOf } from './collection.ts';
import type { Filed } from './dossier.ts';

/** A new request for payment, for which a dossier waits from now on: as a change of it, and as the request's own item. */
export function askedPayment(
  dossier: Filed,
  charged: Pick<Payment, 'amountVnd' | 'fees' | 'deadline'>,
  { at, by }: { readonly at: Instant; readonly by: Actor },
) {
  const payment: Payment = {
    v: 1,
    number: dossier.payments + 1,
    ...charged,
    requestedAt: at,
    requestedBy: by,
    state: 'open',
  };
  return {
    payment,
    change: {
      payments: payment.number,
      paymentUntil: payment.deadline,
      collection: collectionOf(dossier),
    },
    writes: [putPayment(dossier.id, payment, accessTo(dossier))],
  };
}
