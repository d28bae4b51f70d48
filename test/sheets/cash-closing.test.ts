import { expect, it } from 'vitest';
import { Closing } from '../../shared/cash/closing.ts';
import { cashClosingSheet } from '../../shared/sheets/cash-closing.ts';

const cashier = { subject: 'cb-thu', name: 'Lê Thị Thu' };
const closing = Closing.parse({
  v: 1,
  agency: 'H25.03',
  day: '2021-10-14',
  number: 12,
  cashier,
  movements: {
    'IN#2021-10-13#H25.03-2021-BL0000017': 205_000,
    'IN#2021-10-14#H25.03-2021-BL0000021': 1_000_000,
    'OUT#2021-10-14#H25.03-2021-BL0000017': 205_000,
  },
  notes: [
    { noteVnd: 500_000, count: 1 },
    { noteVnd: 100_000, count: 4 },
  ],
  reason: 'Thối nhầm tiền lẻ',
  closedAt: '2021-10-14T10:05:00.000Z',
  closedBy: cashier,
});

it('says what must be in the drawer by which receipts, what was counted, and leaves a place for both who sign', () => {
  const sheet = cashClosingSheet(closing);
  expect(sheet).toMatchObject({
    form: 'cash-closing',
    subtitle: 'Số: 12/2021',
    dated: 'Hà Nam, ngày 14 tháng 10 năm 2021',
    signatures: [
      { title: 'Người nhận tiền', name: undefined },
      { title: 'Người thu tiền', name: 'Lê Thị Thu' },
    ],
  });
  const fields = sheet.body.flatMap((block) => (block.kind === 'fields' ? block.fields : []));
  expect(fields.map(({ label, value }) => `${label}: ${value}`)).toEqual([
    'Mã biên bản: H25.03-20211014-QT000012',
    'Người thu tiền: Lê Thị Thu',
    'Thời điểm khóa quỹ: 14/10/2021 17:05',
    'Tổng thu: 1.205.000 đồng',
    'Đã trả lại bằng tiền mặt: 205.000 đồng',
    'Số tiền phải có: 1.000.000 đồng',
    'Số tiền thực có: 900.000 đồng',
    'Viết bằng chữ: Chín trăm nghìn đồng',
    'Chênh lệch: -100.000 đồng',
    'Lý do chênh lệch: Thối nhầm tiền lẻ',
  ]);
  expect(sheet.body.flatMap((block) => (block.kind === 'table' ? block.rows : []))).toEqual([
    ['Sở Tư pháp', '2021', '0000017 – 0000021', '2', '1.205.000'],
    ['500.000', '1', '500.000'],
    ['100.000', '4', '400.000'],
    ['Tổng cộng', '', '900.000'],
  ]);
});

it('names who took the money over once that is so, and a leader who closed in the place of the cashier', () => {
  const leader = { subject: 'cb-lanh-dao', name: 'Trần Quang Khải' };
  const sheet = cashClosingSheet({
    ...closing,
    closedBy: leader,
    takenOver: { at: closing.closedAt, by: { subject: 'cb-quy', name: 'Phạm Thị Quỳnh' } },
  });
  const values = sheet.body.flatMap((block) => (block.kind === 'fields' ? block.fields : []));
  expect(values.map(({ value }) => value)).toEqual(
    expect.arrayContaining(['Trần Quang Khải', 'Phạm Thị Quỳnh, 14/10/2021 17:05']),
  );
  expect(sheet.signatures[0]?.name).toBe('Phạm Thị Quỳnh');
});
