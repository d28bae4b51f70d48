import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { Limit } from '../../http/page.ts';
import { FedEvent } from '../event.ts';

export const listDossierEvents = operation({
  id: 'list-dossier-events',
  area: 'feed',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}/events',
  summary: { vi: 'Các sự kiện của một hồ sơ theo số thứ tự', en: 'The events of a dossier by their numbers' },
  description:
    'For the system of the deciding agency: what it lacks of a dossier, however old. All that has happened by now, after the number `after`.',
  callers: { officers: ['departmentSystem'] },
  params: z.object({ dossierId: z.uuid() }),
  query: z.strictObject({ after: z.coerce.number().int().min(0).max(999_999).default(0), limit: Limit }),
  status: 200,
  output: z.object({ items: z.array(FedEvent) }),
  problems: ['dossier-not-found'],
  touches: { table: ['query'] },
});
