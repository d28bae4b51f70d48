import { type Occasion, recorded } from '../dossier/change.ts';
import type { Filed } from '../dossier/dossier.ts';
import type { EventName } from '../dossier/events.ts';
import type { Refund, RefundState } from '../payment/refund.ts';
import type { Write } from '../table/transaction.ts';

/** What is told of a refund: not that it is ordered, which changes nothing for its payer. */
const eventOf = {
  owed: 'refund.owed',
  ordered: undefined,
  returned: 'refund.returned',
  refused: 'refund.refused',
} as const satisfies Record<RefundState, EventName | undefined>;

/**
 * A dossier of which a refund came into its state, told by an event of the dossier in the transaction that moves the money.
 * @param attention what its desk is to look after from then on
 */
export function refundTold(
  dossier: Filed,
  { attempt, amountVnd, reason, state }: Refund,
  attention: Filed['attention'],
  occasion: Occasion,
): readonly Write[] {
  const name = eventOf[state];
  if (!name) return [];
  const data = { attempt, amountVnd, refundReason: reason };
  return recorded(dossier, [{ after: { ...dossier, attention }, told: { name, data } }], occasion).writes;
}
