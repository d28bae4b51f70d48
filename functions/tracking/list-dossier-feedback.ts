import { loadFile } from '../../shared/dossier/store.ts';
import { viewOfFeedback } from '../../shared/feedback/feedback.ts';
import { loadFeedbackOf } from '../../shared/feedback/store.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { listDossierFeedback } from '../../shared/tracking/contracts/list-dossier-feedback.ts';

export const handler = serveRead(listDossierFeedback, async ({ params, caller }) => {
  const { dossier } = await loadFile(params.dossierId, caller);
  const items = await loadFeedbackOf(dossier.id);
  return { body: { items: items.map(viewOfFeedback) } };
});
