import * as z from 'zod';
import { COUNTED_AT_MOST, worklists } from '../../dossier/lists.ts';
import { deskRoles } from '../../dossier/paths.ts';
import { operation } from '../../http/operation.ts';

export const countWorklists = operation({
  id: 'count-worklists',
  area: 'desk',
  method: 'GET',
  path: '/v1/worklist/counts',
  summary: { vi: 'Số hồ sơ trong từng danh sách', en: 'How many dossiers each worklist has' },
  description: `Counted to ${COUNTED_AT_MOST}: \`more\` says that there are more. Reads at most ${COUNTED_AT_MOST + 1} entries of each list.`,
  callers: { officers: deskRoles },
  status: 200,
  output: z.object({
    lists: z.array(
      z.object({
        list: z.enum(worklists),
        count: z.int().min(0).max(COUNTED_AT_MOST),
        more: z.boolean(),
      }),
    ),
  }),
  problems: [],
  touches: { table: ['query'], indexes: ['worklist', 'place'] },
});
