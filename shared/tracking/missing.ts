import * as z from 'zod';
import type { DossierFile } from '../dossier/dossier.ts';
import { AskedView, viewOfAsked } from '../dossier/view.ts';
import { vietnameseAmount } from '../format.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { KeptText, Words } from '../text.ts';

/** One thing that an applicant has still to bring: a paper, a field of the form, the form itself, or a payment. */
export const Missing = z
  .object({
    id: z.string(),
    name: KeptText,
    /** Why it is asked for and how it is mended. */
    reason: AskedView.shape.reason,
    note: Words.optional(),
  })
  .meta({ id: 'Missing' });
export type Missing = z.infer<typeof Missing>;

const FORM: Missing = { id: 'form', name: { vi: 'Tờ khai của hồ sơ', en: 'The form' } };

/** Papers that no file stands for; one that is still being examined does. @param since when it must have been declared */
const without = <Wanted extends { readonly id: string }>(
  wanted: readonly Wanted[],
  documents: DossierFile['documents'],
  since = '',
): readonly Wanted[] =>
  wanted.filter(
    ({ id }) =>
      !documents.some(
        ({ paperId, state, declaredAt }) => paperId === id && state !== 'rejected' && declaredAt >= since,
      ),
  );

/**
 * What is missing of a dossier: of a draft what it lacks to be filed, later what was asked for and has not come yet.
 * @param procedure as it stands today, for a draft; dossiers outlive their procedures
 */
export function missingOf(
  { dossier, documents, supplements, payments }: DossierFile,
  procedure: Procedure | undefined,
): readonly Missing[] {
  switch (dossier.status) {
    case 'draft': {
      const papers = (procedure?.papers ?? []).filter(({ required }) => required);
      return [
        ...(dossier.form ? [] : [FORM]),
        ...without(papers, documents).map(({ id, name }) => ({ id, name })),
      ];
    }
    case 'supplementRequested': {
      const round = supplements.at(-1);
      return without(round?.items ?? [], documents, round?.requestedAt).map((item) => {
        const { id, name, reason, note } = viewOfAsked(item);
        return { id, name: { vi: name, en: name }, reason, note };
      });
    }
    case 'paymentRequested': {
      const open = payments.findLast(({ state }) => state === 'open');
      const amount = vietnameseAmount(open?.amountVnd ?? 0);
      return open
        ? [{ id: 'payment', name: { vi: `Phí, lệ phí ${amount} đồng`, en: `A charge of ${amount} đồng` } }]
        : [];
    }
    default:
      return [];
  }
}
