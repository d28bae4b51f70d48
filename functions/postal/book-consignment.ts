import { localDateOf } from '../../shared/clock.ts';
import { recallCalendar } from '../../shared/deadline/store.ts';
import { actorOf } from '../../shared/dossier/rules.ts';
import { loadFileAt } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { collectionBooked } from '../../shared/postal/booking.ts';
import { bookConsignment } from '../../shared/postal/consignment-contracts.ts';
import { supplementBooked } from '../../shared/postal/supplement-booking.ts';
import { recallIfThere } from '../../shared/procedure/store.ts';

/** Puts on record that the post is to collect the papers of a draft, or of a supplement; the operator is told by `retry-deliveries`. */
export const handler = serveChange(
  bookConsignment,
  async ({ params, body, caller, expectedVersion, correlationId }, { now, newId }) => {
    const { dossier, ...parts } = await loadFileAt(params.dossierId, expectedVersion, caller);
    const [procedure, calendar] = await Promise.all([
      recallIfThere(dossier.procedure.code, now),
      recallCalendar(now),
    ]);
    const occasion = { at: now(), actor: actorOf(caller, dossier), newId, correlationId, calendar };
    const { file, writes } =
      dossier.status === 'draft'
        ? collectionBooked({ dossier, ...parts }, body, procedure, occasion)
        : supplementBooked({ dossier, ...parts }, body, procedure, occasion);
    return { writes, body: viewOf(file, caller, localDateOf(now())), version: file.dossier.version };
  },
);
