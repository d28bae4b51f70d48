import { serveChange } from '../../shared/http/serve-change.ts';
import { agencyAskedFor } from '../../shared/statistics/access.ts';
import { requestExtract } from '../../shared/statistics/contracts/request-extract.ts';
import { requestedExtract } from '../../shared/statistics/extract.ts';
import { putRequestedExtract } from '../../shared/statistics/extract-store.ts';
import { viewOfExtract } from '../../shared/statistics/extract-view.ts';

export const handler = serveChange(requestExtract, async ({ body, caller }, { now, newId }) => {
  const { agency, ...asked } = body;
  const whose = agencyAskedFor(caller, agency);
  const extract = requestedExtract(caller.subject, whose, asked, { id: newId(), at: now() });
  return { writes: [putRequestedExtract(extract)], body: await viewOfExtract(extract) };
});
