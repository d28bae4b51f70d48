import { recallAtWork } from '../../shared/absence/store.ts';
import { recallCalendar } from '../../shared/deadline/store.ts';
import { previewSupplement } from '../../shared/desk/contracts/preview-supplement.ts';
import { supplementPreview } from '../../shared/desk/supplement-preview.ts';
import { requireFiled } from '../../shared/dossier/rules.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(previewSupplement, async ({ params, body, caller }, { now }) => {
  const { dossier } = requireFiled(await loadFile(params.dossierId, caller));
  const [officer, calendar] = await Promise.all([recallAtWork(caller, now), recallCalendar(now)]);
  return { body: supplementPreview(dossier, body, { caller: officer, now: now(), calendar }) };
});
