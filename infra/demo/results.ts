import { upload } from '../../shared/client/upload.ts';
import type { ResultView } from '../../shared/dossier/view.ts';
import { api } from '../../shared/operations.ts';
import { type LocalFile, sha256 } from './files.ts';
import { declarationOf } from './papers.ts';
import { type FiledDossier, type Scene, take } from './scene.ts';
import { expectSame } from './steps.ts';
import { until } from './until.ts';
import { prefix } from './wording.ts';

/** Who makes a result as a file, and what it is. */
type Making = {
  readonly officer: string;
  readonly leader: string;
  readonly file: LocalFile;
  /** Trích yếu, as the register shows it. */
  readonly abstract: string;
};

/** The officer uploads the result, its head signs it by the agency's key, and it is finished. */
export async function giveOutSigned(scene: Scene, filed: FiledDossier, making: Making): Promise<ResultView> {
  const { client, as, step, tell } = scene;
  const { officer, leader, abstract } = making;
  const documentId = await step('Chuyên viên tải tệp kết quả lên', 'the file of the result is examined', () =>
    sendResult(scene, filed, making),
  );

  return step('Lãnh đạo ký số và vào sổ', "signed by the agency's key, numbered, finished", async () => {
    const said = { token: await as(leader), params: { dossierId: filed.dossierId } };
    const { etag } = await client.call(api.readDossier, said);
    const signed = await client.call(api.signResult, { ...said, etag, body: { documentId, abstract } });
    const [result] = signed.body.results ?? [];
    if (!result) throw new Error('expected a signed result, but none came');
    tell('Số, ký hiệu · number', `${result.numbered}, ${result.code}`);
    tell('Người ký · signer', result.signer);
    const done = await take(scene, filed, officer, { action: 'finish' });
    expectSame('the national status', done.nationalStatus?.code, 9);
    return result;
  });
}

/** @returns the id of the file, once it has been found clean and as declared */
async function sendResult(
  { client, as, tell }: Scene,
  { dossierId }: FiledDossier,
  { officer, file }: Making,
): Promise<string> {
  const said = { token: await as(officer), params: { dossierId } };
  const { paperId: _, contentType: __, ...body } = declarationOf('result', file);
  const declared = await client.call(api.declareResult, { ...said, body });
  const { documentId } = declared.body.document;
  const stored = await upload(declared.body.upload, file.bytes);
  expectSame('the answer of the storage', stored.status, 201);
  const examined = await until('the examination of the result', async () => {
    const { resultFiles } = (await client.call(api.readDossier, said)).body;
    return resultFiles?.find((one) => one.documentId === documentId && one.state !== 'declared');
  });
  expectSame(`the verdict on ${file.name}`, examined.state, 'accepted');
  tell('✓ được nhận · accepted', `${examined.name}, SHA-256 ${prefix(examined.sha256)}`);
  return documentId;
}

/** The citizen downloads the signed file, has it verified by its code and hash as anyone may, and has got the result. */
export async function takeOnline(scene: Scene, filed: FiledDossier, { code }: ResultView): Promise<void> {
  const { client, as, step, tell } = scene;
  const { person, dossierId } = filed;
  await step('Công dân tải kết quả về và xác minh', 'downloaded, and verified by its hash', async () => {
    const params = { dossierId, resultCode: code };
    const { body } = await client.call(api.openResult, { token: await as(person), params });
    const file = new Uint8Array(await (await fetch(body.url)).arrayBuffer());
    const hash = sha256(file);
    expectSame('the hash of the file', hash, body.sha256);
    tell('Tệp · file', `PDF ${file.byteLength} byte, SHA-256 ${prefix(hash)}`);
    const verified = (await client.call(api.verifyPaper, { body: { code, sha256: hash } })).body;
    expectSame('the state of the result', verified.state.code, 'valid');
    tell('✓ xác minh · verified', `${verified.agency.name.vi}, ${verified.state.name.vi}`);
    const forged = sha256(file.with(-1, 0));
    const reply = await client.attempt(api.verifyPaper, { body: { code, sha256: forged } });
    expectSame('the answer to a file with one other byte', reply.status, 404);
    tell('✗ đổi một byte · one other byte', 'không xác minh được · not verified');
    const returned = await take(scene, filed, person, { action: 'takeResult' });
    expectSame('the national status', returned.nationalStatus?.code, 10);
  });
}

/** The citizen uses the result as a paper of a new dossier: nothing is uploaded, and the consent is recorded. */
export async function useAnew(
  { client, as, step, tell }: Scene,
  { code, sha256: hash }: ResultView,
  paper: { readonly person: string; readonly procedureCode: string; readonly paperId: string },
): Promise<void> {
  const { person, procedureCode, paperId } = paper;
  await step('Dùng lại kết quả cho hồ sơ mới', 'the result becomes a paper of a new dossier', async () => {
    const token = await as(person);
    const { consent } = await until('the result among those that were given out', async () => {
      const { body } = await client.call(api.listOwnResults, { token });
      return body.items.some((one) => one.code === code) && body;
    });
    const draft = await client.call(api.createDraft, { token, body: { procedureCode } });
    tell('Thủ tục · procedure', `${procedureCode} ${draft.body.procedure.name.vi}`);
    const reused = await client.call(api.reuseResult, {
      token,
      params: { dossierId: draft.body.id },
      body: { paperId, resultCode: code, consentVersion: 1 },
    });
    const { document } = reused.body;
    expectSame('the paper', [document.state, document.sha256], ['accepted', hash]);
    tell('✓ được nhận · accepted', `${document.name}, SHA-256 ${prefix(document.sha256)}`);
    tell('Đồng ý · consent', `${consent.text.vi} (bản ${consent.version})`);
  });
}
