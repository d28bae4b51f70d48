import { recallCalendar } from '../../shared/deadline/store.ts';
import { actorOf, requireFiled } from '../../shared/dossier/rules.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { viewOfFeedback } from '../../shared/feedback/feedback.ts';
import { loadFeedbackOf } from '../../shared/feedback/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { sendFeedback } from '../../shared/tracking/contracts/send-feedback.ts';
import { feedbackSent } from '../../shared/tracking/feedback.ts';

export const handler = serveChange(
  sendFeedback,
  async ({ params, body, caller, correlationId }, { now, newId }) => {
    const { dossier } = requireFiled(await loadFile(params.dossierId, caller));
    const [earlier, calendar] = await Promise.all([loadFeedbackOf(dossier.id), recallCalendar(now)]);
    const occasion = { at: now(), actor: actorOf(caller, dossier), newId, correlationId };
    const { feedback, writes } = feedbackSent(dossier, body, { earlier, calendar }, occasion);
    return { writes, body: viewOfFeedback(feedback) };
  },
);
