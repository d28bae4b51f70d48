import { operation } from '../../http/operation.ts';
import { HandOverPath } from '../../postal/hand-over-contracts.ts';
import { SheetOpening } from '../sheet-opening.ts';

export const openHandOverSheet = operation({
  id: 'open-hand-over-sheet',
  area: 'sheets',
  method: 'GET',
  path: '/v1/hand-overs/{record}/sheet',
  summary: { vi: 'Mở biên bản giao nhận với bưu điện để in', en: 'Open a hand-over record as a paper' },
  description:
    'As PDF, with its manifest, totals and both signatures; signed by the key of the agency where it has one. Once both sides have signed it is the same file ever after. Before that it is a draft, and one that was discarded is not there. As a workbook: `format` of the record itself.',
  callers: { officers: ['deskOfficer'] },
  params: HandOverPath,
  status: 200,
  output: SheetOpening,
  problems: ['hand-over-not-found', 'sheet-not-found'],
  touches: { table: ['get', 'put'], sheets: ['keep', 'open'], signing: 'sign' },
});
