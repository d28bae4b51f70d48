import { serveChange } from '../../shared/http/serve-change.ts';
import { requestExport } from '../../shared/rights/contracts/request-export.ts';
import { requestedExport } from '../../shared/rights/export.ts';
import { putRequestedExport } from '../../shared/rights/export-store.ts';
import { viewOfExport } from '../../shared/rights/export-view.ts';

export const handler = serveChange(requestExport, async ({ body, caller }, { now, newId }) => {
  const asked = requestedExport(caller, body.email, { id: newId(), at: now() });
  return { writes: [putRequestedExport(asked)], body: await viewOfExport(asked) };
});
