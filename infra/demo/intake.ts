import { api } from '../../shared/operations.ts';
import type { CountedPaper } from '../../shared/procedure/counted.ts';
import { type Application, applicantName } from './filing.ts';
import { bring } from './papers.ts';
import { openReceipt } from './receiving.ts';
import { type FiledDossier, type Scene, tellDueDate } from './scene.ts';
import { deliveryText, statusText } from './wording.ts';

/** The same as it comes to a desk on paper. */
type PaperApplication = Application & {
  /** The officer at the desk. */
  readonly desk: string;
  /** The papers as they are counted over the desk. */
  readonly counted: readonly CountedPaper[];
};

/** A desk files for who comes with papers, and receives at once: scanned, counted, with a receipt. */
export async function takeIn(scene: Scene, application: PaperApplication): Promise<FiledDossier> {
  const { client, as, step, tell } = scene;
  const { person, desk, procedureCode, form, papers, counted } = application;
  const token = await as(desk);

  const dossierId = await step(
    'Người dân tới quầy',
    'the desk opens a dossier and fills the form',
    async () => {
      const body = { procedureCode, channel: 'desk' } as const;
      const draft = await client.call(api.openIntake, { token, body });
      const params = { dossierId: draft.body.id };
      await client.call(api.fillForm, { token, params, etag: draft.etag, body: form });
      tell('Người nộp · applicant', applicantName(form));
      tell('Thủ tục · procedure', `${procedureCode} ${draft.body.procedure.name.vi}`);
      tell('Đề nghị · asks for', form.content);
      tell('Trả kết quả · result', deliveryText[form.delivery.channel]);
      return draft.body.id;
    },
  );

  await step('Quét giấy tờ', 'the papers are scanned and examined', () =>
    bring(scene, { token, dossierId }, papers),
  );

  return step('Đếm giấy tờ và tiếp nhận', 'counted and received at once, with a receipt', async () => {
    const params = { dossierId };
    const { etag } = await client.call(api.readDossier, { token, params });
    const body = { sets: 1, papers: [...counted] };
    const { dossier, receipt } = (await client.call(api.receiveIntake, { token, params, etag, body })).body;
    tell('Mã hồ sơ · dossier code', receipt.code);
    for (const { paperId, originals, copies } of counted)
      tell('Giấy tờ · paper', `${papers[paperId]?.name}: ${originals} bản chính, ${copies} bản sao`);
    tell('Trạng thái · status', statusText(dossier));
    tellDueDate(scene, dossier);
    const filed = { person, dossierId, receipt };
    await openReceipt(scene, filed);
    return filed;
  });
}
