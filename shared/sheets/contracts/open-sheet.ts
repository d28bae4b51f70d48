import * as z from 'zod';
import { deskRoles } from '../../dossier/paths.ts';
import { FEE_RECEIPT_CODE } from '../../fee-receipt/series.ts';
import { operation } from '../../http/operation.ts';
import { dossierForms } from '../forms.ts';
import { SheetOpening } from '../sheet-opening.ts';

export const openSheet = operation({
  id: 'open-sheet',
  area: 'sheets',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}/sheets/{sheet}',
  summary: {
    vi: 'Mở một phiếu của hồ sơ (mẫu 01-05) hoặc biên lai phí, lệ phí',
    en: 'Open a form of a dossier (01-05), or a receipt of its fees',
  },
  description:
    'The forms of TT 01/2018/TT-VPCP as PDF, signed by the key of the agency where it has one: made when it is first asked for, and the same file ever after while the dossier says the same. Gives an address that works for one minute, and the SHA-256 of what stands there. The control sheet (05) is for officers. An apology (04) that nobody has confirmed yet is a draft, for officers, and is not signed. A form that the dossier does not warrant is not there. `fee-receipt` is the receipt of a fee that was paid, the newest or the one that the query names; one that was replaced or cancelled says so.',
  callers: { applicants: true, officers: deskRoles },
  params: z.object({ dossierId: z.uuid(), sheet: z.enum(dossierForms) }),
  query: z.strictObject({
    /** Of a `fee-receipt` its code; without it the newest. */
    receipt: z.string().regex(FEE_RECEIPT_CODE).optional(),
  }),
  status: 200,
  output: SheetOpening,
  problems: ['dossier-not-found', 'sheet-not-found'],
  touches: { table: ['get', 'query', 'put'], sheets: ['keep', 'open'], signing: 'sign' },
});
