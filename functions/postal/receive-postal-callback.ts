import { actorOf } from '../../shared/dossier/rules.ts';
import { serveCallback } from '../../shared/http/serve-callback.ts';
import { receivePostalCallback } from '../../shared/postal/contracts.ts';
import { reportHeard } from '../../shared/postal/reported.ts';

/** Takes a signed report of the post; a delivered result makes its dossier returned in the same transaction. */
export const handler = serveCallback(
  receivePostalCallback,
  async ({ body, caller, correlationId }, { now, newId }) => {
    const occasion = { at: now(), actor: actorOf(caller), newId, correlationId };
    const { status, writes } = await reportHeard(body, occasion);
    return { writes, body: { accepted: true as const, shipmentStatus: status } };
  },
);
