import { loadClosings, loadDrawersFor } from '../../shared/cash/store.ts';
import { localDateOf } from '../../shared/clock.ts';
import { recallCalendar } from '../../shared/deadline/store.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { viewOfClosing, viewOfDrawers } from '../../shared/paying/cash-view.ts';
import { readCash } from '../../shared/paying/contracts/read-cash.ts';
import { agencyAskedFor } from '../../shared/statistics/access.ts';

export const handler = serveRead(readCash, async ({ query, caller }, { now }) => {
  const agency = agencyAskedFor(caller, query.agency) ?? caller.agency;
  const [drawers, closings, calendar] = await Promise.all([
    loadDrawersFor(caller, agency),
    loadClosings(agency, query),
    recallCalendar(now),
  ]);
  return {
    body: {
      drawers: viewOfDrawers(drawers, localDateOf(now()), calendar),
      closings: closings.map(viewOfClosing),
    },
  };
});
