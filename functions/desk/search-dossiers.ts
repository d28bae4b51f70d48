import { recallAtWork } from '../../shared/absence/store.ts';
import { localDateOf } from '../../shared/clock.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import { searchDossiers } from '../../shared/desk/contracts/search-dossiers.ts';
import { findDossiers } from '../../shared/dossier/finding.ts';
import { viewOfSummary } from '../../shared/dossier/view.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { fault } from '../../shared/http/faults.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

/** Days of filing in one search: each has a counter to be read. */
const MOST_DAYS = 31;

export const handler = serveRead(searchDossiers, async ({ body, caller }, { now }) => {
  const { limit, cursor, ...wanted } = body;
  if ('days' in wanted && wanted.days && addDays(wanted.days.from, MOST_DAYS) <= wanted.days.until)
    throw new Problem('invalid-request', { faults: [fault('body', '/days/until', 'too-many-days')] });
  const scope = ['search', caller.agency, JSON.stringify(wanted)];
  const officer = await recallAtWork(caller, now);
  const { items, next } = await findDossiers(officer, wanted, {
    after: cursor && openCursor(scope, cursor),
    limit,
  });
  const day = localDateOf(now());
  return {
    body: {
      items: items.map((summary) => viewOfSummary(summary, officer, day)),
      nextCursor: next && sealCursor(scope, next),
    },
  };
});
