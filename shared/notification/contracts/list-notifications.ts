import * as z from 'zod';
import { DossierPath, deskRoles } from '../../dossier/paths.ts';
import { operation } from '../../http/operation.ts';
import { NotificationView } from '../view.ts';

export const listNotifications = operation({
  id: 'list-notifications',
  area: 'notification',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}/notifications',
  summary: {
    vi: 'Các tin nhắn, thư điện tử đã gửi về một hồ sơ và kết quả gửi',
    en: 'The messages sent about a dossier, and what became of each',
  },
  description:
    'Oldest first, each with the channel by which it went: as its owner chose, else by e-mail, and by SMS without an address or when it came back. Messages about a draft tell no event of the history. Officers see the warnings to their agency too.',
  callers: { applicants: true, officers: deskRoles },
  params: DossierPath,
  status: 200,
  output: z.object({ items: z.array(NotificationView) }),
  problems: ['dossier-not-found'],
  touches: { table: ['query'] },
});
