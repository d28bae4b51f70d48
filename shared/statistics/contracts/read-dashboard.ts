import { operation } from '../../http/operation.ts';

/** The page that draws the public figures of a period; `?from=2021-01-01&to=2021-10-10&lang=en` opens it there. */
export const readDashboard = operation({
  id: 'read-dashboard',
  area: 'statistics',
  method: 'GET',
  path: '/dashboard',
  summary: { vi: 'Mở trang số liệu', en: 'Open the dashboard' },
  callers: 'public',
  status: 200,
  content: 'text/html; charset=utf-8',
  problems: [],
  touches: {},
});
