import type { Actor } from '../actor.ts';
import { attentionLeft, putAttention } from '../dossier/attention.ts';
import type { Filed } from '../dossier/dossier.ts';
import { isUnexplained } from '../payment/attempt.ts';
import type { Paying } from '../payment/store.ts';
import type { Write } from '../table/transaction.ts';

/** What the money of a dossier asks of its desk: what is owed first. That of its draft is the control's. */
function askedOfDesk({ attempts, refunds }: Paying): 'refund-refused' | 'payment-unexplained' | undefined {
  if (refunds.some(({ state, ofDraft }) => state === 'refused' && !ofDraft)) return 'refund-refused';
  return attempts.some(isUnexplained) ? 'payment-unexplained' : undefined;
}

/** What the desk of a dossier is to look after: its money while that asks for it, whatever else it was, and no longer. */
export function attentionAsked(dossier: Filed, paying: Paying): Filed['attention'] {
  return askedOfDesk(paying) ?? (attentionLeft(dossier) ? undefined : dossier.attention);
}

/** Brings a dossier to its desk while its money asks for that, and no longer. */
export function attentionToMoney(dossier: Filed, paying: Paying, by: Actor): readonly Write[] {
  const asked = attentionAsked(dossier, paying);
  return asked === dossier.attention ? [] : putAttention(dossier, asked, by);
}
