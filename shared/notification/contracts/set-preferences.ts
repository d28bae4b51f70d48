import * as z from 'zod';
import { Email } from '../../applicant/identifiers.ts';
import { operation } from '../../http/operation.ts';
import { CODE_MINUTES, choices, MOST_ADDRESSES } from '../preferences.ts';
import { PreferencesView } from '../preferences-view.ts';
import { lengthOf, QuietHours } from '../quiet.ts';

/** Longer than this nobody's night is: what the law demands is not to be kept from people by their own wish. */
const MOST_QUIET_HOURS = 12;

export const setPreferences = operation({
  id: 'set-preferences',
  area: 'notification',
  method: 'PUT',
  path: '/v1/notification-preferences',
  summary: {
    vi: 'Chọn cách nhận thông báo: kênh, ngôn ngữ, giờ yên tĩnh, địa chỉ nhận thêm',
    en: 'Choose how to be told: channels, language, quiet hours, further addresses',
  },
  description: `Replaces the caller's own. A message goes by the first of \`channels\` that gets through, and a copy of it to each further address; what the law demands goes by another channel where none of those gets through. In \`quiet\` hours (without them those of the province) nothing comes but what the caller has just done. An address that is new gets a code, to be stated within ${CODE_MINUTES} minutes at \`/v1/notification-preferences/confirmations\`, and nothing else before; it needs the consent \`further-addresses\`.`,
  callers: { applicants: true },
  writes: 'create',
  body: z.strictObject({
    language: choices.language,
    channels: choices.channels.refine((all) => new Set(all).size === all.length, {
      params: { code: 'twice' },
    }),
    quiet: QuietHours.strict()
      .refine((hours) => lengthOf(hours) <= MOST_QUIET_HOURS, { params: { code: 'too-long' } })
      .optional(),
    addresses: z.array(Email).max(MOST_ADDRESSES),
  }),
  status: 200,
  output: PreferencesView,
  problems: ['invalid-request', 'consent-required', 'codes-used-up'],
  touches: { table: ['get', 'query', 'put'], email: 'send' },
  examples: {
    request: {
      language: 'vi',
      channels: ['email', 'sms'],
      quiet: { from: '22:00', until: '06:00' },
      addresses: ['ke-toan@congty.example.vn'],
    },
  },
});
