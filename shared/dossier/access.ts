import type { Access } from '../table/access.ts';
import type { Dossier } from './dossier.ts';

/** Who may see a dossier and its parts: its owner, and once it is filed the agency that decides. */
export const accessTo = (dossier: Dossier): Access =>
  dossier.status === 'draft'
    ? { owner: dossier.owner, expiresAt: dossier.expiresAt }
    : { owner: dossier.owner, agency: dossier.procedure.agency };
