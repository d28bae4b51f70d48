import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { DELETION_PATH, DeletionView } from '../deletion-view.ts';

export const requestDeletion = operation({
  id: 'request-deletion',
  area: 'rights',
  method: 'POST',
  path: DELETION_PATH,
  summary: { vi: 'Yêu cầu xóa dữ liệu của tôi', en: 'Ask for my data to be deleted' },
  description:
    'Deletes what the law lets go, as `read-deletion` says it (NĐ 13/2023/NĐ-CP Điều 16(5): within 72 hours): preferences, further ' +
    'addresses and the copy of the data at once, consents are withdrawn at once, drafts with their files in the night. What is filed ' +
    'before that stays. Nothing that went comes back. While one is under way, asking again changes nothing.',
  callers: { applicants: true },
  writes: 'create',
  body: z.strictObject({ confirmed: z.literal(true) }),
  status: 201,
  output: DeletionView,
  problems: [],
  touches: { table: ['get', 'getMany', 'query', 'put', 'delete'], indexes: ['owner'] },
  timeoutSeconds: 29,
  examples: { request: { confirmed: true } },
});
