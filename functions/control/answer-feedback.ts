import { answerFeedback } from '../../shared/control/contracts/answer-feedback.ts';
import { feedbackAnswered, requireFeedback, viewFor } from '../../shared/control/feedback.ts';
import { actorOf } from '../../shared/dossier/rules.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { loadFeedback } from '../../shared/feedback/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { loadProcedures } from '../../shared/procedure/store.ts';

export const handler = serveChange(
  answerFeedback,
  async ({ params: { dossierId, number }, body, caller, correlationId }, { now, newId }) => {
    const found = requireFeedback(await loadFeedback(dossierId, number), caller);
    const file = await loadFiledFile(dossierId);
    const { code } = file.dossier.procedure;
    const procedures = await loadProcedures(found.correction ? [code] : []);
    const occasion = { at: now(), actor: actorOf(caller), newId, correlationId };
    const { feedback, writes } = feedbackAnswered(file, found, body, procedures.get(code), occasion);
    return { writes, body: viewFor(caller, feedback) };
  },
);
