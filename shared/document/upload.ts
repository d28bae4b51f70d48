import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { s3 } from '../aws.ts';
import { environment } from '../resources.ts';
import { type Document, objectKey, type Upload } from './document.ts';

/** A declared file as far as its upload is held to it. */
type Declared = Pick<Document, 'dossierId' | 'documentId' | 'contentType' | 'sizeBytes' | 'sha256'>;

/** How long an upload may begin after it was declared, in seconds. */
export const UPLOAD_SECONDS = 15 * 60;

const toBase64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

/**
 * The tag by which the lifecycle of the bucket forgets what was never submitted: the papers of a draft, but not those
 * of a supplement, whose deadline may be later.
 */
const taggingOf = (retention: 'draft' | 'dossier'): string =>
  `<Tagging><TagSet><Tag><Key>retention</Key><Value>${retention}</Value></Tag></TagSet></Tagging>`;

/**
 * Signs the upload of a declared file: S3 itself refuses another key, type, size or checksum
 * (Amazon S3 API reference, POST policy; checking object integrity).
 */
export async function signUpload(document: Declared, retention: 'draft' | 'dossier'): Promise<Upload> {
  const fields = {
    'Content-Type': document.contentType,
    'x-amz-checksum-algorithm': 'SHA256',
    'x-amz-checksum-sha256': toBase64(document.sha256),
    tagging: taggingOf(retention),
    success_action_status: '201',
  };
  const signed = await createPresignedPost(s3, {
    Bucket: environment('DOCUMENTS_BUCKET'),
    Key: objectKey(document),
    Fields: fields,
    Conditions: [
      ['content-length-range', document.sizeBytes, document.sizeBytes],
      ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
    ],
    Expires: UPLOAD_SECONDS,
  });
  return { ...signed, expiresInSeconds: UPLOAD_SECONDS };
}
