import * as z from 'zod';
import { DossierPath } from '../../dossier/paths.ts';
import { Receipt } from '../../dossier/receipt.ts';
import { DossierView } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';

/** What is told of a submission besides its receipt, which has a place of its own. */
export const Submitted = z.object({ dossier: DossierView });

export const submitDossier = operation({
  id: 'submit-dossier',
  area: 'filing',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/submission',
  summary: { vi: 'Nộp hồ sơ', en: 'Submit the dossier' },
  description:
    'One transaction: the dossier gets its code (gapless per agency and day), the receipt lists every file with its SHA-256, and the first event leaves. Keep the tracking secret of the receipt. What is paid before submission is refused as `fees-unpaid` until it is; the money then settles the charge, with its receipt.',
  callers: { applicants: true },
  writes: 'change',
  params: DossierPath,
  status: 201,
  output: Submitted.extend({ receipt: Receipt }),
  etag: true,
  problems: [
    'dossier-not-found',
    'procedure-not-found',
    'online-filing-not-offered',
    'form-invalid',
    'papers-incomplete',
    'fees-unpaid',
    'result-not-valid',
    'transition-not-allowed',
    'day-full',
  ],
  touches: { table: ['get', 'query', 'put', 'check', 'add'] },
});
