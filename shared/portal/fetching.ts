import { createHash } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { s3 } from '../aws.ts';
import { toInstant } from '../clock.ts';
import { type Document, objectKey, type Rejection } from '../document/document.ts';
import { putDeclared } from '../document/store.ts';
import { accessToPapers } from '../dossier/access.ts';
import type { Draft } from '../dossier/dossier.ts';
import { environment } from '../resources.ts';
import { commit } from '../table/transaction.ts';
import { type Portal, PortalRefused } from './client.ts';
import type { LinkedFile } from './filing.ts';

/** Puts a file where its owner would have uploaded it: S3 holds it to its checksum, and then it is examined like all others. */
const putObject = (document: Document, bytes: Uint8Array) =>
  s3.send(
    new PutObjectCommand({
      Bucket: environment('DOCUMENTS_BUCKET'),
      Key: objectKey(document),
      Body: bytes,
      ContentType: document.contentType,
      ChecksumSHA256: Buffer.from(document.sha256, 'hex').toString('base64'),
      // By which the bucket forgets what is never submitted.
      Tagging: 'retention=draft',
    }),
  );

/** What is wrong with a file that was fetched, if anything. */
function wrongIn({ sizeBytes, sha256 }: LinkedFile, bytes: Uint8Array | undefined): Rejection | undefined {
  if (!bytes) return 'never-uploaded';
  if (bytes.length !== sizeBytes) return 'size-differs';
  return createHash('sha256').update(bytes).digest('hex') === sha256 ? undefined : 'hash-differs';
}

/**
 * Brings a file of a draft from the portal, and declares it as its owner would have.
 * @returns what is wrong with it: then nothing of it is kept
 * @throws PortalDown
 */
export async function fetchFile(
  draft: Draft,
  { path, ...file }: LinkedFile,
  { portal, at }: { readonly portal: Portal; readonly at: Date },
): Promise<Rejection | undefined> {
  const bytes = await portal.fetchFile(path, file.sizeBytes).catch((error: unknown) => {
    if (error instanceof PortalRefused) return undefined;
    throw error;
  });
  const wrong = wrongIn({ path, ...file }, bytes);
  if (wrong || !bytes) return wrong;
  const document: Document = {
    ...file,
    v: 1,
    state: 'declared',
    dossierId: draft.id,
    declaredAt: toInstant(at),
    filed: false,
  };
  await commit([putDeclared(document, accessToPapers(draft))]);
  await putObject(document, bytes);
  return undefined;
}
