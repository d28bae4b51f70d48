import { localDateOf, toInstant } from '../../shared/clock.ts';
import { keepOwnPdf } from '../../shared/document/own.ts';
import { loadObject } from '../../shared/document/store.ts';
import { correctResult } from '../../shared/dossier/actions/correct-result.ts';
import { issueResult } from '../../shared/dossier/actions/issue-result.ts';
import { loadCounter } from '../../shared/dossier/code.ts';
import { actorOf, requireFiled, requireStep, roleOf } from '../../shared/dossier/rules.ts';
import { loadFileAt } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { signResult } from '../../shared/issuing/contracts/sign-result.ts';
import { issued, nextResult, requireResultFile } from '../../shared/issuing/issue.ts';
import { resultSigner } from '../../shared/issuing/signature.ts';
import { requireValid } from '../../shared/result/result.ts';
import { loadSigner } from '../../shared/signing/store.ts';

const sign = resultSigner(__dirname);

export const handler = serveChange(
  signResult,
  async ({ params, body, caller, expectedVersion, correlationId }, { now, newId }) => {
    const file = requireFiled(await loadFileAt(params.dossierId, expectedVersion, caller));
    const { dossier } = file;
    const { documentId, abstract, replaces } = body;
    const at = now();
    const day = localDateOf(at);
    const action = replaces ? correctResult : issueResult;
    const step = requireStep(action.name, dossier, roleOf(dossier, caller), day);
    const before = replaces && requireValid(file.results, replaces.resultCode);
    const source = requireResultFile(file.resultFiles, documentId);
    const { agency } = dossier.procedure;
    const [signer, taken] = await Promise.all([loadSigner(agency), loadCounter(agency, day.slice(0, 4))]);
    if (!signer) throw new Problem('signer-missing');
    const actor = actorOf(caller);
    const next = nextResult(dossier, { abstract, documentId }, { at: toInstant(at), by: actor, taken });
    const uploaded = await loadObject(source, source.objectVersion);
    const pdf = await sign(uploaded, signer, { ...next, agencyName: dossier.office.name.vi });
    const result = {
      ...next,
      ...(await keepOwnPdf(`${dossier.id}/${next.code}`, pdf)),
      // What takes the place of a result that was given out is given out with it.
      ...(before && { replaces: before.code, releasedAt: next.signedAt }),
    };
    const replaced = before && replaces && { before, by: replaces };
    const occasion = { at, actor, newId, correlationId };
    const { file: after, writes } = issued(file, { step, source, result, replaced }, occasion);
    return {
      writes,
      body: viewOf(after, caller, day),
      version: after.dossier.version,
      location: `/v1/dossiers/${dossier.id}`,
    };
  },
);
