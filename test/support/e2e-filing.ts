import { aPdf, aPng, type LocalFile } from '../../infra/demo/files.ts';
import { sendPaper } from '../../infra/demo/papers.ts';
import type { Act } from '../../shared/dossier/act.ts';
import type { Receipt } from '../../shared/dossier/receipt.ts';
import { api } from '../../shared/operations.ts';
import { form, postDelivery } from './filing.ts';
import type { Motcua } from './motcua.ts';

export const deskForm = form;
export const postForm = { ...form, delivery: postDelivery };

/** The papers of a criminal record certificate (2.000488), by their ids. */
export const papers = {
  'application-form': aPdf('Tờ khai lý lịch tư pháp.pdf', 'To khai'),
  'identity-copy': aPng('Căn cước công dân.png', 0xd0),
} satisfies Record<string, LocalFile>;

/** The papers of a re-issued transport licence (2.002287), the procedure that asks for least. */
const transportPapers = { 'application-form': papers['application-form'] };

/** A draft with a form; no papers yet. @returns its id */
export async function draftWithForm(
  { client, as }: Motcua,
  person = 'hoa',
  filled: object = deskForm,
  procedureCode = '2.000488',
): Promise<string> {
  const token = await as(person);
  const draft = await client.call(api.createDraft, { token, body: { procedureCode } });
  const params = { dossierId: draft.body.id };
  const said = { token, params, etag: draft.etag, body: filled };
  const answer = await client.attempt(api.fillForm, said);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return draft.body.id;
}

/** A draft that can be submitted as it is. @returns its id */
export async function readyDraft(
  motcua: Motcua,
  person?: string,
  filled?: object,
  procedureCode?: string,
): Promise<string> {
  const dossierId = await draftWithForm(motcua, person, filled, procedureCode);
  const token = await motcua.as(person ?? 'hoa');
  const needed = procedureCode === '2.002287' ? transportPapers : papers;
  for (const [paperId, file] of Object.entries(needed))
    await sendPaper(motcua.client, token, dossierId, paperId, file);
  return dossierId;
}

/** The ETag of a dossier as this person reads it now. */
export async function etagFor({ client, as }: Motcua, person: string, dossierId: string): Promise<string> {
  const read = await client.call(api.readDossier, { token: await as(person), params: { dossierId } });
  return read.etag;
}

export async function submit(motcua: Motcua, dossierId: string, person = 'hoa'): Promise<Receipt> {
  const { body } = await motcua.client.call(api.submitDossier, {
    token: await motcua.as(person),
    params: { dossierId },
    etag: await etagFor(motcua, person, dossierId),
  });
  return body.receipt;
}

/** A dossier that has been submitted. @returns its receipt */
export const submitted = async (
  motcua: Motcua,
  person?: string,
  filled?: object,
  procedureCode?: string,
): Promise<Receipt> =>
  submit(motcua, await readyDraft(motcua, person, filled, procedureCode), person ?? 'hoa');

/** Takes an action on a dossier as somebody who has just read it. @returns the dossier after it */
export async function take(motcua: Motcua, person: string, dossierId: string, body: Act) {
  const answer = await motcua.client.call(api.applyTransition, {
    token: await motcua.as(person),
    params: { dossierId },
    etag: await etagFor(motcua, person, dossierId),
    body,
  });
  return answer.body;
}

/** Received, processed and finished by the Department of Justice. */
export async function finish(motcua: Motcua, dossierId: string): Promise<void> {
  await take(motcua, 'stp.mot-cua', dossierId, { action: 'receive' });
  await take(motcua, 'stp.chuyen-vien', dossierId, { action: 'startProcessing' });
  await take(motcua, 'stp.chuyen-vien', dossierId, { action: 'finish' });
}
