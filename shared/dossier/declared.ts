import { localDateOf } from '../clock.ts';
import type { Document, Upload } from '../document/document.ts';
import { putDeclared } from '../document/store.ts';
import { signUpload } from '../document/upload.ts';
import type { Applicant, Officer } from '../http/caller.ts';
import { accessToPapers } from './access.ts';
import type { Dossier } from './dossier.ts';
import { actorOf } from './rules.ts';
import { putDossier } from './store.ts';
import { summaryOf } from './summary.ts';
import { type Declared, viewOfDocument, viewOfSummary } from './view.ts';

/** A dossier with one file more, in its next version, as the writes of one transaction and what is told of it. */
export function declared(before: Dossier, document: Document, caller: Applicant | Officer, at: Date) {
  const after = { ...before, version: before.version + 1, changedBy: actorOf(caller, before) };
  return {
    writes: [...putDossier(before, after), putDeclared(document, accessToPapers(before))],
    body: {
      dossier: viewOfSummary(summaryOf(after), caller, localDateOf(at)),
      document: viewOfDocument(document),
    },
    version: after.version,
    location: `/v1/dossiers/${after.id}`,
  };
}

/** The same with where the file goes: a repeat gets an address that lives as long as the first one did. */
export const withUpload = async ({
  dossier,
  document,
}: Declared): Promise<Declared & { upload: Upload }> => ({
  dossier,
  document,
  upload: await signUpload(
    { ...document, dossierId: dossier.id },
    dossier.status === 'draft' ? 'draft' : 'dossier',
  ),
});
