import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { Problem } from '../http/problems.ts';
import { personal } from '../personal.ts';
import { type CountedPaper, namedCounts } from '../procedure/counted.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { correctionFaults, countFaults, notCounted } from '../supplement/asked.ts';
import { putRound, requireOpenRound, type Supplement } from '../supplement/supplement.ts';
import { accessTo } from './access.ts';
import type { DossierFile, Filed } from './dossier.ts';
import { correctedForm } from './form.ts';
import { putFiled, requirePapers, taken, unfiled } from './papers.ts';
import { consignmentsClosed } from './supplement-by-post.ts';

/** New values of the fields that were asked for, by JSON pointer. */
export const corrections = z.record(z.string().max(120), personal(z.unknown(), 'answer')).optional();

/** When an answer came, what of it on paper, and by which record of the post. */
type Arrival = {
  readonly at: Instant;
  readonly onPaper: readonly CountedPaper[];
  readonly handOver?: string | undefined;
};

/**
 * The open round of supplement, answered as a whole: each paper by a file that came after the request or as it was counted
 * over the desk, and each field by its new value. What the post was still to bring of it is called off.
 * @throws Problem `invalid-request` for what was not asked for, `papers-incomplete`, `form-invalid`
 */
export function answeredSupplement(
  file: DossierFile<Filed>,
  { corrections: corrected = {} }: { readonly corrections?: Readonly<Record<string, unknown>> | undefined },
  procedure: Procedure | undefined,
  { at, onPaper, handOver }: Arrival,
) {
  const { dossier, documents, supplements } = file;
  const round = requireOpenRound(supplements);
  const faults = [...correctionFaults(round.items, corrected), ...countFaults(round.items, onPaper)];
  if (faults.length > 0) throw new Problem('invalid-request', { faults });
  const files = unfiled(documents).filter(({ declaredAt }) => declaredAt >= round.requestedAt);
  requirePapers(notCounted(round.items, onPaper), documents, files);
  const names = round.items.map(({ id, name }) => ({ id, name }));
  const answered: Supplement = {
    ...round,
    answeredAt: at,
    ...(onPaper.length > 0 && { papers: namedCounts(onPaper, names) }),
    handOver,
  };
  const closed = consignmentsClosed(file, at);
  return {
    change: {
      form: correctedForm(dossier.form, procedure, corrected),
      supplementUntil: undefined,
      supplementByPost: undefined,
    },
    parts: {
      documents: documents.map((document) => taken(document, files)),
      supplements: supplements.map((one) => (one === round ? answered : one)),
      consignments: closed.consignments,
    },
    writes: [
      putRound(dossier.id, answered, accessTo(dossier)),
      ...putFiled(files, dossier),
      ...closed.writes,
    ],
  };
}
