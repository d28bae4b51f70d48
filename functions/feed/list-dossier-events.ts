import { listDossierEvents } from '../../shared/feed/contracts/list-dossier-events.ts';
import { loadDossierEvents } from '../../shared/feed/reading.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(listDossierEvents, async ({ params, query, caller }) => {
  const items = await loadDossierEvents(params.dossierId, caller.agency, query);
  if (!items) throw new Problem('dossier-not-found');
  return { body: { items } };
});
