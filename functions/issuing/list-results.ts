import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { listResults } from '../../shared/issuing/contracts/list-results.ts';
import { inRegister } from '../../shared/issuing/view.ts';
import { loadRegister } from '../../shared/result/store.ts';

export const handler = serveRead(listResults, async ({ query: { year, limit, cursor }, caller }) => {
  const { agency } = caller;
  const scope = ['results', agency, String(year)];
  const after = cursor && openCursor(scope, cursor);
  const { items, next } = await loadRegister({ agency, year }, { after, limit });
  return { body: { items: items.map(inRegister), nextCursor: next && sealCursor(scope, next) } };
});
