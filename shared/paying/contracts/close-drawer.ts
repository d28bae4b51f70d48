import { Counting } from '../../cash/closing.ts';
import { operation } from '../../http/operation.ts';
import { ClosingView } from '../cash-view.ts';

export const closeDrawer = operation({
  id: 'close-drawer',
  area: 'paying',
  method: 'POST',
  path: '/v1/cash/closings',
  summary: { vi: 'Khóa quỹ tiền mặt cuối ngày', en: 'Close a drawer of cash' },
  description:
    'What was counted in a drawer, note by note, and why that differs from what must be in it. An officer of the desk closes the own drawer, a leader that of the `cashier` who is named. `version` is that of the drawer that was counted: when something has moved since, it is read and counted again. What is closed gets the next number of the agency in the year and never changes; what comes in later is of the next closing.',
  callers: { officers: ['deskOfficer', 'agencyLeader'] },
  writes: 'create',
  body: Counting,
  status: 201,
  output: ClosingView,
  problems: ['cash-not-found', 'version-stale'],
  touches: { table: ['get', 'put'] },
  examples: { request: { version: 2, notes: [{ noteVnd: 200_000, count: 2 }] } },
});
