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
 * Keeps a PDF that we have made, where nothing is uploaded.
 * @param place below that: ids only, nothing a person typed
 */
export async function keepOwnPdf(place: string, pdf: Uint8Array): Promise<OwnFile> {
  const sha256 = createHash('sha256').update(pdf).digest();
  const objectKey = `${OWN_PREFIX}${place}.pdf`;
  const { VersionId } = await s3.send(
    new PutObjectCommand({
      Bucket: environment('DOCUMENTS_BUCKET'),
      Key: objectKey,
      Body: pdf,
      ContentType: 'application/pdf',
      ChecksumSHA256: sha256.toString('base64'),
    }),
  );
  if (!VersionId) throw new Error('the bucket keeps no versions');
  return { objectKey, objectVersion: VersionId, sha256: sha256.toString('hex'), sizeBytes: pdf.byteLength };
}
