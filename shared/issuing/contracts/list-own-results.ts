import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { Cursor, Limit, pageOf } from '../../http/page.ts';
import { KeptText } from '../../text.ts';
import { OwnResult } from '../view.ts';

export const listOwnResults = operation({
  id: 'list-own-results',
  area: 'issuing',
  method: 'GET',
  path: '/v1/own-results',
  summary: {
    vi: 'Kết quả đã trả cho tôi, mới nhất trước',
    en: 'Results that were given out to me, newest first',
  },
  description:
    'What may be used anew as a paper of another dossier, and the wording that one agrees to by that: its `version` is to be sent.',
  callers: { applicants: true },
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  status: 200,
  output: pageOf(OwnResult).extend({ consent: z.object({ version: z.int(), text: KeptText }) }),
  problems: ['cursor-invalid'],
  touches: { table: ['getMany'], indexes: ['owner'] },
});
