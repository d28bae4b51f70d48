import * as z from 'zod';
import { toInstant } from '../clock.ts';
import { condemned, MOST_ENTRIES, MOST_STRIKES } from '../destruction/list.ts';
import { type DestructionDeed, destructionDeeds, destructionDeedsIn } from '../destruction/state.ts';
import { listChanged, type WholeList } from '../destruction/store.ts';
import { DOSSIER_CODE } from '../dossier/code.ts';
import { Reason } from '../dossier/reason.ts';
import { actorOf } from '../dossier/rules.ts';
import type { Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import type { Write } from '../table/transaction.ts';
import type { Text } from '../text.ts';

/** What the head of an agency says of a list. */
export const DestructionDecision = z
  .discriminatedUnion('action', [
    z.strictObject({
      action: z.literal('strike'),
      codes: z.array(z.string().regex(DOSSIER_CODE)).min(1).max(MOST_ENTRIES),
      reason: Reason,
    }),
    z.strictObject({ action: z.literal('approve') }),
    z.strictObject({ action: z.literal('discard') }),
  ])
  .meta({ id: 'DestructionDecision' });
export type DestructionDecision = z.infer<typeof DestructionDecision>;

const refused = (detail: Text): Problem => new Problem('destruction-not-allowed', { detail });

function requireDeedOn({ list: { state } }: WholeList, deed: DestructionDeed): void {
  const allowed = destructionDeedsIn(state);
  if (allowed.includes(deed)) return;
  const offered = allowed.join(', ') || '-';
  throw refused({
    vi: `Không thể thực hiện "${deed}" khi danh mục ở trạng thái "${state}". Có thể: ${offered}.`,
    en: `"${deed}" cannot be done while the list is "${state}". What can be: ${offered}.`,
  });
}

/** What a list names after some of it was struck. @throws Problem `destruction-not-allowed` for what it does not name, or no more */
function struck(
  { named }: WholeList,
  { codes, reason }: Extract<DestructionDecision, { action: 'strike' }>,
  said: WholeList['list']['drawn'],
): WholeList['named'] {
  const left = new Set(condemned(named).map(({ dossierCode }) => dossierCode));
  const stranger = codes.find((code) => !left.has(code));
  if (stranger)
    throw refused({
      vi: `Hồ sơ ${stranger} không có trong danh mục, hoặc đã được gạch.`,
      en: `The list does not name ${stranger}, or it is struck already.`,
    });
  if (named.strikes.length === MOST_STRIKES)
    throw refused({
      vi: `Một danh mục được gạch nhiều nhất ${MOST_STRIKES} lần.`,
      en: `A list is struck through ${MOST_STRIKES} times at most.`,
    });
  return { ...named, strikes: [...named.strikes, { codes: [...new Set(codes)], reason, ...said }] };
}

/**
 * A list after what the head of its agency says of it, and all that it writes. Once it is approved nothing of it changes:
 * only what became of it is added.
 * @throws Problem `destruction-not-allowed`
 */
export function listDecided(
  before: WholeList,
  decision: DestructionDecision,
  officer: Officer,
  at: Date,
): { readonly after: WholeList; readonly writes: readonly Write[] } {
  requireDeedOn(before, decision.action);
  const said = { at: toInstant(at), by: actorOf(officer) };
  const named = decision.action === 'strike' ? struck(before, decision, said) : before.named;
  if (decision.action === 'approve' && condemned(named).length === 0)
    throw refused({ vi: 'Danh mục không còn hồ sơ nào.', en: 'Nothing is left on the list.' });
  const after: WholeList = {
    list: {
      ...before.list,
      version: before.list.version + 1,
      state: destructionDeeds[decision.action].to,
      struck: named.entries.length - condemned(named).length,
      ...(decision.action !== 'strike' && { decided: said }),
    },
    named,
  };
  return { after, writes: listChanged(before, after) };
}
