import { answerConsultation } from '../../shared/desk/contracts/answer-consultation.ts';
import { answered } from '../../shared/desk/opinion.ts';
import { loadConsultations, loadFiledFile } from '../../shared/dossier/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';

export const handler = serveChange(
  answerConsultation,
  async ({ params, body, caller, correlationId }, { now, newId }) => {
    const asked = await loadConsultations(params.dossierId, caller.agency);
    const file = await loadFiledFile(params.dossierId);
    const { consultation, writes } = answered(file, asked, body, caller, { at: now(), newId, correlationId });
    return { writes, body: { consultation } };
  },
);
