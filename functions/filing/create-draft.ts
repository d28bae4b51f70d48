import { localDateOf } from '../../shared/clock.ts';
import { requireChannel } from '../../shared/dossier/channel.ts';
import { newDraft, newFile } from '../../shared/dossier/draft.ts';
import { actorOf } from '../../shared/dossier/rules.ts';
import { putDraft } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { createDraft } from '../../shared/filing/contracts/create-draft.ts';
import { requireProxyAllowed } from '../../shared/filing/proxy.ts';
import { requireOnlineFiling } from '../../shared/filing/submission.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { recallProcedure } from '../../shared/procedure/store.ts';

export const handler = serveChange(createDraft, async ({ body, caller }, { now, newId }) => {
  const procedure = await recallProcedure(body.procedureCode, now);
  const at = now();
  if (body.channel === 'online') requireOnlineFiling(procedure, localDateOf(at));
  else requireChannel(procedure, body.channel);
  if (body.asProxy) requireProxyAllowed(procedure);
  const proxied = body.asProxy ? { proxy: caller.subject } : {};
  const dossier = newDraft(procedure, {
    id: newId(),
    owner: caller.subject,
    ...proxied,
    channel: body.channel,
    changedBy: actorOf(caller, proxied),
    at,
  });
  return {
    writes: [putDraft(dossier)],
    body: viewOf(newFile(dossier), caller, localDateOf(at)),
    version: dossier.version,
    location: `/v1/dossiers/${dossier.id}`,
  };
});
