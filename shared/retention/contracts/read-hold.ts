import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { HoldView } from '../hold-view.ts';

export const HoldPath = z.object({ dossierId: z.uuid() });

export const readHold = operation({
  id: 'read-hold',
  area: 'retention',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}/hold',
  summary: {
    vi: 'Xem việc giữ lại hồ sơ không cho hủy',
    en: 'Read whether a dossier is held from being destroyed, by whom and why',
  },
  callers: { officers: ['agencyLeader', 'procedureControl'] },
  params: HoldPath,
  status: 200,
  output: HoldView,
  problems: ['dossier-not-found'],
  touches: { table: ['get', 'getMany'] },
});
