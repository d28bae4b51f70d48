import { epochSeconds } from '../../shared/clock.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { readExtract } from '../../shared/statistics/contracts/read-extract.ts';
import { loadExtract } from '../../shared/statistics/extract-store.ts';
import { viewOfExtract } from '../../shared/statistics/extract-view.ts';

export const handler = serveRead(readExtract, async ({ caller }, { now }) => {
  const found = await loadExtract(caller.subject);
  // DynamoDB may take days to forget what is past (developer guide, time to live).
  if (!found || found.expiresAt <= epochSeconds(now())) throw new Problem('extract-not-found');
  return { body: await viewOfExtract(found) };
});
