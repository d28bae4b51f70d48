import { type Column, type Spreadsheet, spreadsheetOf } from '../spreadsheet.ts';
import type { HandOverView } from './hand-over-view.ts';

type Line = HandOverView['lines'][number] & { readonly place: number };

/** What the manifest (bảng kê) tells of each item. */
const columns: readonly Column<Line>[] = [
  ['STT', ({ place }) => place],
  ['Mã hồ sơ', ({ dossierCode }) => dossierCode],
  ['Mã bưu gửi', ({ itemCode }) => itemCode],
  ['Người nhận', ({ receiverName }) => receiverName],
  ['Địa chỉ nhận', ({ receiverAddress }) => receiverAddress],
  ['Số giấy tờ', ({ papers }) => papers],
  ['Thu hộ (đồng)', ({ codVnd }) => codVnd],
];

/** The manifest of a record, with its totals. */
export function manifestOf({ record, lines, totals }: HandOverView): Spreadsheet {
  const table = spreadsheetOf(
    `bang-ke-${record}`,
    columns,
    lines.map((line, place) => ({ ...line, place: place + 1 })),
  );
  const sum = ['Cộng', `${totals.items} bưu gửi`, null, null, null, totals.papers, totals.codVnd];
  return { ...table, rows: [...table.rows, sum] };
}
