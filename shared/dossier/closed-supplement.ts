import type { Instant } from '../clock.ts';
import { putRound, type Supplement } from '../supplement/supplement.ts';
import { accessTo } from './access.ts';
import type { DossierFile, Filed } from './dossier.ts';

/** The open round of supplement, ended without an answer: as a change of the dossier, of its parts, and of the round's own item. */
export function closedSupplement({ dossier, supplements }: DossierFile<Filed>, at: Instant) {
  const round = supplements.at(-1);
  if (!round) throw new Error('a dossier waits for a supplement that nobody asked for');
  const closed: Supplement = { ...round, closedAt: at };
  return {
    change: { supplementUntil: undefined },
    parts: { supplements: supplements.map((one) => (one === round ? closed : one)) },
    writes: [putRound(dossier.id, closed, accessTo(dossier))],
  };
}
