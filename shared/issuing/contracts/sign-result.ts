import * as z from 'zod';
import { DossierPath } from '../../dossier/paths.ts';
import { Reason } from '../../dossier/reason.ts';
import { DossierView } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';
import { personal } from '../../personal.ts';
import { RESULT_CODE } from '../../result/code.ts';

export const signResult = operation({
  id: 'sign-result',
  area: 'issuing',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/results',
  summary: { vi: 'Ký số và vào sổ một kết quả', en: 'Sign a result and enter it in the register' },
  description:
    "Signs an examined file by the agency's key (PAdES B-B), with the next number of its register of the year. Before the dossier is finished it is a new result; after that it `replaces` one that was found wrong, which stays to be read with the mark of it.",
  callers: { officers: ['agencyLeader'] },
  writes: 'change',
  params: DossierPath,
  body: z.strictObject({
    documentId: z.uuid(),
    /** Trích yếu, as the register shows it. */
    abstract: personal(z.string().trim().normalize('NFC').min(5).max(500), 'words'),
    replaces: z
      .strictObject({ resultCode: z.string().regex(RESULT_CODE), reason: Reason, legalBasis: Reason })
      .optional(),
  }),
  status: 201,
  output: DossierView,
  etag: true,
  problems: [
    'dossier-not-found',
    'document-not-found',
    'document-not-open',
    'result-not-found',
    'result-not-valid',
    'file-not-signable',
    'signer-missing',
    'transition-not-allowed',
    'approval-required',
    'consultation-open',
  ],
  touches: {
    table: ['get', 'query', 'put'],
    documents: ['open'],
    sheets: ['keep'],
    signing: 'sign',
  },
  timeoutSeconds: 29,
  examples: {
    request: {
      documentId: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
      abstract: 'Phiếu lý lịch tư pháp số 1 của công dân',
    },
  },
});
