import * as z from 'zod';
import { nextRound } from '../../supplement/rounds.ts';
import { AskedItem, putSupplement, ShownItem, type Supplement } from '../../supplement/supplement.ts';
import { Words } from '../../text.ts';
import { accessTo } from '../access.ts';
import { action } from '../action.ts';
import { reasonsOf, requested } from '../asked-items.ts';
import { Reason, requireFuture } from '../reason.ts';
import { deciding } from '../roles.ts';

/**
 * Form 02, full and accurate, as often as the law allows (NĐ 61/2018 Điều 15(3)). Each item is a paper of the
 * procedure, a field of the form, or something new that is described, and has its reason: so the citizen can answer all
 * of it. Words of the officer's own may be added, and stand for what has no reason of the catalogue.
 */
export const requestSupplement = action({
  name: 'requestSupplement',
  from: {
    submitted: { by: ['deskOfficer'], to: 'supplementRequested' },
    received: { by: deciding, to: 'supplementRequested' },
    processing: { by: deciding, to: 'supplementRequested' },
  },
  clock: 'pause',
  input: { reason: Reason.optional(), items: z.array(AskedItem).min(1).max(30), deadline: z.iso.date() },
  event: {
    name: 'dossier.supplement-requested',
    data: {
      reason: Words,
      items: z.array(ShownItem),
      /** Last local day to answer. */
      deadline: z.iso.date(),
      /** Whether it went beyond what the law gives: then the dossier counts as overdue (QĐ 766/QĐ-TTg). */
      agencyFault: z.boolean().default(false),
    },
  },
  needs: 'procedure',
  forbids: ({ supplements, stage }, day) => {
    // What lies with the leader is first sent back: a supplement is appraised anew.
    if (stage) return 'transition-not-allowed';
    return nextRound(supplements, day) === 'none' ? 'supplement-limit-reached' : undefined;
  },
  effect: ({ file: { dossier, supplements }, input, at, day, actor, procedure }) => {
    const { deadline } = input;
    requireFuture(deadline, day);
    const reason = input.reason ?? reasonsOf(input.items);
    const agencyFault = nextRound(dossier.supplements, day) === 'atFault';
    const round: Supplement = {
      v: 1,
      number: dossier.supplements + 1,
      requestedAt: at,
      requestedBy: actor,
      reason,
      items: requested(input.items, procedure, input.reason),
      deadline,
      agencyFault,
    };
    const items = round.items.map((item) => ShownItem.parse(item));
    return {
      change: { supplements: round.number, supplementUntil: deadline },
      parts: { supplements: [...supplements, round] },
      writes: [putSupplement(dossier.id, round, accessTo(dossier))],
      data: { reason, items, deadline, agencyFault },
    };
  },
});
