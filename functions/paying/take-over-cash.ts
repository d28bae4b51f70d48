import { takenOver } from '../../shared/cash/closing.ts';
import { loadClosing, putTakenOver } from '../../shared/cash/store.ts';
import { toInstant } from '../../shared/clock.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { viewOfClosing } from '../../shared/paying/cash-view.ts';
import { takeOverCash } from '../../shared/paying/contracts/take-over-cash.ts';

export const handler = serveChange(takeOverCash, async ({ params, body, caller }, { now }) => {
  const before = await loadClosing(params.closing, caller);
  const { subject, name } = caller;
  const after = takenOver(before, body.receivedVnd, { at: toInstant(now()), by: { subject, name } });
  return { writes: [putTakenOver(after)], body: viewOfClosing(after) };
});
