import { loadHold } from '../../shared/hold/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { changeHold } from '../../shared/retention/contracts/change-hold.ts';
import { viewOfHold } from '../../shared/retention/hold-view.ts';
import { holdChanged, requireHoldable } from '../../shared/retention/holding.ts';

export const handler = serveChange(changeHold, async ({ params: { dossierId }, body, caller }, { now }) => {
  await requireHoldable(dossierId, caller);
  const { after, writes } = holdChanged(dossierId, await loadHold(dossierId), body, caller, now());
  return { writes, body: viewOfHold(dossierId, after) };
});
