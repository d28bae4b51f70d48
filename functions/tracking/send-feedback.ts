import { recallCalendar } from '../../shared/deadline/store.ts';
import { requestedCorrection } from '../../shared/dossier/correction.ts';
import { actorOf, requireFiled } from '../../shared/dossier/rules.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { viewOfFeedback } from '../../shared/feedback/feedback.ts';
import { loadFeedbackOf } from '../../shared/feedback/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { loadProcedures } from '../../shared/procedure/store.ts';
import { sendFeedback } from '../../shared/tracking/contracts/send-feedback.ts';
import { feedbackSent } from '../../shared/tracking/feedback.ts';

export const handler = serveChange(
  sendFeedback,
  async ({ params, body, caller, correlationId }, { now, newId }) => {
    const file = requireFiled(await loadFile(params.dossierId, caller));
    const { dossier } = file;
    const { code } = dossier.procedure;
    const [earlier, calendar, procedures] = await Promise.all([
      loadFeedbackOf(dossier.id),
      recallCalendar(now),
      loadProcedures(body.kind === 'correction' ? [code] : []),
    ]);
    const occasion = { at: now(), actor: actorOf(caller, dossier), newId, correlationId };
    const { kind, words } = body;
    const sent =
      kind === 'correction'
        ? { kind, words, correction: requestedCorrection(file, body.correction, procedures.get(code)) }
        : { kind, words };
    const { feedback, writes } = feedbackSent(dossier, sent, { earlier, calendar }, occasion);
    return { writes, body: viewOfFeedback(feedback) };
  },
);
