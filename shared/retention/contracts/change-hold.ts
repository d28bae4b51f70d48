import { operation } from '../../http/operation.ts';
import { HoldView } from '../hold-view.ts';
import { HoldChange } from '../holding.ts';
import { HoldPath } from './read-hold.ts';

export const changeHold = operation({
  id: 'change-hold',
  area: 'retention',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/hold',
  summary: {
    vi: 'Giữ lại hồ sơ không cho hủy, hoặc thôi giữ lại',
    en: 'Hold a dossier from being destroyed, or lift the hold',
  },
  description:
    'While a complaint, an inspection or a court needs it. A dossier that is held stands on no list, and is not destroyed though a list names it, also when it was approved before.',
  callers: { officers: ['agencyLeader', 'procedureControl'] },
  writes: 'create',
  params: HoldPath,
  body: HoldChange,
  status: 200,
  output: HoldView,
  problems: ['dossier-not-found', 'hold-not-allowed'],
  touches: { table: ['get', 'getMany', 'put', 'check'] },
  examples: { request: { action: 'place', reason: 'Đang giải quyết khiếu nại lần hai' } },
});
