import { nameOf } from '../applicant/applicant.ts';
import { givenBackInCash, takenInCash } from '../cash/drawer.ts';
import { type LocalDate, localDateOf } from '../clock.ts';
import { cancelledReceipt, type Ending, replacedReceipt } from '../fee-receipt/ending.ts';
import { type Act, type FeeReceipt, feeReceiptFor, type Payer } from '../fee-receipt/fee-receipt.ts';
import { revenueCancelled, revenueIssued, revenueReplaced } from '../fee-receipt/revenue.ts';
import { nextInSeries } from '../fee-receipt/series.ts';
import { putEndedFeeReceipt, putFeeReceipt } from '../fee-receipt/store.ts';
import type { Payment } from '../payment/payment.ts';
import type { Write } from '../table/transaction.ts';
import { loadCounter, putNumber } from './code.ts';
import type { Dossier, Filed } from './dossier.ts';

const seriesOf = (day: LocalDate): string => `BL-${day.slice(0, 4)}`;

/** How many receipts the agency that decides on a dossier has issued in the year of a local day. */
export const loadReceiptsTaken = ({ procedure }: Dossier, day: LocalDate): Promise<number> =>
  loadCounter(procedure.agency, seriesOf(day));

function payerOf({ form: { applicant } }: Filed): Payer {
  const { address } = applicant;
  return {
    name: nameOf(applicant),
    address: address.line ?? address.street,
    number: applicant.kind === 'citizen' ? applicant.personalId : applicant.taxCode,
  };
}

/** A receipt that was issued or ended, with all that this writes. */
type Receipted = { readonly receipt: FeeReceipt; readonly writes: readonly Write[] };

/** Who settles a request, and when, with how many receipts its agency has issued in the year, as that was just read. */
export type Settling = Act & { readonly taken: number | undefined };

/**
 * The receipt of a request that has just been paid, as writes of the very transaction that settles it, with what it brings
 * into the drawer of an officer who took it in cash. The number is taken there too, on condition that nobody else has: so
 * there is neither a settled request without its receipt, nor a number without one, and whoever is overtaken runs again. The
 * counter is one item per agency and year: its settlements take turns, 50 a second at 20 ms each, of which the busiest agency
 * of a province has a few.
 * @throws Error where nobody has read how many receipts there are: a fault of ours
 */
export function issuedFeeReceipt(dossier: Filed, payment: Payment, { at, by, taken }: Settling): Receipted {
  if (taken === undefined) throw new Error('a payment is recorded without a number for its receipt');
  const day = localDateOf(at);
  const { agency, code, name } = dossier.procedure;
  const about = {
    dossierId: dossier.id,
    dossierCode: dossier.code,
    procedure: { code, name },
    payer: payerOf(dossier),
  };
  const receipt = feeReceiptFor(payment, about, { numbered: nextInSeries(agency, day, taken), at, by });
  return {
    receipt,
    writes: [
      putNumber(agency, seriesOf(day), taken),
      putFeeReceipt(receipt),
      ...revenueIssued(receipt),
      ...takenInCash(receipt),
    ],
  };
}

/**
 * A receipt that ends, as the writes of one transaction: replaced by another with the next number, or cancelled, and with it the
 * book of the day, and the drawer out of which its money went back.
 * @param taken as for a new one
 */
export function endedFeeReceipt(
  before: FeeReceipt,
  ending: Ending,
  { at, by, taken }: Act & { readonly taken: number },
): { readonly ended: readonly FeeReceipt[]; readonly writes: readonly Write[] } {
  if (ending.as === 'cancelled') {
    const after = cancelledReceipt(before, ending, { at, by });
    const { code: reference, amountVnd } = after;
    const writes = [putEndedFeeReceipt(after), ...revenueCancelled(after, at)];
    const back = ending.fromDrawer ? givenBackInCash({ at, by, reference, amountVnd }) : [];
    return { ended: [after], writes: [...writes, ...back] };
  }
  const day = localDateOf(at);
  const numbered = nextInSeries(before.agency, day, taken);
  const { after, successor } = replacedReceipt(before, ending, { numbered, at, by });
  return {
    ended: [after, successor],
    writes: [
      putEndedFeeReceipt(after),
      putNumber(before.agency, seriesOf(day), taken),
      putFeeReceipt(successor),
      ...revenueReplaced(successor),
    ],
  };
}
