import { operation } from '../../http/operation.ts';
import { DestructionDecision } from '../deciding.ts';
import { DestructionSummary } from '../list-view.ts';
import { DestructionPath } from './read-destruction-list.ts';

export const decideDestructionList = operation({
  id: 'decide-destruction-list',
  area: 'retention',
  method: 'POST',
  path: '/v1/destruction-lists/{agency}/{list}',
  summary: {
    vi: 'Gạch hồ sơ, phê duyệt hoặc không phê duyệt danh mục tài liệu hết thời hạn lưu trữ',
    en: 'Strike from, approve or discard a list of what is to be destroyed',
  },
  description:
    'By the head of the agency alone. `strike` takes dossiers off, with the reason; `approve` has the others destroyed in the following night, for good, after which nothing of the list changes; `discard` has nothing destroyed.',
  callers: { officers: ['agencyLeader'] },
  writes: 'change',
  params: DestructionPath,
  body: DestructionDecision,
  status: 200,
  output: DestructionSummary,
  etag: true,
  problems: ['destruction-list-not-found', 'destruction-not-allowed'],
  touches: { table: ['get', 'put'] },
  examples: {
    request: {
      action: 'strike',
      codes: ['H25.03-111010-0001'],
      reason: 'Hồ sơ liên quan đến vụ việc đang khiếu nại',
    },
  },
});
