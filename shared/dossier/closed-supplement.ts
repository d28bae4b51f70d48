import type { Instant } from '../clock.ts';
import { putRound, requireOpenRound, type Supplement } from '../supplement/supplement.ts';
import { accessTo } from './access.ts';
import type { DossierFile, Filed } from './dossier.ts';
import { consignmentsClosed } from './supplement-by-post.ts';

/** The open round of supplement, ended without an answer: as a change of the dossier, of its parts, and of what has items of its own. */
export function closedSupplement(file: DossierFile<Filed>, at: Instant) {
  const { dossier, supplements } = file;
  const round = requireOpenRound(supplements);
  const closed: Supplement = { ...round, closedAt: at };
  const { consignments, writes } = consignmentsClosed(file, at);
  return {
    change: { supplementUntil: undefined, supplementByPost: undefined },
    parts: { supplements: supplements.map((one) => (one === round ? closed : one)), consignments },
    writes: [putRound(dossier.id, closed, accessTo(dossier)), ...writes],
  };
}
