import * as z from 'zod';
import { FileName, Sha256, Upload } from '../../document/document.ts';
import { DossierPath } from '../../dossier/paths.ts';
import { deciding } from '../../dossier/roles.ts';
import { Declared } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';

export const declareResult = operation({
  id: 'declare-result',
  area: 'issuing',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/result-files',
  summary: {
    vi: 'Khai tệp kết quả và nhận địa chỉ tải lên',
    en: 'Declare the file of a result and get where to upload it',
  },
  description:
    'A PDF that the agency has made, uploaded and examined as papers are. Once it is accepted its head signs it: `sign-result`. Its applicant does not see it.',
  callers: { officers: deciding },
  writes: 'create',
  params: DossierPath,
  body: z.strictObject({ name: FileName, sizeBytes: z.int().min(0), sha256: Sha256 }),
  status: 201,
  output: Declared.extend({ upload: Upload }),
  etag: true,
  problems: ['dossier-not-found', 'document-not-fit', 'transition-not-allowed'],
  touches: { table: ['get', 'query', 'put'], documents: ['upload'] },
  examples: {
    request: {
      name: 'Phiếu lý lịch tư pháp số 1.pdf',
      sizeBytes: 48213,
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
  },
});
