import * as z from 'zod';
import { Problem } from '../../http/problems.ts';
import { personal } from '../../personal.ts';
import { correctionFaults } from '../../supplement/asked.ts';
import { putRound, type Supplement } from '../../supplement/supplement.ts';
import { accessTo } from '../access.ts';
import { action } from '../action.ts';
import { correctedForm } from '../form.ts';
import { goingOn } from '../going-on.ts';
import { putFiled, requirePapers, taken, unfiled } from '../papers.ts';

/** The owner brings what was asked for, each thing after the request: new files, and corrected fields of the form. */
export const answerSupplement = action({
  name: 'answerSupplement',
  from: {
    supplementRequested: {
      by: ['owner'],
      to: goingOn,
    },
  },
  clock: 'continue',
  input: {
    /** New values of the fields that were asked for, by JSON pointer. */
    corrections: z.record(z.string().max(120), personal(z.unknown(), 'answer')).optional(),
  },
  event: { name: 'dossier.supplement-answered', data: {} },
  needs: 'procedure',
  effect: ({ file, input: { corrections = {} }, at, procedure }) => {
    const { dossier, documents, supplements } = file;
    const round = supplements.at(-1);
    if (!round) throw new Error('a dossier waits for a supplement that nobody asked for');
    const faults = correctionFaults(round.items, corrections);
    if (faults.length > 0) throw new Problem('invalid-request', { faults });
    const files = unfiled(documents).filter(({ declaredAt }) => declaredAt >= round.requestedAt);
    requirePapers(asked(round), documents, files);
    const answered: Supplement = { ...round, answeredAt: at };
    return {
      change: {
        form: correctedForm(dossier.form, procedure, corrections),
        supplementUntil: undefined,
      },
      parts: {
        documents: documents.map((document) => taken(document, files)),
        supplements: supplements.map((one) => (one === round ? answered : one)),
      },
      writes: [putRound(dossier.id, answered, accessTo(dossier)), ...putFiled(files, dossier)],
    };
  },
});

/** What must be answered by a file. */
const asked = ({ items }: Supplement) =>
  items.filter(({ file }) => file).map(({ id, name }) => ({ id, name: { vi: name, en: name } }));
