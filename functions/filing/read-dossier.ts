import { localDateOf } from '../../shared/clock.ts';
import { readDossier as fileOf } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { readDossier } from '../../shared/filing/contracts/read-dossier.ts';
import { serveRead } from '../../shared/http/serve.ts';

export const handler = serveRead(readDossier, async ({ params, caller }, { now }) => {
  const file = await fileOf(params.dossierId, caller);
  return { body: viewOf(file, caller, localDateOf(now())), version: file.dossier.version };
});
