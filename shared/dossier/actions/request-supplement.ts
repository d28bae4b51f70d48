import * as z from 'zod';
import type { LocalDate } from '../../clock.ts';
import { fault } from '../../http/faults.ts';
import { type Fault, Problem } from '../../http/problems.ts';
import { inForce } from '../../law/law.ts';
import { FileType } from '../../procedure/paper.ts';
import type { Procedure } from '../../procedure/procedure.ts';
import {
  AskedItem,
  putSupplement,
  type RequestedItem,
  ShownItem,
  type Supplement,
} from '../../supplement/supplement.ts';
import { accessTo } from '../access.ts';
import { action } from '../action.ts';
import { isFormField } from '../form.ts';
import { Reason, requireFuture } from '../reason.ts';
import { deciding } from '../roles.ts';

/** The most rounds of supplement on a day. */
export const supplementRounds = (day: LocalDate): number => inForce('supplementRounds', day)?.value ?? 0;

/** Files that answer what is not a paper of the procedure, bytes: the types of the catalogue, the size of a scan. */
const ANY_FILE = { acceptedTypes: [...FileType.options], maxBytes: 20 * 1024 * 1024 };

/**
 * Form 02, full and accurate, as often as the law allows (NĐ 61/2018 Điều 15(3)). Each item is a paper of the
 * procedure, a field of the form, or something new that is described: so the citizen can answer all of it.
 */
export const requestSupplement = action({
  name: 'requestSupplement',
  from: {
    submitted: { by: ['deskOfficer'], to: 'supplementRequested' },
    received: { by: deciding, to: 'supplementRequested' },
    processing: { by: deciding, to: 'supplementRequested' },
  },
  clock: 'pause',
  input: { reason: Reason, items: z.array(AskedItem).min(1).max(30), deadline: z.iso.date() },
  event: {
    name: 'dossier.supplement-requested',
    data: {
      reason: z.string(),
      items: z.array(ShownItem),
      /** Last local day to answer. */
      deadline: z.iso.date(),
    },
  },
  needs: 'procedure',
  forbids: ({ supplements, stage }, day) => {
    // What lies with the leader is first sent back: a supplement is appraised anew.
    if (stage) return 'transition-not-allowed';
    return supplements >= supplementRounds(day) ? 'supplement-limit-reached' : undefined;
  },
  effect: ({ file: { dossier, supplements }, input, at, day, actor, procedure }) => {
    const { reason, deadline } = input;
    requireFuture(deadline, day);
    const round: Supplement = {
      v: 1,
      number: dossier.supplements + 1,
      requestedAt: at,
      requestedBy: actor,
      reason,
      items: requested(input.items, procedure),
      deadline,
    };
    const items = round.items.map((item) => ShownItem.parse(item));
    return {
      change: { supplements: round.number, supplementUntil: deadline },
      parts: { supplements: [...supplements, round] },
      writes: [putSupplement(dossier.id, round, accessTo(dossier))],
      data: { reason, items, deadline },
    };
  },
});

/** What is asked for, each with what answers it. @throws Problem `invalid-request` that names each item that nothing could answer */
function requested(items: readonly AskedItem[], procedure: Procedure | undefined): RequestedItem[] {
  const faults: Fault[] = [];
  const found = items.map((item, place): RequestedItem => {
    const { paperId, field } = item;
    if (paperId !== undefined) {
      const paper = procedure?.papers.find(({ id }) => id === paperId);
      if (!paper || paper.acceptedTypes.length === 0)
        faults.push(fault('body', `/items/${place}/paperId`, 'paper-unknown'));
      const { acceptedTypes, maxBytes } = paper ?? ANY_FILE;
      return { ...item, id: paperId, file: { acceptedTypes, maxBytes } };
    }
    if (field === undefined) return { ...item, id: `moi-${place + 1}`, file: ANY_FILE };
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
