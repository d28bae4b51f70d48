import { serveChange } from '../../shared/http/serve-change.ts';
import { mendDrift } from '../../shared/portal/contracts/mend-drift.ts';
import { mended } from '../../shared/portal/mending.ts';

export const handler = serveChange(mendDrift, async ({ body: { dossierIds } }, { now }) => ({
  writes: await mended(dossierIds, now()),
  body: { dossiers: new Set(dossierIds).size },
}));
