import type { Now } from '../clock.ts';
import type { AcceptedFile } from '../document/requirement.ts';
import type { DossierFile } from '../dossier/dossier.ts';
import { recallProcedure } from '../procedure/store.ts';

/**
 * What files a dossier may hold now: for a draft the papers of its procedure as it stands today, and while a
 * supplement is asked for what the request itself says, whatever has become of the procedure.
 */
export async function papersAsked(
  { dossier, supplements }: DossierFile,
  now: Now,
): Promise<readonly AcceptedFile[]> {
  if (dossier.status === 'draft') return (await recallProcedure(dossier.procedure.code, now)).papers;
  const round = supplements.at(-1);
  return (round?.items ?? []).flatMap(({ id, file }) => (file ? [{ id, ...file }] : []));
}
