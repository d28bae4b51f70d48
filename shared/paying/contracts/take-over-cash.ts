import * as z from 'zod';
import { CLOSING_CODE } from '../../cash/closing.ts';
import { operation } from '../../http/operation.ts';
import { ClosingView } from '../cash-view.ts';

export const takeOverCash = operation({
  id: 'take-over-cash',
  area: 'paying',
  method: 'POST',
  path: '/v1/cash/closings/{closing}/take-over',
  summary: { vi: 'Xác nhận đã nhận tiền mặt của một lần khóa quỹ', en: 'Take over the cash of a closing' },
  description:
    'Whoever takes the money over, such as the treasurer of the agency, counts it again and says so: another officer than who took it in and who closed the drawer.',
  callers: { officers: ['deskOfficer', 'agencyLeader'] },
  writes: 'create',
  params: z.object({ closing: z.string().regex(CLOSING_CODE) }),
  body: z.strictObject({ receivedVnd: z.int().min(0).max(1_000_000_000_000) }),
  status: 200,
  output: ClosingView,
  problems: ['cash-not-found', 'cash-not-allowed'],
  touches: { table: ['get', 'put'] },
  examples: { request: { receivedVnd: 400_000 } },
});
