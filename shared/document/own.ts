import { createHash } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { s3 } from '../aws.ts';
import { environment } from '../resources.ts';
import { OWN_PREFIX, Sha256 } from './document.ts';

/** Where a file of ours stands, in which version, and what it is. */
export const OwnFile = z.object({
  objectKey: z.string(),
  objectVersion: z.string(),
  sha256: Sha256,
  sizeBytes: z.int(),
});
export type OwnFile = z.infer<typeof OwnFile>;

/**
 * Keeps a file that we have made, where nothing is uploaded.
 * @param place below that: ids only, nothing a person typed
 */
export async function keepOwn(place: string, file: Uint8Array, contentType: string): Promise<OwnFile> {
  const sha256 = createHash('sha256').update(file).digest();
  const objectKey = `${OWN_PREFIX}${place}`;
  const { VersionId } = await s3.send(
    new PutObjectCommand({
      Bucket: environment('DOCUMENTS_BUCKET'),
      Key: objectKey,
      Body: file,
      ContentType: contentType,
      ChecksumSHA256: sha256.toString('base64'),
    }),
  );
  if (!VersionId) throw new Error('the bucket keeps no versions');
  return { objectKey, objectVersion: VersionId, sha256: sha256.toString('hex'), sizeBytes: file.byteLength };
}

/** The same with a PDF. @param place without its ending */
export const keepOwnPdf = (place: string, pdf: Uint8Array): Promise<OwnFile> =>
  keepOwn(`${place}.pdf`, pdf, 'application/pdf');
