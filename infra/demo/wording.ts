import type { Receipt } from '../../shared/dossier/receipt.ts';
import type { DossierView } from '../../shared/dossier/view.ts';

/** How the result is wanted. */
export const deliveryText = {
  desk: 'tại Bộ phận Một cửa · at the desk',
  online: 'trực tuyến · online',
  post: 'qua bưu chính công ích · by the public post',
} as const satisfies Record<Receipt['delivery'], string>;

/** As much of a SHA-256 as a person compares. */
export const prefix = (sha256: string): string => `${sha256.slice(0, 12)}…`;

/** A status with its code at the national portal. */
export const statusText = ({
  nationalStatus,
  status,
}: Pick<DossierView, 'status' | 'nationalStatus'>): string =>
  nationalStatus ? `${nationalStatus.code} ${nationalStatus.name.vi} · ${nationalStatus.name.en}` : status;
