import type { Actor } from '../actor.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { Problem } from '../http/problems.ts';
import { type Attempt, explainedByHand, isUnexplained } from '../payment/attempt.ts';
import type { Difference, ExplainedByHand } from '../payment/difference.ts';
import { type Paying, putChangedAttempt } from '../payment/store.ts';
import { attentionToMoney } from './attention.ts';
import type { ChangedPaying } from './returning.ts';

/** An attempt whose difference has changed, and the desk with it. */
function differenceChanged(
  { dossier }: DossierFile<Filed>,
  paying: Paying,
  { before, after, by }: { readonly before: Attempt; readonly after: Attempt; readonly by: Actor },
): ChangedPaying {
  const changed = { ...paying, attempts: paying.attempts.map((one) => (one === before ? after : one)) };
  return {
    paying: changed,
    writes: [putChangedAttempt(dossier.id, before, after), ...attentionToMoney(dossier, changed, by)],
  };
}

/** What a provider's file says otherwise of an attempt, brought to the desk once a day's file; what it was brought for before stays. */
export function differenceFound(
  file: DossierFile<Filed>,
  paying: Paying,
  attempt: number,
  { difference, by }: { readonly difference: Difference; readonly by: Actor },
): ChangedPaying {
  const before = paying.attempts.find(({ number }) => number === attempt);
  if (!before || isUnexplained(before) || before.difference?.day === difference.day)
    return { paying, writes: [] };
  return differenceChanged(file, paying, { before, after: { ...before, difference }, by });
}

/**
 * A difference of which the desk says how it came about.
 * @throws Problem `difference-not-open` when there is none of the attempt, or not any more
 */
export function differenceExplained(
  file: DossierFile<Filed>,
  paying: Paying,
  attempt: number,
  said: ExplainedByHand & { readonly at: Date; readonly by: Actor },
): ChangedPaying {
  const before = paying.attempts.find((one) => one.number === attempt && isUnexplained(one));
  if (!before) throw new Problem('difference-not-open');
  return differenceChanged(file, paying, { before, after: explainedByHand(before, said), by: said.by });
}
