import { agencyByCode } from '../agency/agency.ts';
import { letterheadOf } from '../agency/letterhead.ts';
import { amountInWords } from '../amount-in-words.ts';
import { type Closing, closingCode, sumOfClosing } from '../cash/closing.ts';
import { numberInSeries } from '../fee-receipt/series.ts';
import { vietnameseAmount, vietnameseTime } from '../format.ts';
import { line } from './fields.ts';
import type { Block, Sheet } from './sheet.ts';
import { dated } from './words.ts';

const inVnd = (amountVnd: number): string => `${vietnameseAmount(amountVnd)} đồng`;

const seriesTable = ({ series }: ReturnType<typeof sumOfClosing>): Block => ({
  kind: 'table',
  lead: 'Biên lai thu bằng tiền mặt',
  columns: [
    { head: 'Đơn vị thu', width: 30 },
    { head: 'Năm', width: 12, align: 'center' },
    { head: 'Từ số – đến số', width: 30, align: 'center' },
    { head: 'Số lượng', width: 12, align: 'center' },
    { head: 'Số tiền (đồng)', width: 16, align: 'center' },
  ],
  rows: series.map(({ agency, year, first, last, receipts, amountVnd }) => [
    agencyByCode(agency)?.name.vi ?? agency,
    String(year),
    `${numberInSeries(first)} – ${numberInSeries(last)}`,
    String(receipts),
    vietnameseAmount(amountVnd),
  ]),
});

const notesTable = (notes: Closing['notes'], countedVnd: number): Block => ({
  kind: 'table',
  lead: 'Tiền mặt kiểm đếm',
  columns: [
    { head: 'Mệnh giá (đồng)', width: 34, align: 'center' },
    { head: 'Số tờ', width: 32, align: 'center' },
    { head: 'Thành tiền (đồng)', width: 34, align: 'center' },
  ],
  rows: [
    ...notes.map(({ noteVnd, count }) => [
      vietnameseAmount(noteVnd),
      vietnameseAmount(count),
      vietnameseAmount(noteVnd * count),
    ]),
    ['Tổng cộng', '', vietnameseAmount(countedVnd)],
  ],
});

/** The record of a drawer that was closed: what must be in it, what was counted, and a place for both who sign. */
export function cashClosingSheet(closing: Closing): Sheet {
  const { agency, number, cashier, closedAt: at, closedBy, notes, reason, takenOver } = closing;
  const sum = sumOfClosing(closing);
  const office = agencyByCode(agency)?.name.vi ?? agency;
  const letterhead = letterheadOf(office);
  const { expectedVnd, takenVnd, givenBackVnd, countedVnd, differenceVnd } = sum;
  return {
    form: 'cash-closing',
    letterhead,
    dated: dated(letterhead, at),
    title: ['Biên bản khóa quỹ', 'và bàn giao tiền mặt'],
    subtitle: `Số: ${number}/${closing.day.slice(0, 4)}`,
    body: [
      line('Mã biên bản', closingCode(closing)),
      line('Người thu tiền', cashier.name, { strong: true }),
      ...(closedBy.subject === cashier.subject ? [] : [line('Người khóa quỹ thay', closedBy.name)]),
      line('Thời điểm khóa quỹ', vietnameseTime(at)),
      seriesTable(sum),
      line('Tổng thu', inVnd(takenVnd)),
      line('Đã trả lại bằng tiền mặt', inVnd(givenBackVnd)),
      line('Số tiền phải có', inVnd(expectedVnd), { strong: true }),
      notesTable(notes, countedVnd),
      line('Số tiền thực có', inVnd(countedVnd), { strong: true }),
      line('Viết bằng chữ', amountInWords(countedVnd), { strong: true }),
      line('Chênh lệch', inVnd(differenceVnd)),
      ...(reason ? [line('Lý do chênh lệch', reason)] : []),
      ...(takenOver
        ? [line('Đã nhận đủ tiền', `${takenOver.by.name}, ${vietnameseTime(takenOver.at)}`)]
        : []),
    ],
    signatures: [
      { title: 'Người nhận tiền', manner: '(Ký và ghi rõ họ tên)', name: takenOver?.by.name },
      { title: 'Người thu tiền', manner: '(Ký và ghi rõ họ tên)', name: cashier.name },
    ],
    notes: [],
    at: takenOver?.at ?? at,
  };
}
