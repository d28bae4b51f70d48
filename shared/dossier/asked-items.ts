import { fault } from '../http/faults.ts';
import { type Fault, Problem } from '../http/problems.ts';
import { anyFile } from '../procedure/paper.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { type AskedKind, supplementReasonOf } from '../supplement/reasons.ts';
import type { AskedItem, RequestedItem } from '../supplement/supplement.ts';
import { isFormField } from './form.ts';

/** The reasons of the items in a sentence, where the officer adds none. */
export const reasonsOf = (items: readonly AskedItem[]): string =>
  [...new Set(items.map(({ reason = '' }) => supplementReasonOf(reason)?.text.vi ?? reason))].join('; ');

const kindOf = ({ paperId, field }: AskedItem): AskedKind => {
  if (paperId !== undefined) return 'paper';
  return field === undefined ? 'new' : 'field';
};

/** Each item has a reason that may be said of its kind, or the words that stand for all. */
function reasonFault(item: AskedItem, place: number, words: string | undefined): readonly Fault[] {
  const field = `/items/${place}/reason`;
  if (item.reason === undefined) return words === undefined ? [fault('body', field, 'required')] : [];
  const reason = supplementReasonOf(item.reason);
  if (!reason) return [fault('body', field, 'reason-unknown')];
  return reason.of.includes(kindOf(item)) ? [] : [fault('body', field, 'reason-not-of-this')];
}

/**
 * What is asked for, each with what answers it.
 * @param words the officer's own, for all items
 * @throws Problem `invalid-request` that names each item that nothing could answer, or that has no reason
 */
export function requested(
  items: readonly AskedItem[],
  procedure: Procedure | undefined,
  words: string | undefined,
): RequestedItem[] {
  const faults: Fault[] = items.flatMap((item, place) => reasonFault(item, place, words));
  const found = items.map((item, place): RequestedItem => {
    const { paperId, field } = item;
    if (paperId !== undefined) {
      const paper = procedure?.papers.find(({ id }) => id === paperId);
      if (!paper || paper.acceptedTypes.length === 0)
        faults.push(fault('body', `/items/${place}/paperId`, 'paper-unknown'));
      const { acceptedTypes, maxBytes } = paper ?? anyFile;
      return { ...item, id: paperId, file: { acceptedTypes, maxBytes } };
    }
    if (field === undefined) return { ...item, id: `moi-${place + 1}`, file: anyFile };
    if (!procedure || !isFormField(field, procedure))
      faults.push(fault('body', `/items/${place}/field`, 'field-unknown'));
    return { ...item, id: field };
  });
  for (const [place, { id }] of found.entries())
    if (found.findIndex((one) => one.id === id) < place)
      faults.push(fault('body', `/items/${place}`, 'asked-twice'));
  if (faults.length > 0) throw new Problem('invalid-request', { faults });
  return found;
}
