import { loadReceipt } from '../../shared/dossier/code.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { readReceipt } from '../../shared/filing/contracts/read-receipt.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(readReceipt, async ({ params, caller }) => {
  const { dossier } = await loadFile(params.dossierId, caller);
  return { body: await loadReceipt(dossier.status === 'draft' ? undefined : dossier.code) };
});
