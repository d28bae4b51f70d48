import { viewOfAbsence } from '../../shared/absence/absence.ts';
import { loadAbsences, putEndedAbsence } from '../../shared/absence/store.ts';
import { localDateOf, toInstant } from '../../shared/clock.ts';
import { endAbsence } from '../../shared/desk/contracts/end-absence.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve-change.ts';

export const handler = serveChange(endAbsence, async ({ params, caller }, { now }) => {
  const at = now();
  const absences = await loadAbsences(caller.agency, localDateOf(at));
  const own = absences.find(
    ({ officer, until, endedAt }) => officer.subject === caller.subject && until === params.until && !endedAt,
  );
  if (!own) throw new Problem('absence-not-found');
  const ended = { ...own, endedAt: toInstant(at) };
  return { writes: [putEndedAbsence(ended)], body: viewOfAbsence(ended) };
});
