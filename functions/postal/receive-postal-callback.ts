import { shipmentReported } from '../../shared/dossier/shipping.ts';
import { readCode, readFiled } from '../../shared/dossier/store.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve.ts';
import { log } from '../../shared/log.ts';
import { receivePostalCallback } from '../../shared/postal/contracts.ts';
import { dossierCodeOf } from '../../shared/postal/order.ts';
import { postalSecret } from '../../shared/postal/secret.ts';
import { isSigned } from '../../shared/postal/signature.ts';

/** Takes a signed report of the post; a delivered result makes its dossier returned in the same transaction. */
export const handler = serveChange(
  receivePostalCallback,
  async ({ body, correlationId }, { now, newId }) => {
    const code = dossierCodeOf(body.reference);
    const entry = code && (await readCode(code));
    if (!entry) throw new Problem('shipment-not-found');
    const dossier = await readFiled(entry.dossierId);
    const { shipment, writes } = shipmentReported(dossier, body, { at: now(), newId, correlationId });
    log.info('SHIPMENT_MOVED', { reference: body.reference, reported: body.status, status: shipment.status });
    return { writes, body: { accepted: true as const, shipmentStatus: shipment.status } };
  },
  async (headers, rawBody, now) => {
    if (!isSigned(await postalSecret(now), headers, rawBody, now)) throw new Problem('signature-invalid');
  },
);
