import { createHash } from 'node:crypto';
import { toInstant } from '../clock.ts';
import type { Document, Rejection } from '../document/document.ts';
import { putDeclared } from '../document/store.ts';
import { signUpload } from '../document/upload.ts';
import { accessToPapers } from '../dossier/access.ts';
import type { Draft } from '../dossier/dossier.ts';
import { commit } from '../table/transaction.ts';
import { type Portal, PortalRefused } from './client.ts';
import type { LinkedFile } from './filing.ts';

/** A file is up to 20 MiB. */
const TIMEOUT_MS = 30_000;

/** Uploads a file as its owner would have: S3 holds it to what was declared, and then it is examined like all others. */
async function upload(document: Document, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { url, fields } = await signUpload(document, 'draft');
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', new Blob([bytes]));
  const answer = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(TIMEOUT_MS) });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`S3 answers ${answer.status} to the upload of ${document.documentId}`);
}

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
  await upload(document, bytes);
  return undefined;
}
