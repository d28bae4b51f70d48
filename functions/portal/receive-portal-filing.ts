import { serveCallback } from '../../shared/http/serve-callback.ts';
import { receivePortalFiling } from '../../shared/portal/contracts/receive-portal-filing.ts';
import { loadPortalCode } from '../../shared/portal/filing.ts';
import { takenFrom } from '../../shared/portal/taking.ts';
import { recallProcedure } from '../../shared/procedure/store.ts';

/** Takes what was filed at the national portal, once for each of its codes. */
export const handler = serveCallback(receivePortalFiling, async ({ body }, { now, newId }) => {
  const known = await loadPortalCode(body.portalCode);
  if (known) return { writes: [], body: { accepted: true as const, dossierId: known } };
  const procedure = await recallProcedure(body.procedureCode, now);
  const { dossierId, writes } = takenFrom(body, procedure, { at: now(), newId });
  return { writes, body: { accepted: true as const, dossierId } };
});
