import { toInstant } from '../clock.ts';
import { type Occasion, recorded } from '../dossier/change.ts';
import type { Filed } from '../dossier/dossier.ts';
import { endedFeeReceipt } from '../dossier/fee-receipting.ts';
import type { Ending } from '../fee-receipt/ending.ts';
import type { FeeReceipt } from '../fee-receipt/fee-receipt.ts';

/**
 * A receipt of a dossier that ends, as the writes of one transaction. That its money went back is told by an event; another name on
 * it changes nothing of the dossier.
 * @param occasion with how many receipts the agency has issued in the year
 */
export function feeReceiptEnded(
  dossier: Filed,
  before: FeeReceipt,
  ending: Ending,
  { taken, ...occasion }: Occasion & { readonly taken: number },
) {
  const act = { at: toInstant(occasion.at), by: occasion.actor, taken };
  const { ended, writes } = endedFeeReceipt(before, ending, act);
  if (ending.as === 'replaced') return { ended, writes };
  const { code: receiptNo, amountVnd } = before;
  const told = { name: 'fee-receipt.cancelled', data: { receiptNo, amountVnd } } as const;
  return { ended, writes: [...writes, ...recorded(dossier, [{ after: dossier, told }], occasion).writes] };
}
