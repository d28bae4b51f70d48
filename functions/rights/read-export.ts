import { epochSeconds } from '../../shared/clock.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { readExport } from '../../shared/rights/contracts/read-export.ts';
import { loadExport } from '../../shared/rights/export-store.ts';
import { viewOfExport } from '../../shared/rights/export-view.ts';

export const handler = serveRead(readExport, async ({ caller }, { now }) => {
  const found = await loadExport(caller.subject);
  // DynamoDB may take days to forget what is past (developer guide, time to live).
  if (!found || found.expiresAt <= epochSeconds(now())) throw new Problem('export-not-found');
  return { body: await viewOfExport(found) };
});
