import { loadCode } from '../../shared/dossier/code.ts';
import { actorOf } from '../../shared/dossier/rules.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveCallback } from '../../shared/http/serve-callback.ts';
import { log } from '../../shared/log.ts';
import { receivePostalCallback } from '../../shared/postal/contracts.ts';
import { shipmentReported } from '../../shared/postal/hearing.ts';
import { dossierCodeOf } from '../../shared/shipment/shipment.ts';

/** Takes a signed report of the post; a delivered result makes its dossier returned in the same transaction. */
export const handler = serveCallback(
  receivePostalCallback,
  async ({ body, caller, correlationId }, { now, newId }) => {
    const code = dossierCodeOf(body.reference);
    const entry = code && (await loadCode(code));
    if (!entry) throw new Problem('shipment-not-found');
    const file = await loadFiledFile(entry.dossierId);
    const occasion = { at: now(), actor: actorOf(caller), newId, correlationId };
    const { shipment, writes } = await shipmentReported(file, body, occasion);
    log.info('SHIPMENT_MOVED', { reference: body.reference, reported: body.status, status: shipment.status });
    return { writes, body: { accepted: true as const, shipmentStatus: shipment.status } };
  },
);
