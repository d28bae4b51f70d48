import type { Receipt } from '../../shared/dossier/receipt.ts';
import { api } from '../../shared/operations.ts';
import type { LocalFile } from './files.ts';
import { applicationForm, form, identityCopy, infectedForm, PROCEDURE } from './hoa.ts';
import { sendPaper } from './papers.ts';
import type { Place } from './place.ts';
import { signIn } from './sign-in.ts';
import { expectSame, type Narrator } from './steps.ts';
import { prefix, statusText } from './wording.ts';

/** A dossier that was submitted, and the token of who submitted it. */
export type FiledDossier = { readonly token: string; readonly dossierId: string; readonly receipt: Receipt };

/** The citizen: from the catalogue to the receipt. */
export async function file({ client, issuer }: Place, { step, tell }: Narrator): Promise<FiledDossier> {
  await step('Tìm thủ tục "ly lich tu phap"', 'find a procedure, without diacritics', async () => {
    const { body } = await client.call(api.listProcedures, { query: { text: 'ly lich tu phap' } });
    const found = body.items.find(({ code }) => code === PROCEDURE);
    if (!found) throw new Error(`expected ${PROCEDURE} among ${body.items.length} found`);
    tell('Thủ tục · procedure', `${found.code} ${found.name.vi}`);
    tell('Mức độ · level', `${found.serviceLevel}, ${found.agency}`);
  });

  const token = await step('Công dân đăng nhập', 'the citizen signs in (OpenID Connect, PKCE)', async () => {
    tell('Người nộp · submitter', form.applicant.fullName);
    return signIn(issuer, 'hoa');
  });

  const dossierId = await step('Lập hồ sơ nháp và điền tờ khai', 'draft and form', async () => {
    const created = await client.call(api.createDraft, { token, body: { procedureCode: PROCEDURE } });
    const params = { dossierId: created.body.id };
    const filled = await client.call(api.fillForm, { token, params, etag: created.etag, body: form });
    expectSame('actions', filled.body.allowedActions, ['submit']);
    tell('Trả kết quả · result', 'qua bưu chính công ích · by the public post');
    return created.body.id;
  });

  await step('Tải giấy tờ lên', 'papers go straight to the storage and are examined', async () => {
    const send = (paperId: string, paper: LocalFile) => sendPaper(client, token, dossierId, paperId, paper);
    const rejected = await send('application-form', infectedForm);
    expectSame('the verdict on an infected file', rejected.rejection?.code, 'infected');
    tell('✗ bị từ chối · rejected', `${rejected.name}: ${rejected.rejection?.message.vi}`);
    for (const [paperId, paper] of [
      ['application-form', applicationForm],
      ['identity-copy', identityCopy],
    ] as const) {
      const document = await send(paperId, paper);
      expectSame(`the verdict on ${paper.name}`, document.state, 'accepted');
      tell('✓ được nhận · accepted', `${document.name}, SHA-256 ${prefix(document.sha256)}`);
    }
  });

  const receipt = await step('Nộp hồ sơ', 'submit, and get the receipt', async () => {
    const params = { dossierId };
    const { etag } = await client.call(api.readDossier, { token, params });
    const said = { token, params, etag };
    const { body } = await client.call(api.submitDossier, said);
    expectSame('the national status', body.dossier.nationalStatus?.code, 1);
    tell('Mã hồ sơ · dossier code', body.receipt.code);
    for (const { name, sizeBytes, sha256 } of body.receipt.documents)
      tell('Giấy tờ · paper', `${name}, ${sizeBytes} byte, SHA-256 ${prefix(sha256)}`);
    tell('Trạng thái · status', statusText(body.dossier));
    return body.receipt;
  });

  await step('Tra cứu không cần đăng nhập', 'track by the code and the secret of the receipt', async () => {
    const { body } = await client.call(api.trackDossier, {
      body: { code: receipt.code, secret: receipt.trackingSecret },
    });
    expectSame('the status', body.status.code, 1);
    tell('Trạng thái · status', `${body.status.code} ${body.status.name.vi}, ${body.completionPercent} %`);
  });
  return { token, dossierId, receipt };
}
