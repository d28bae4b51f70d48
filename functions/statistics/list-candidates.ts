import { serveRead } from '../../shared/http/serve-read.ts';
import { loadProcedures } from '../../shared/procedure/store.ts';
import { agencyAskedFor } from '../../shared/statistics/access.ts';
import { candidatesOf, mayMove } from '../../shared/statistics/candidates.ts';
import { loadLines } from '../../shared/statistics/census.ts';
import { listCandidates } from '../../shared/statistics/contracts/list-candidates.ts';

export const handler = serveRead(listCandidates, async ({ query, caller }, { now }) => {
  const { from, to, muchUsed, limit } = query;
  const lines = await loadLines({ from, to, agency: agencyAskedFor(caller, query.agency) }, now);
  const codes = lines.filter((line) => mayMove(line, muchUsed)).map(({ procedureCode }) => procedureCode);
  const procedures = await loadProcedures(codes);
  return { body: { items: candidatesOf(lines, procedures, muchUsed).slice(0, limit) } };
});
