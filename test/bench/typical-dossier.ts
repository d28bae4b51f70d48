import { aPdf, type LocalFile } from '../../infra/demo/files.ts';
import { declarationOf } from '../../infra/demo/papers.ts';
import type { Client } from '../../shared/client/client.ts';
import { upload } from '../../shared/client/upload.ts';
import { api } from '../../shared/operations.ts';
import { formOf, leanProcedures } from './drafts.ts';

/** Tokens of those who have to do with a dossier. */
export type People = { readonly citizen: string; readonly desk: string; readonly caseOfficer: string };

/** What is assumed of every dossier: three files of 1 MB, each opened by both officers, and some looks at the state. */
export const FILES = 3;
export const FILE_BYTES = 1_000_000;
const LOOKS = 3;

/** A PDF of this size: nobody reads what follows its end. */
function scanOf(name: string, line: string): LocalFile {
  const pdf = aPdf(name, line);
  const padding = Buffer.alloc(FILE_BYTES - pdf.bytes.length, '%');
  return { ...pdf, bytes: Buffer.concat([pdf.bytes, padding]) };
}

/**
 * One dossier from the search for its procedure to its return at the desk.
 * @param examined resolves when the papers that were sent have been examined
 */
export async function typicalDossier(
  client: Client,
  people: People,
  examined: () => Promise<void>,
): Promise<void> {
  const params = await prepare(client, people.citizen);
  await examined();
  const draft = await look(client, people.citizen, params);
  await client.call(api.submitDossier, { token: people.citizen, params, etag: draft.etag });
  const { body: receipt } = await client.call(api.readReceipt, { token: people.citizen, params });
  const secret = { code: receipt.code, secret: receipt.trackingSecret };
  await client.call(api.trackDossier, { body: secret });
  await decide(client, people.desk, params, 'reception', ['receive']);
  await decide(client, people.caseOfficer, params, 'unassigned', ['startProcessing', 'finish']);
  const { etag } = await look(client, people.citizen, params);
  await client.call(api.applyTransition, {
    token: people.desk,
    params,
    etag,
    body: { action: 'returnResult' },
  });
}

type Params = { readonly dossierId: string };

/** The citizen, from the search to the last file sent. */
async function prepare(client: Client, token: string): Promise<Params> {
  const [procedure] = leanProcedures(1);
  const paper = procedure?.papers.find(({ acceptedTypes }) => acceptedTypes.includes('application/pdf'));
  if (!procedure || !paper) throw new Error('the catalogue has no procedure to file online');
  await client.call(api.listProcedures, { query: { text: procedure.name.vi } });
  await client.call(api.readProcedure, { params: { code: procedure.code } });
  const created = await client.call(api.createDraft, { token, body: { procedureCode: procedure.code } });
  const params = { dossierId: created.body.id };
  await client.call(api.fillForm, { token, params, etag: created.etag, body: formOf(procedure) });
  for (let number = 1; number <= FILES; number++) {
    const scan = scanOf(`giay-to-${number}.pdf`, `${params.dossierId} ${number}`);
    const declared = declarationOf(paper.id, scan);
    const { body } = await client.call(api.declareDocument, { token, params, body: declared });
    const stored = await upload(body.upload, scan.bytes);
    if (stored.status !== 201) throw new Error(`the storage answered ${stored.status} to ${scan.name}`);
  }
  return params;
}

/** Looks how it stands, some times. @returns the last answer */
async function look(client: Client, token: string, params: Params) {
  for (let looks = 1; looks < LOOKS; looks++) await client.call(api.readDossier, { token, params });
  return client.call(api.readDossier, { token, params });
}

/** An officer takes the dossier from a worklist, opens every paper of it and acts. */
async function decide(
  client: Client,
  token: string,
  params: Params,
  list: 'reception' | 'unassigned',
  actions: readonly ('receive' | 'startProcessing' | 'finish')[],
): Promise<void> {
  await client.call(api.listWorklist, { token, query: { list } });
  const read = await client.call(api.readDossier, { token, params });
  for (const { documentId } of read.body.documents) {
    const opening = await client.call(api.openDocument, { token, params: { ...params, documentId } });
    await (await fetch(opening.body.url)).arrayBuffer();
  }
  let { etag } = read;
  for (const action of actions)
    ({ etag } = await client.call(api.applyTransition, { token, params, etag, body: { action } }));
}
