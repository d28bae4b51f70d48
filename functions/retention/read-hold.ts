import { loadHold } from '../../shared/hold/store.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { readHold } from '../../shared/retention/contracts/read-hold.ts';
import { viewOfHold } from '../../shared/retention/hold-view.ts';
import { requireHoldable } from '../../shared/retention/holding.ts';

export const handler = serveRead(readHold, async ({ params: { dossierId }, caller }) => {
  await requireHoldable(dossierId, caller);
  return { body: viewOfHold(dossierId, await loadHold(dossierId)) };
});
