import * as z from 'zod';
import { FileName, GREATEST_NUMBER_OF_DOCUMENTS, Sha256 } from '../../document/document.ts';
import { Form } from '../../dossier/form.ts';
import { operation } from '../../http/operation.ts';
import { FileType } from '../../procedure/paper.ts';
import { ProcedureCode } from '../../procedure/procedure.ts';

/** A file of a filing: which paper it is, what it is to be, and where at the portal it can be fetched. */
const LinkedFile = z.strictObject({
  paperId: z.string().min(1).max(60),
  name: FileName,
  sizeBytes: z.int().min(0),
  sha256: Sha256,
  contentType: FileType,
  /** Below the portal's own address: nothing is fetched from elsewhere. */
  path: z
    .string()
    .regex(/^(\/[\w.~%-]+)+$/)
    .max(500),
});

export const receivePortalFiling = operation({
  id: 'receive-portal-filing',
  area: 'portal',
  method: 'POST',
  path: '/v1/portal/filings',
  summary: {
    vi: 'Nhận hồ sơ nộp tại Cổng Dịch vụ công quốc gia',
    en: 'Receive a dossier that was filed at the national portal',
  },
  description:
    'The portal hands on what was filed there, once for each `portalCode`: sent again it is answered with the same dossier, and nothing ' +
    'of it is changed. It becomes a draft of its owner, who is known by the number of the form. Its files are fetched by the next run, ' +
    'examined like all others, and the dossier is submitted once all are clean; what is wrong by then is told to the portal ' +
    'as a step of the status 3. Calls are signed: `X-Motcua-Timestamp` holds the seconds since the epoch, `X-Motcua-Signature` is `sha256=` ' +
    'and the hex HMAC-SHA256 of `<timestamp>.<body>` with the shared key.',
  callers: { partner: 'portal' },
  writes: 'callback',
  body: z.strictObject({
    eventId: z.string().regex(/^[\w.:-]{1,100}$/),
    portalCode: z.string().regex(/^[\w.-]{5,60}$/),
    procedureCode: ProcedureCode,
    form: Form,
    files: z.array(LinkedFile).max(GREATEST_NUMBER_OF_DOCUMENTS),
  }),
  status: 200,
  output: z.object({ accepted: z.literal(true), dossierId: z.uuid() }),
  problems: [
    'signature-invalid',
    'procedure-not-found',
    'online-filing-not-offered',
    'form-invalid',
    'document-not-fit',
  ],
  touches: { table: ['get', 'put'] },
  examples: {
    request: {
      eventId: 'dvcqg-000017',
      portalCode: 'G22.99-211010-000017',
      procedureCode: '2.000488',
      form: {
        applicant: {
          kind: 'citizen',
          fullName: 'Nguyễn Thị Hoa',
          personalId: '035190001234',
          phone: '0912345678',
          address: { place: 'inProvince', unitCode: '13285', street: 'Số 12, đường Biên Hòa' },
        },
        content: 'Cấp Phiếu lý lịch tư pháp số 1',
        delivery: { channel: 'desk' },
        answers: { sheetKind: '1', purpose: 'Xin việc làm', sheets: 1 },
      },
      files: [
        {
          paperId: 'application-form',
          name: 'Tờ khai.pdf',
          sizeBytes: 48213,
          sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
          contentType: 'application/pdf',
          path: '/files/G22.99-211010-000017/1',
        },
      ],
    },
    response: { accepted: true, dossierId: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01' },
  },
});
