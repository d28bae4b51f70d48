import { operation } from '../../http/operation.ts';

/** The page that asks for code and secret, and tells the status; e-mails lead to it, with the code after `#`. */
export const readTrackingPage = operation({
  id: 'read-tracking-page',
  area: 'tracking',
  method: 'GET',
  path: '/tracking',
  summary: { vi: 'Mở trang tra cứu hồ sơ', en: 'Open the page for tracking a dossier' },
  callers: 'public',
  status: 200,
  content: 'text/html; charset=utf-8',
  problems: [],
  touches: {},
});
