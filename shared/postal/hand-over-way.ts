import type { Occasion } from '../dossier/change.ts';
import { type HandOver, MOST_LINES } from '../hand-over/hand-over.ts';
import type { Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import type { Write } from '../table/transaction.ts';
import type { Text } from '../text.ts';

/** A record as it is afterwards, and what else is written with it. */
export type Changing = { readonly after: HandOver; readonly writes: readonly Write[] };

/** What becomes of a record that goes one way. Each throws Problem `hand-over-not-allowed`, and `dossier-not-found` for another agency's. */
export type Way = {
  /** More items, each of which stands in no other record. */
  add(record: HandOver, dossierIds: readonly string[], officer: Officer): Promise<Changing>;
  /** Without some of its items, which may stand in another then. */
  remove(record: HandOver, dossierIds: readonly string[], officer: Officer): Promise<Changing>;
  /** The desk signs it, as its items are now. */
  sign(record: HandOver, officer: Officer, occasion: Occasion): Promise<Changing>;
  /** The carrier signs too: all its items go over, in one transaction. */
  countersign(
    record: HandOver,
    carrier: NonNullable<HandOver['taker']>,
    officer: Officer,
    occasion: Occasion,
  ): Promise<Changing>;
  /** The dossiers whose items stand in it. */
  idsIn(record: HandOver): readonly string[];
  /** Its items without the persons. */
  nameless(record: HandOver): Partial<HandOver>;
};

/** That a record or an item does not allow what is asked for. */
export const notHandedOver = (detail: Text): Problem => new Problem('hand-over-not-allowed', { detail });

/** @throws Problem `hand-over-not-allowed` for more items than one transaction can move */
export function requireRoom(items: readonly unknown[]): void {
  if (items.length > MOST_LINES)
    throw notHandedOver({
      vi: `Một biên bản có nhiều nhất ${MOST_LINES} bưu gửi.`,
      en: `A record has ${MOST_LINES} items at most.`,
    });
}
