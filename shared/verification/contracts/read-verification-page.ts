import { operation } from '../../http/operation.ts';

/** The page on which anyone drops a file and learns whether it is ours: the file itself is sent to nobody. */
export const readVerificationPage = operation({
  id: 'read-verification-page',
  area: 'verification',
  method: 'GET',
  path: '/verification',
  summary: { vi: 'Mở trang xác minh kết quả', en: 'Open the page for verifying a result' },
  callers: 'public',
  status: 200,
  content: 'text/html; charset=utf-8',
  problems: [],
  touches: {},
});
