import { localDateOf } from '../../shared/clock.ts';
import { loadCounter, putNumber } from '../../shared/dossier/code.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { drawDestructionList } from '../../shared/retention/contracts/draw-destruction-list.ts';
import { listDrawn, listsOf } from '../../shared/retention/drawing.ts';
import { summaryOfList } from '../../shared/retention/list-view.ts';

export const handler = serveChange(drawDestructionList, async ({ body, caller }, { now }) => {
  const at = now();
  const drawn = await loadCounter(body.agency, listsOf(body.year));
  const { after, writes } = await listDrawn(body, drawn, caller, { at, today: localDateOf(at) });
  return {
    writes: [...writes, putNumber(body.agency, listsOf(body.year), drawn)],
    body: summaryOfList(after.list),
    version: after.list.version,
  };
});
