import { recallAtWork } from '../../shared/absence/store.ts';
import { localDateOf } from '../../shared/clock.ts';
import { recordReading } from '../../shared/dossier/history.ts';
import { loadFileToRead } from '../../shared/dossier/store.ts';
import { viewForReader } from '../../shared/dossier/view.ts';
import { readDossier } from '../../shared/filing/contracts/read-dossier.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(readDossier, async ({ params, caller }, sources) => {
  const [file, who] = await Promise.all([
    loadFileToRead(params.dossierId, caller),
    recallAtWork(caller, sources.now),
  ]);
  if (who.kind === 'officer') await recordReading(file.dossier, who, readDossier.id, sources);
  return {
    body: viewForReader(file, who, localDateOf(sources.now())),
    version: file.dossier.version,
  };
});
