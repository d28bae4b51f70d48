import type { Now } from '../clock.ts';
import type { AskedFiles } from '../document/requirement.ts';
import type { DossierFile } from '../dossier/dossier.ts';
import { recallProcedure } from '../procedure/store.ts';
import { askedFiles } from '../supplement/asked.ts';
import { authorisationOf } from './proxy.ts';

/**
 * What files a dossier may hold now: for a draft the papers of its procedure as it stands today, and while a
 * supplement is asked for what the request itself says, whatever has become of the procedure.
 */
export async function papersAsked({ dossier, supplements }: DossierFile, now: Now): Promise<AskedFiles> {
  if (dossier.status === 'draft') {
    const procedure = await recallProcedure(dossier.procedure.code, now);
    const files = dossier.proxy ? [...procedure.papers, authorisationOf(procedure)] : procedure.papers;
    return { files };
  }
  return askedFiles(supplements.at(-1)?.items ?? []);
}
