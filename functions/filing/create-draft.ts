import { localDateOf, toInstant } from '../../shared/clock.ts';
import type { Draft } from '../../shared/dossier/dossier.ts';
import { draftExpiry, procedureOf } from '../../shared/dossier/draft.ts';
import { actorOf } from '../../shared/dossier/rules.ts';
import { putDraft } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { createDraft } from '../../shared/filing/contracts/create-draft.ts';
import { requireOnlineFiling } from '../../shared/filing/submission.ts';
import { serveChange } from '../../shared/http/serve.ts';
import { recallProcedure } from '../../shared/procedure/store.ts';

export const handler = serveChange(createDraft, async ({ body, caller }, { now, newId }) => {
  const procedure = await recallProcedure(body.procedureCode, now);
  requireOnlineFiling(procedure);
  const at = now();
  const dossier: Draft = {
    v: 1,
    id: newId(),
    version: 1,
    status: 'draft',
    procedure: procedureOf(procedure),
    owner: caller.subject,
    createdAt: toInstant(at),
    changedBy: actorOf(caller),
    expiresAt: draftExpiry(at),
  };
  const file = { dossier, documents: [], supplements: [], payments: [], shipments: [] };
  return {
    writes: [putDraft(dossier)],
    body: viewOf(file, caller, localDateOf(at)),
    version: dossier.version,
    location: `/v1/dossiers/${dossier.id}`,
  };
});
