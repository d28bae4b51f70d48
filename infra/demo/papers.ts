import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../../shared/client/client.ts';
import { upload } from '../../shared/client/upload.ts';
import type { DocumentView } from '../../shared/dossier/view.ts';
import { api } from '../../shared/operations.ts';
import { type LocalFile, sha256 } from './files.ts';
import type { Scene } from './scene.ts';
import { expectSame } from './steps.ts';
import { until } from './until.ts';
import { prefix } from './wording.ts';

/** Files by the ids of the papers that they are. */
export type Papers = Readonly<Record<string, LocalFile>>;

/** What a client says of a file before it sends it. */
export const declarationOf = (paperId: string, { name, contentType, bytes }: LocalFile) => ({
  paperId,
  name,
  contentType,
  sizeBytes: bytes.length,
  sha256: sha256(bytes),
});

/** An examination takes a moment: who looks at once looks in vain. */
const MOMENT_MS = 300;

/** The document once it has been examined, with its verdict. @throws Error when that takes too long */
export async function examined(
  client: Client,
  token: string,
  dossierId: string,
  documentId: string,
): Promise<DocumentView> {
  await sleep(MOMENT_MS);
  return until(`the examination of ${documentId}`, async () => {
    const { body } = await client.call(api.readDossier, { token, params: { dossierId } });
    return body.documents.find(
      (document) => document.documentId === documentId && document.state !== 'declared',
    );
  });
}

/** Declares a file, sends it straight to the storage and waits for its examination. */
export async function sendPaper(
  client: Client,
  token: string,
  dossierId: string,
  paperId: string,
  file: LocalFile,
): Promise<DocumentView> {
  const { body } = await client.call(api.declareDocument, {
    token,
    params: { dossierId },
    body: declarationOf(paperId, file),
  });
  const stored = await upload(body.upload, file.bytes);
  if (stored.status !== 201)
    throw new Error(`the storage answered ${stored.status} to ${file.name}: ${await stored.text()}`);
  return examined(client, token, dossierId, body.document.documentId);
}

/** Sends papers of a dossier one after the other, each of which is to be accepted, and tells that it was. */
export async function bring(
  { client, tell }: Scene,
  { token, dossierId }: { readonly token: string; readonly dossierId: string },
  papers: Papers,
): Promise<void> {
  for (const [paperId, file] of Object.entries(papers)) {
    const document = await sendPaper(client, token, dossierId, paperId, file);
    expectSame(`the verdict on ${file.name}`, document.state, 'accepted');
    tell('✓ được nhận · accepted', `${document.name}, SHA-256 ${prefix(document.sha256)}`);
  }
}
