import type { DossierView } from '../../shared/dossier/view.ts';

/** As much of a SHA-256 as a person compares. */
export const prefix = (sha256: string): string => `${sha256.slice(0, 12)}…`;

/** A status with its code at the national portal. */
export const statusText = ({
  nationalStatus,
  status,
}: Pick<DossierView, 'status' | 'nationalStatus'>): string =>
  nationalStatus ? `${nationalStatus.code} ${nationalStatus.name.vi} · ${nationalStatus.name.en}` : status;
