import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { LocalDate } from '../../clock.ts';
import { addDays } from '../../deadline/calendar.ts';
import { operation } from '../../http/operation.ts';
import { ClosingView, DrawerView } from '../cash-view.ts';

/** A month: an agency's desk closes a few drawers a day. */
const GREATEST_DAYS = 31;

export const readCash = operation({
  id: 'read-cash',
  area: 'paying',
  method: 'GET',
  path: '/v1/cash',
  summary: { vi: 'Quỹ tiền mặt và các lần khóa quỹ', en: 'Cash in the drawers, and what was closed' },
  description:
    "What must be in a drawer since it was last closed, by which receipts; and what the agency closed from one local day to another, 31 days at most. An officer of the desk sees the own drawer, a leader all of the agency's, where `isLate` marks what should have been closed by the end of the next working day; the control of procedures those of the `agency` that it names.",
  callers: { officers: ['deskOfficer', 'agencyLeader', 'procedureControl'] },
  query: z
    .strictObject({ from: LocalDate, to: LocalDate, agency: AgencyCode.optional() })
    .refine(({ from, to }) => from <= to && to < addDays(from, GREATEST_DAYS), {
      path: ['to'],
      params: { code: 'period' },
    }),
  status: 200,
  output: z.object({ drawers: z.array(DrawerView), closings: z.array(ClosingView) }),
  problems: [],
  touches: { table: ['get', 'query'] },
});
