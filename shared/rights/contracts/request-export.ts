import * as z from 'zod';
import { Email } from '../../applicant/identifiers.ts';
import { operation } from '../../http/operation.ts';
import { EXPORT_PATH, ExportView } from '../export-view.ts';

export const requestExport = operation({
  id: 'request-export',
  area: 'rights',
  method: 'POST',
  path: EXPORT_PATH,
  summary: { vi: 'Yêu cầu bản sao dữ liệu của tôi', en: 'Ask for a copy of my own data' },
  description:
    'All that the system holds of the account, as JSON with the files (NĐ 13/2023/NĐ-CP Điều 14: within 72 hours). It is made in ' +
    'the background and takes the place of the copy before; one a day. The e-mail says that it is ready, and nothing of what is in it.',
  callers: { applicants: true },
  writes: 'create',
  body: z.strictObject({ email: Email.optional() }),
  status: 201,
  output: ExportView,
  problems: ['export-under-way', 'export-too-soon'],
  touches: { table: ['put'] },
  examples: { request: { email: 'hoa.nguyen@example.vn' } },
});
