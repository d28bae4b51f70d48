import { loadList } from '../../shared/destruction/store.ts';
import { serveSpreadsheet } from '../../shared/http/serve-spreadsheet.ts';
import { readDestructionList } from '../../shared/retention/contracts/read-destruction-list.ts';
import { requireOwnLists } from '../../shared/retention/list-access.ts';
import { tableOfList, viewOfList } from '../../shared/retention/list-view.ts';

export const handler = serveSpreadsheet(
  readDestructionList,
  async ({ params, caller }) => {
    const whole = await loadList(requireOwnLists(caller, params.agency), params.list);
    return { body: viewOfList(whole), version: whole.list.version };
  },
  tableOfList,
);
