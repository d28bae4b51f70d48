import type { Actor } from '../actor.ts';
import type { Instant } from '../clock.ts';
import { type Payment, putChangedPayment } from '../payment/payment.ts';
import { accessTo } from './access.ts';
import type { DossierFile, Filed } from './dossier.ts';

/** The request for which the dossier waits. @throws Error when there is none: a fault of ours */
export function openPayment({ payments }: DossierFile<Filed>): Payment {
  const open = payments.findLast(({ state }) => state === 'open');
  if (!open) throw new Error('a dossier waits for a payment that nobody asked for');
  return open;
}

/** A request for payment, the open one, ended: as a change of the dossier, of its parts, and of the payment's own item. */
export function settledPayment(
  file: DossierFile<Filed>,
  { at, by, ...end }: Pick<Payment, 'state' | 'receiptNo'> & { readonly at: Instant; readonly by: Actor },
  request = openPayment(file),
) {
  const { dossier, payments } = file;
  const payment: Payment = { ...request, ...end, settledAt: at, settledBy: by };
  const { collection } = dossier;
  return {
    payment,
    change: { paymentUntil: undefined, collection: collection === 'offered' ? undefined : collection },
    parts: { payments: payments.map((one) => (one === request ? payment : one)) },
    writes: [putChangedPayment(dossier.id, request, payment, accessTo(dossier))],
  };
}
