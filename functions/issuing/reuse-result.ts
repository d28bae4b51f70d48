import { ownersOf } from '../../shared/applicant/owner.ts';
import { localDateOf, toInstant } from '../../shared/clock.ts';
import type { AcceptedDocument } from '../../shared/document/document.ts';
import { fitting } from '../../shared/document/requirement.ts';
import { putDeclared } from '../../shared/document/store.ts';
import { accessTo } from '../../shared/dossier/access.ts';
import { actorOf, requireOpenForPapers } from '../../shared/dossier/rules.ts';
import { loadFile, putDossier } from '../../shared/dossier/store.ts';
import { summaryOf } from '../../shared/dossier/summary.ts';
import { viewOfDocument, viewOfSummary } from '../../shared/dossier/view.ts';
import { papersAsked } from '../../shared/filing/papers-asked.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { reuseResult } from '../../shared/issuing/contracts/reuse-result.ts';
import { stateOf } from '../../shared/result/result.ts';
import { loadResult } from '../../shared/result/store.ts';

export const handler = serveChange(reuseResult, async ({ params, body, caller }, { now, newId }) => {
  const { paperId, resultCode, consentVersion: version } = body;
  const [file, result] = await Promise.all([loadFile(params.dossierId, caller), loadResult(resultCode)]);
  const { dossier: before, documents } = file;
  requireOpenForPapers(before);
  if (!result?.releasedAt || !ownersOf(caller).includes(result.owner)) throw new Problem('result-not-found');
  if (stateOf(result) !== 'valid') throw new Problem('result-not-valid');
  const { objectKey, objectVersion, sha256, sizeBytes } = result;
  const at = toInstant(now());
  const paper = {
    paperId,
    name: `${resultCode}.pdf`,
    sizeBytes,
    sha256,
    contentType: 'application/pdf',
  };
  const document: AcceptedDocument = {
    ...fitting(await papersAsked(file, now), documents, paper),
    v: 1,
    state: 'accepted',
    documentId: newId(),
    dossierId: before.id,
    declaredAt: at,
    examinedAt: at,
    filed: false,
    objectVersion,
    reuse: { resultCode, objectKey, consent: { version, at } },
  };
  const after = { ...before, version: before.version + 1, changedBy: actorOf(caller, before) };
  return {
    writes: [...putDossier(before, after), putDeclared(document, accessTo(before))],
    body: {
      dossier: viewOfSummary(summaryOf(after), caller, localDateOf(at)),
      document: viewOfDocument(document),
    },
    version: after.version,
    location: `/v1/dossiers/${after.id}`,
  };
});
