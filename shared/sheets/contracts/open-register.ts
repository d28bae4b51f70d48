import * as z from 'zod';
import { LocalDate } from '../../clock.ts';
import { addDays } from '../../deadline/calendar.ts';
import { operation } from '../../http/operation.ts';
import { SheetOpening } from '../sheet-opening.ts';

/** A month: the busiest agency of a province receives some 2,000 dossiers in it. */
export const GREATEST_DAYS = 31;

export const openRegister = operation({
  id: 'open-register',
  area: 'sheets',
  method: 'GET',
  path: '/v1/sheets/register',
  summary: { vi: 'Mở Sổ theo dõi hồ sơ của cơ quan (mẫu 06)', en: "Open the agency's register (form 06)" },
  description:
    "What the caller's agency received from one local day to another, 31 days at most, as PDF. A register that has changed meanwhile is another file; the same one has the same SHA-256.",
  callers: { officers: ['deskOfficer', 'agencyLeader', 'procedureControl'] },
  query: z
    .strictObject({ from: LocalDate, to: LocalDate })
    .refine(({ from, to }) => from <= to && to < addDays(from, GREATEST_DAYS), {
      path: ['to'],
      params: { code: 'period' },
    }),
  status: 200,
  output: SheetOpening,
  problems: [],
  touches: { table: ['get', 'getMany', 'put'], indexes: ['log'], sheets: ['keep', 'open'], signing: 'sign' },
  timeoutSeconds: 29,
});
