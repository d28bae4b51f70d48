import { ownersOf } from '../../shared/applicant/owner.ts';
import { localDateOf, toInstant } from '../../shared/clock.ts';
import { agreedByUse } from '../../shared/consent/consent.ts';
import { loadConsents, putConsent } from '../../shared/consent/store.ts';
import type { AcceptedDocument } from '../../shared/document/document.ts';
import { fitting } from '../../shared/document/requirement.ts';
import { declared } from '../../shared/dossier/declared.ts';
import { requireOpenForPapers } from '../../shared/dossier/rules.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { papersAsked } from '../../shared/filing/papers-asked.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { reuseResult } from '../../shared/issuing/contracts/reuse-result.ts';
import { stateOf } from '../../shared/result/result.ts';
import { loadResult, putReused } from '../../shared/result/store.ts';

export const handler = serveChange(reuseResult, async ({ params, body, caller }, { now, newId }) => {
  const { paperId, resultCode, consentVersion: version } = body;
  const [file, result, consents] = await Promise.all([
    loadFile(params.dossierId, caller),
    loadResult(resultCode),
    loadConsents(caller.subject),
  ]);
  const { dossier, documents } = file;
  requireOpenForPapers(dossier);
  const moment = now();
  const agreed = agreedByUse(consents, 'reuse-results', caller, { at: moment, today: localDateOf(moment) });
  if (!result?.releasedAt || !ownersOf(caller).includes(result.owner)) throw new Problem('result-not-found');
  if (stateOf(result) !== 'valid') throw new Problem('result-not-valid');
  const { objectKey, objectVersion, sha256, sizeBytes } = result;
  const at = toInstant(moment);
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
    dossierId: dossier.id,
    declaredAt: at,
    examinedAt: at,
    filed: false,
    objectVersion,
    reuse: { resultCode, dossierId: result.dossierId, objectKey, consent: { version, at } },
  };
  const { writes, ...change } = declared(dossier, document, caller, moment);
  return {
    ...change,
    writes: [
      ...writes,
      putReused(result.dossierId, dossier.id),
      ...agreed.map((one) => putConsent(caller.subject, one)),
    ],
  };
});
