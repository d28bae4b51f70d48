import { localDateOf } from '../../shared/clock.ts';
import { loadCounter, putNumber } from '../../shared/dossier/code.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { openHandOver } from '../../shared/postal/hand-over-contracts.ts';
import { viewOfHandOver } from '../../shared/postal/hand-over-view.ts';
import { countedIn, handOverOpened } from '../../shared/postal/handing-over.ts';

/** Gives a record its number, and its items to it, in one transaction. */
export const handler = serveChange(openHandOver, async ({ body, caller }, { now }) => {
  const at = now();
  const year = localDateOf(at).slice(0, 4);
  const counted = await loadCounter(caller.agency, countedIn(year));
  const place = { year: Number(year), number: counted + 1, direction: body.direction };
  const { after, writes } = await handOverOpened(place, body.dossierIds, caller, at);
  return {
    writes: [...writes, putNumber(caller.agency, countedIn(year), counted)],
    body: viewOfHandOver(after),
    version: after.version,
  };
});
