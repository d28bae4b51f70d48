import type { DossierFile } from '../dossier/dossier.ts';
import type { Payment } from '../payment/payment.ts';
import type { Write } from '../table/transaction.ts';
import { putTransfer, referenceFor } from '../transfer/store.ts';
import { requirePayable } from './beginning.ts';

/** By which reference a request is paid by transfer, and the writes that make it lead there. */
type Chosen = { readonly payment: Payment; readonly reference: string; readonly writes: readonly Write[] };

/**
 * The reference of the request that may be paid today: the same in every tab, and never that of another.
 * @throws Problem `payment-not-open`
 */
export async function chosenTransfer(file: DossierFile, at: Date): Promise<Chosen> {
  const payment = requirePayable(file, at);
  const transfer = { dossierId: file.dossier.id, payment: payment.number };
  const { reference, isGiven } = await referenceFor(transfer);
  return { payment, reference, writes: isGiven ? [] : [putTransfer(reference, transfer)] };
}
