import { localDateOf } from '../../shared/clock.ts';
import { openIntake } from '../../shared/desk/contracts/open-intake.ts';
import { requireChannel } from '../../shared/dossier/channel.ts';
import { newDraft, newFile } from '../../shared/dossier/draft.ts';
import { actorOf } from '../../shared/dossier/rules.ts';
import { putDraft } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { recallProcedure } from '../../shared/procedure/store.ts';

export const handler = serveChange(openIntake, async ({ body, caller }, { now, newId }) => {
  const procedure = await recallProcedure(body.procedureCode, now);
  requireChannel(procedure, body.channel);
  const at = now();
  const id = newId();
  const dossier = newDraft(procedure, {
    id,
    // Whose it is, the form will say.
    owner: `intake#${id}`,
    channel: body.channel,
    receiving: caller.agency,
    changedBy: actorOf(caller),
    at,
  });
  return {
    writes: [putDraft(dossier)],
    body: viewOf(newFile(dossier), caller, localDateOf(at)),
    version: dossier.version,
    location: `/v1/dossiers/${id}`,
  };
});
