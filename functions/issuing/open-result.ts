import { signOpening } from '../../shared/document/opening.ts';
import { recordReading } from '../../shared/dossier/history.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { openResult } from '../../shared/issuing/contracts/open-result.ts';

export const handler = serveRead(openResult, async ({ params, caller }, sources) => {
  const { dossier, results } = await loadFile(params.dossierId, caller);
  const result = results.find(({ code }) => code === params.resultCode);
  if (!result || (caller.kind === 'applicant' && !result.releasedAt)) throw new Problem('result-not-found');
  if (caller.kind === 'officer') await recordReading(dossier, caller, openResult.id, sources);
  const { code, objectKey: key, objectVersion: version, sha256, sizeBytes } = result;
  const opening = await signOpening({ key, version, contentType: 'application/pdf', name: `${code}.pdf` });
  return { body: { ...opening, sha256, sizeBytes } };
});
