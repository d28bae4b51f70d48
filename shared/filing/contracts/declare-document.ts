import * as z from 'zod';
import { FileName, Sha256, Upload } from '../../document/document.ts';
import { DossierPath } from '../../dossier/paths.ts';
import { Declared } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';
import { FileType } from '../../procedure/paper.ts';

export const declareDocument = operation({
  id: 'declare-document',
  area: 'filing',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/documents',
  summary: { vi: 'Khai một tệp và nhận địa chỉ tải lên', en: 'Declare a file and get where to upload it' },
  description:
    'Send the file straight to `upload.url` as multipart/form-data: first every field of `upload.fields`, then `file`. Storage refuses another size, type or checksum than declared. The file is then examined; its state becomes accepted, or rejected with the reason.',
  limit: 'upload',
  callers: { applicants: true, officers: ['deskOfficer'] },
  writes: 'create',
  params: DossierPath,
  body: z.strictObject({
    paperId: z.string().min(1).max(60),
    name: FileName,
    sizeBytes: z.int().min(0),
    sha256: Sha256,
    contentType: FileType,
  }),
  status: 201,
  output: Declared.extend({ upload: Upload }),
  etag: true,
  problems: ['dossier-not-found', 'procedure-not-found', 'document-not-fit', 'transition-not-allowed'],
  touches: { table: ['get', 'query', 'put'], documents: ['upload'] },
  examples: {
    request: {
      paperId: 'to-khai',
      name: 'Tờ khai.pdf',
      sizeBytes: 48213,
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      contentType: 'application/pdf',
    },
  },
});
