import type { Access } from '../table/access.ts';
import type { Dossier } from './dossier.ts';
import { expiryOf } from './draft.ts';

/** Who may see a dossier and its parts: its owner, who files for the owner, the desk that takes it in, and once it is filed the agency that decides. */
export function accessTo(dossier: Dossier): Access {
  const { owner, proxy, receiving } = dossier;
  return dossier.status === 'draft'
    ? { owner, proxy, receiving, expiresAt: dossier.expiresAt }
    : { owner, proxy, receiving, agency: dossier.procedure.agency };
}

/** The same of its papers: money keeps a draft, and never its papers. */
export const accessToPapers = (dossier: Dossier): Access => ({
  ...accessTo(dossier),
  ...(dossier.status === 'draft' && { expiresAt: expiryOf(dossier) }),
});
