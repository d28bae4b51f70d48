import type { Access } from '../table/access.ts';
import type { Dossier } from './dossier.ts';

/** Who may see a dossier and its parts: its owner, the desk that takes it in, and once it is filed the agency that decides. */
export function accessTo(dossier: Dossier): Access {
  const { owner, receiving } = dossier;
  return dossier.status === 'draft'
    ? { owner, receiving, expiresAt: dossier.expiresAt }
    : { owner, receiving, agency: dossier.procedure.agency };
}
