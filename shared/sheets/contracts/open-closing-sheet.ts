import * as z from 'zod';
import { CLOSING_CODE } from '../../cash/closing.ts';
import { operation } from '../../http/operation.ts';
import { SheetOpening } from '../sheet-opening.ts';

export const openClosingSheet = operation({
  id: 'open-closing-sheet',
  area: 'sheets',
  method: 'GET',
  path: '/v1/cash/closings/{closing}/sheet',
  summary: { vi: 'Mở biên bản khóa quỹ tiền mặt', en: 'Open the record of a drawer that was closed' },
  description:
    'What was closed as PDF, signed by the key of the agency where it has one, with a place for who took the money in and who takes it over. Once it was taken over it says by whom: that is another file.',
  callers: { officers: ['deskOfficer', 'agencyLeader', 'procedureControl'] },
  params: z.object({ closing: z.string().regex(CLOSING_CODE) }),
  status: 200,
  output: SheetOpening,
  problems: ['cash-not-found'],
  touches: { table: ['get', 'put'], sheets: ['keep', 'open'], signing: 'sign' },
});
