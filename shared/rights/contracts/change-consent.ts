import * as z from 'zod';
import { Purpose } from '../../consent/consent.ts';
import { operation } from '../../http/operation.ts';
import { CONSENTS_PATH, ConsentView } from '../consent-view.ts';

export const changeConsent = operation({
  id: 'change-consent',
  area: 'rights',
  method: 'PUT',
  path: `${CONSENTS_PATH}/{purpose}`,
  summary: {
    vi: 'Đồng ý hoặc rút lại sự đồng ý cho một mục đích',
    en: 'Give or withdraw the consent for a purpose',
  },
  description:
    'Explicit and for one purpose (NĐ 13/2023/NĐ-CP Điều 11, 12). Who gives it names the `version` that was read. Withdrawal takes ' +
    'effect at once; `withdrawal` says what it does not undo. What was said before stays on record, and saying the same again adds nothing.',
  callers: { applicants: true },
  writes: 'create',
  params: z.object({ purpose: Purpose }),
  body: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('given'), version: z.int().min(1).max(9999) }),
    z.strictObject({ state: z.literal('withdrawn') }),
  ]),
  status: 200,
  output: ConsentView,
  problems: ['consent-wording-changed', 'consent-of-guardian'],
  touches: { table: ['get', 'query', 'put'] },
  examples: { request: { state: 'given', version: 1 } },
});
