import type * as z from 'zod';
import type { Form } from '../../shared/dossier/form.ts';
import { api } from '../../shared/operations.ts';
import type { LocalFile } from './files.ts';
import { bring, type Papers, sendPaper } from './papers.ts';
import type { FiledDossier, Scene } from './scene.ts';
import { expectSame } from './steps.ts';
import { deliveryText, prefix, statusText } from './wording.ts';

/** What somebody asks for. */
export type Application = {
  /** Who asks, as the identity provider knows them. */
  readonly person: string;
  readonly procedureCode: string;
  readonly form: z.input<typeof Form>;
  readonly papers: Papers;
};

/** In whose name it is asked for. */
export const applicantName = ({ applicant }: Application['form']): string =>
  applicant.kind === 'business' ? applicant.businessName : applicant.fullName;

/** The same online. */
type OnlineApplication = Application & {
  /** Words of the search for the procedure. */
  readonly sought: string;
  /** What an infected computer makes of a paper. */
  readonly infected?: { readonly paperId: string; readonly file: LocalFile };
};

/** The citizen, or a business: from the catalogue to the receipt, and what the receipt is good for. */
export async function fileOnline(scene: Scene, application: OnlineApplication): Promise<FiledDossier> {
  const { client, as, step, tell } = scene;
  const { person, procedureCode, form, papers, sought, infected } = application;

  await step(`Tìm thủ tục "${sought}"`, 'find a procedure, without diacritics', async () => {
    const { body } = await client.call(api.listProcedures, { query: { text: sought } });
    const found = body.items.find(({ code }) => code === procedureCode);
    if (!found) throw new Error(`expected ${procedureCode} among ${body.items.length} found`);
    tell('Thủ tục · procedure', `${found.code} ${found.name.vi}`);
    tell('Mức độ · level', `${found.serviceLevel}, ${found.agency}`);
  });

  const token = await step(
    'Người nộp đăng nhập',
    'the applicant signs in (OpenID Connect, PKCE)',
    async () => {
      tell('Người nộp · applicant', applicantName(form));
      return as(person);
    },
  );

  const dossierId = await step('Lập hồ sơ nháp và điền tờ khai', 'draft and form', async () => {
    const created = await client.call(api.createDraft, { token, body: { procedureCode } });
    const params = { dossierId: created.body.id };
    const filled = await client.call(api.fillForm, { token, params, etag: created.etag, body: form });
    expectSame('actions', filled.body.allowedActions, ['submit']);
    tell('Đề nghị · asks for', form.content);
    tell('Trả kết quả · result', deliveryText[form.delivery.channel]);
    return created.body.id;
  });

  await step('Tải giấy tờ lên', 'papers go straight to the storage and are examined', async () => {
    if (infected) {
      const rejected = await sendPaper(client, token, dossierId, infected.paperId, infected.file);
      expectSame('the verdict on an infected file', rejected.rejection?.code, 'infected');
      tell('✗ bị từ chối · rejected', `${rejected.name}: ${rejected.rejection?.message.vi}`);
    }
    await bring(scene, { token, dossierId }, papers);
  });

  const receipt = await step('Nộp hồ sơ', 'submit, and get the receipt', async () => {
    const params = { dossierId };
    const { etag } = await client.call(api.readDossier, { token, params });
    const { body } = await client.call(api.submitDossier, { token, params, etag });
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
  return { person, dossierId, receipt };
}
