import { serveRead } from '../../shared/http/serve-read.ts';
import { readDeletion } from '../../shared/rights/contracts/read-deletion.ts';
import { loadDeletion } from '../../shared/rights/deletion-store.ts';
import { viewOfDeletion } from '../../shared/rights/deletion-view.ts';
import { surveyOf } from '../../shared/rights/surveying.ts';

export const handler = serveRead(readDeletion, async ({ caller }) => {
  const [deletion, owned] = await Promise.all([loadDeletion(caller.subject), surveyOf(caller)]);
  return { body: viewOfDeletion(deletion, owned) };
});
