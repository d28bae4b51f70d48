import { closedDrawer, requireOpen } from '../../shared/cash/closing.ts';
import { loadDrawer, putClosing } from '../../shared/cash/store.ts';
import { localDateOf, toInstant } from '../../shared/clock.ts';
import { loadCounter, putNumber } from '../../shared/dossier/code.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { viewOfClosing } from '../../shared/paying/cash-view.ts';
import { closeDrawer } from '../../shared/paying/contracts/close-drawer.ts';

/** Empties a drawer into a closing with the next number, in one transaction. */
export const handler = serveChange(closeDrawer, async ({ body, caller }, { now }) => {
  const { agency, subject, name, role } = caller;
  const cashier = body.cashier ?? subject;
  if (cashier !== subject && role !== 'agencyLeader') throw new Problem('cash-not-found');
  const at = now();
  const counted = `cash-${localDateOf(at).slice(0, 4)}`;
  const [found, taken] = await Promise.all([loadDrawer(agency, cashier), loadCounter(agency, counted)]);
  const drawer = requireOpen(found);
  const act = { number: taken + 1, at: toInstant(at), by: { subject, name } };
  const closing = closedDrawer(drawer, body, act);
  return {
    writes: [...putClosing(drawer, closing), putNumber(agency, counted, taken)],
    body: viewOfClosing(closing),
  };
});
