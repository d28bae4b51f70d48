import * as z from 'zod';
import { putRound, ShownItem, type Supplement } from '../../supplement/supplement.ts';
import { accessTo } from '../access.ts';
import { action } from '../action.ts';

/** The last day to answer is near: the applicant is reminded, once in a round. */
export const remindOfSupplement = action({
  name: 'remindOfSupplement',
  from: { supplementRequested: { by: ['system'], to: 'supplementRequested' } },
  clock: 'none',
  input: {},
  event: {
    name: 'dossier.supplement-reminded',
    /** Last local day to answer. */
    data: { items: z.array(ShownItem), deadline: z.iso.date() },
  },
  effect: ({ file: { dossier, supplements }, at }) => {
    const round = supplements.at(-1);
    if (!round) throw new Error('a dossier waits for a supplement that nobody asked for');
    const reminded: Supplement = { ...round, remindedAt: at };
    return {
      parts: { supplements: supplements.map((one) => (one === round ? reminded : one)) },
      writes: [putRound(dossier.id, reminded, accessTo(dossier))],
      data: { items: round.items.map((item) => ShownItem.parse(item)), deadline: round.deadline },
    };
  },
});
