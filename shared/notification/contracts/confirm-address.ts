import * as z from 'zod';
import { Email } from '../../applicant/identifiers.ts';
import { operation } from '../../http/operation.ts';
import { PreferencesView } from '../preferences-view.ts';

export const confirmAddress = operation({
  id: 'confirm-address',
  area: 'notification',
  method: 'POST',
  path: '/v1/notification-preferences/confirmations',
  summary: { vi: 'Xác nhận một địa chỉ nhận thông báo', en: 'Confirm an address for messages' },
  description:
    'By the code that was sent to it, upper case or lower. A wrong code takes one of a few tries. One answer says that the code is wrong, has passed or was tried too often, and that no such address awaits one.',
  callers: { applicants: true },
  writes: 'create',
  body: z.strictObject({
    address: Email,
    code: z
      .string()
      .overwrite((text) => text.replace(/[\s-]/g, '').toUpperCase())
      .max(20),
  }),
  status: 200,
  output: PreferencesView,
  problems: ['code-not-valid'],
  touches: { table: ['get', 'put'] },
  examples: { request: { address: 'ke-toan@congty.example.vn', code: 'K7QM2RXP' } },
});
