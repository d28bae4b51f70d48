import { localDateOf } from '../../shared/clock.ts';
import { recallCalendar } from '../../shared/deadline/store.ts';
import { actorOf, requireDraft } from '../../shared/dossier/rules.ts';
import { loadFileAt } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { collectionBooked } from '../../shared/postal/booking.ts';
import { bookConsignment } from '../../shared/postal/consignment-contracts.ts';
import { recallProcedure } from '../../shared/procedure/store.ts';

/** Puts on record that the post is to collect the papers of a draft; the operator is told by `retry-deliveries`. */
export const handler = serveChange(
  bookConsignment,
  async ({ params, body, caller, expectedVersion, correlationId }, { now, newId }) => {
    const before = await loadFileAt(params.dossierId, expectedVersion, caller);
    const dossier = requireDraft(before.dossier);
    const [procedure, calendar] = await Promise.all([
      recallProcedure(dossier.procedure.code, now),
      recallCalendar(now),
    ]);
    const occasion = { at: now(), actor: actorOf(caller, dossier), newId, correlationId, calendar };
    const { file, writes } = collectionBooked({ ...before, dossier }, body, procedure, occasion);
    return { writes, body: viewOf(file, caller, localDateOf(now())), version: file.dossier.version };
  },
);
