import * as z from 'zod';
import { Sha256 } from '../../document/document.ts';
import { DOSSIER_CODE } from '../../dossier/code.ts';
import { FEE_RECEIPT_CODE } from '../../fee-receipt/series.ts';
import { operation } from '../../http/operation.ts';
import { RESULT_CODE } from '../../result/code.ts';
import { KeptText } from '../../text.ts';

export const verifyPaper = operation({
  id: 'verify-paper',
  area: 'verification',
  method: 'POST',
  path: '/v1/verifications',
  summary: {
    vi: 'Xác minh một kết quả, biên lai hoặc biểu mẫu bằng mã và mã băm của tệp',
    en: 'Verify a result, a receipt or a form by its code and the hash of its file',
  },
  description:
    'The code stands on the paper, of a result or a receipt of a fee its own and of a form that of the dossier; the hash is the SHA-256 of the file. Only who has the file knows both, and is told what it is, whose, and whether it still holds: nothing of the person it is about.',
  callers: 'public',
  body: z.strictObject({
    code: z.union([
      z.string().regex(RESULT_CODE),
      z.string().regex(FEE_RECEIPT_CODE),
      z.string().regex(DOSSIER_CODE),
    ]),
    sha256: Sha256,
  }),
  status: 200,
  output: z.object({
    code: z.string(),
    /** What it is: a result, a receipt of a fee, or the form by its title. */
    paper: z.object({ kind: z.enum(['result', 'feeReceipt', 'form']), name: KeptText }),
    agency: z.object({ code: z.string(), name: KeptText }),
    /** The local day on which it was signed, or made. */
    day: z.iso.date(),
    state: z.object({ code: z.enum(['valid', 'replaced', 'revoked', 'cancelled']), name: KeptText }),
    /** Since which local day it no longer holds. */
    endedOn: z.iso.date().optional(),
    /** Code of the result, or of the receipt, that stands in its place. */
    replacedWith: z.string().optional(),
  }),
  problems: ['verification-not-found'],
  touches: { table: ['get', 'getMany', 'query'], indexes: ['log'] },
  examples: {
    request: {
      code: 'H25.03-2021-KQ000015',
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
  },
});
