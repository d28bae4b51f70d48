import { answerFeedback } from '../../shared/control/contracts/answer-feedback.ts';
import { feedbackAnswered, requireFeedback } from '../../shared/control/feedback.ts';
import { actorOf } from '../../shared/dossier/rules.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { viewOfFeedback } from '../../shared/feedback/feedback.ts';
import { loadFeedback } from '../../shared/feedback/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';

export const handler = serveChange(
  answerFeedback,
  async ({ params: { dossierId, number }, body, caller, correlationId }, { now, newId }) => {
    const found = requireFeedback(await loadFeedback(dossierId, number), caller);
    const { dossier } = await loadFiledFile(dossierId);
    const occasion = { at: now(), actor: actorOf(caller), newId, correlationId };
    const { feedback, writes } = feedbackAnswered(dossier, found, body.words, occasion);
    return { writes, body: viewOfFeedback(feedback) };
  },
);
