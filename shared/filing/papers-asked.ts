import type { Now } from '../clock.ts';
import type { AskedFiles } from '../document/requirement.ts';
import { RELIEF_PROOF } from '../dossier/charge.ts';
import type { DossierFile } from '../dossier/dossier.ts';
import { anyFile } from '../procedure/paper.ts';
import { isDueFirst, type Procedure } from '../procedure/procedure.ts';
import { recallProcedure } from '../procedure/store.ts';
import { askedFiles } from '../supplement/asked.ts';
import { authorisationOf } from './proxy.ts';

/** What shows that less is to be paid, where that is claimed with the submission. */
const proofsIn = (procedure: Procedure) => (isDueFirst(procedure) ? [{ ...RELIEF_PROOF, ...anyFile }] : []);

/**
 * What files a dossier may hold now: for a draft the papers of its procedure as it stands today and what shows who files it
 * or pays less, and while a supplement is asked for what the request itself says, whatever has become of the procedure.
 */
export async function papersAsked({ dossier, supplements }: DossierFile, now: Now): Promise<AskedFiles> {
  if (dossier.status === 'draft') {
    const procedure = await recallProcedure(dossier.procedure.code, now);
    const authorisation = dossier.proxy ? [authorisationOf(procedure)] : [];
    return { files: [...procedure.papers, ...authorisation, ...proofsIn(procedure)] };
  }
  return askedFiles(supplements.at(-1)?.items ?? []);
}
