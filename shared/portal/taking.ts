import type * as z from 'zod';
import { ownerOnPaper } from '../applicant/owner.ts';
import { localDateOf, toInstant } from '../clock.ts';
import { fitting } from '../document/requirement.ts';
import { expiryOf, newDraft } from '../dossier/draft.ts';
import { formFor } from '../dossier/form.ts';
import { putFilledDraft } from '../dossier/store.ts';
import { requireOnlineFiling } from '../filing/submission.ts';
import type { NewId } from '../ids.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Write } from '../table/transaction.ts';
import type { receivePortalFiling } from './contracts/receive-portal-filing.ts';
import { putFiling } from './filing.ts';

type Handed = z.output<NonNullable<typeof receivePortalFiling.body>>;

/**
 * What was filed at the portal as a draft of its owner, whom the number of the form proves to any account that bears it, and the
 * files that are to be fetched for it.
 * @throws Problem `online-filing-not-offered`, `form-invalid`, `document-not-fit`
 */
export function takenFrom(
  handed: Handed,
  procedure: Procedure,
  { at, newId }: { readonly at: Date; readonly newId: NewId },
): { readonly dossierId: string; readonly writes: readonly Write[] } {
  requireOnlineFiling(procedure, localDateOf(at));
  const form = formFor(procedure, handed.form);
  const { portalCode } = handed;
  const draft = newDraft(procedure, {
    id: newId(),
    owner: ownerOnPaper(form.applicant),
    channel: 'online',
    portalCode,
    form,
    changedBy: { kind: 'partner', partner: 'portal' },
    at,
  });
  const files = handed.files.map(({ path, ...file }) => ({
    ...fitting({ files: procedure.papers }, [], file),
    documentId: newId(),
    path,
  }));
  const filing = {
    v: 1,
    version: 1,
    portalCode,
    state: 'fetching',
    files,
    nextTryAt: toInstant(at),
    expiresAt: expiryOf(draft),
  } as const;
  return {
    dossierId: draft.id,
    writes: [...putFilledDraft({ ...draft, form }), ...putFiling(draft.id, filing)],
  };
}
