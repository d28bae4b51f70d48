import { recallAtWork } from '../../shared/absence/store.ts';
import { localDateOf } from '../../shared/clock.ts';
import { countWorklists } from '../../shared/desk/contracts/count-worklists.ts';
import { COUNTED_AT_MOST, countWorklist, worklists } from '../../shared/dossier/lists.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(countWorklists, async ({ caller }, { now }) => {
  const officer = await recallAtWork(caller, now);
  const day = localDateOf(now());
  const lists = await Promise.all(
    worklists.map(async (list) => {
      const count = await countWorklist(officer, list, day);
      return { list, count: Math.min(count, COUNTED_AT_MOST), more: count > COUNTED_AT_MOST };
    }),
  );
  return { body: { lists } };
});
