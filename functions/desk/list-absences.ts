import { viewOfAbsence } from '../../shared/absence/absence.ts';
import { loadAbsences } from '../../shared/absence/store.ts';
import { localDateOf } from '../../shared/clock.ts';
import { listAbsences } from '../../shared/desk/contracts/list-absences.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(listAbsences, async ({ caller }, { now }) => {
  const absences = await loadAbsences(caller.agency, localDateOf(now()));
  return { body: { items: absences.map(viewOfAbsence) } };
});
