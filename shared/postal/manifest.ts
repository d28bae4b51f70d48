import { sheetsIn } from '../hand-over/hand-over.ts';
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

type Brought = HandOverView['arrivals'][number] & { readonly place: number };

/** The same of what came in. */
const columnsOfArrivals: readonly Column<Brought>[] = [
  ['STT', ({ place }) => place],
  ['Mã bưu gửi', ({ itemCode }) => itemCode],
  ['Người gửi', ({ senderName }) => senderName],
  ['Địa chỉ gửi', ({ senderAddress }) => senderAddress],
  ['Số niêm phong', ({ seal }) => seal ?? ''],
  ['Số giấy tờ', (arrival) => sheetsIn(arrival)],
];

const placed = <Item extends object>(items: readonly Item[]) =>
  items.map((item, place) => ({ ...item, place: place + 1 }));

/** The manifest of a record, with its totals. */
export function manifestOf({ record, direction, lines, arrivals, totals }: HandOverView): Spreadsheet {
  const name = `bang-ke-${record}`;
  if (direction === 'inbound') {
    const table = spreadsheetOf(name, columnsOfArrivals, placed(arrivals));
    const sum = ['Cộng', `${totals.items} bưu gửi`, null, null, null, totals.papers];
    return { ...table, rows: [...table.rows, sum] };
  }
  const table = spreadsheetOf(name, columns, placed(lines));
  const sum = ['Cộng', `${totals.items} bưu gửi`, null, null, null, totals.papers, totals.codVnd];
  return { ...table, rows: [...table.rows, sum] };
}
