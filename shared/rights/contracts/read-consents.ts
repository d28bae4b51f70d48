import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { CONSENTS_PATH, ConsentView } from '../consent-view.ts';

export const readConsents = operation({
  id: 'read-consents',
  area: 'rights',
  method: 'GET',
  path: CONSENTS_PATH,
  summary: {
    vi: 'Những gì cần sự đồng ý của tôi và tôi đã đồng ý gì',
    en: 'What rests on my consent, and what I have said',
  },
  description:
    'Each purpose with its wording of today in both languages, whether it is agreed to, and all that was ever said with version ' +
    'and time. All else that is done with a dossier rests on the law by which it is decided, and is not asked.',
  callers: { applicants: true },
  status: 200,
  output: z.object({ items: z.array(ConsentView) }),
  problems: [],
  touches: { table: ['query'] },
});
