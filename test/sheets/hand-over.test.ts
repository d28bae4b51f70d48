import { expect, test } from 'vitest';
import { handOverSheet } from '../../shared/sheets/hand-over.ts';
import { aHandOver } from '../support/hand-overs.ts';

test('a record that both have signed lists each item with its receiver, the totals, and who signed when', () => {
  const sheet = handOverSheet(aHandOver());
  expect(sheet).toMatchObject({
    form: 'hand-over',
    title: ['Biên bản giao nhận', 'kết quả giải quyết thủ tục hành chính'],
    subtitle: 'Số: 2021-000012',
    dated: 'Hà Nam, ngày 22 tháng 10 năm 2021',
    at: '2021-10-22T08:20:00.000Z',
    signatures: [
      {
        title: 'Người giao',
        manner: '(Đã ký 15 giờ 05 phút, ngày 22 tháng 10 năm 2021)',
        name: 'Nguyễn Thị Thu Hà',
      },
      {
        title: 'Người nhận',
        manner: '(Đã ký 15 giờ 20 phút, ngày 22 tháng 10 năm 2021)',
        name: 'Trần Văn Bình',
      },
    ],
  });
  expect(sheet?.isDraft).toBeUndefined();
  const table = sheet?.body.find(({ kind }) => kind === 'table');
  const nam = ['Trần Văn Nam', 'Thôn 3, Xã Liêm Chung, Thành phố Phủ Lý, Tỉnh Hà Nam'];
  expect(table?.kind === 'table' && table.rows.slice(1)).toEqual([
    ['2', 'H25.03-211011-0002', 'EB123456785VN', ...nam, '2', '0', ''],
    ['', 'Tổng cộng', '2 bưu gửi', '', '', '3', '200.000', ''],
  ]);
  expect(JSON.stringify(sheet?.body)).toContain('Hai trăm nghìn đồng');
});

test('one that is not signed by both is a draft, with a place for each hand, and speaks of no money where none is collected', () => {
  const lines = aHandOver().lines.slice(1);
  const sheet = handOverSheet(aHandOver({ state: 'signed', taker: undefined, lines }));
  expect(sheet).toMatchObject({ isDraft: true, title: ['Dự thảo biên bản giao nhận', expect.any(String)] });
  expect(sheet?.signatures[1]).toEqual({
    title: 'Người nhận',
    manner: '(Ký và ghi rõ họ tên)',
    name: undefined,
  });
  expect(JSON.stringify(sheet?.body)).not.toContain('bằng chữ');
});

test('one that was discarded is no paper', () => {
  expect(handOverSheet(aHandOver({ state: 'discarded' }))).toBeUndefined();
});

test('one of what came in says whose papers, the seal and what was counted, with the carrier as who gives', () => {
  const arrivals = [
    {
      dossierId: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
      consignment: 1,
      itemCode: 'EB202110106VN',
      senderName: 'Nguyễn Thị Hoa',
      senderAddress: 'Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam',
      seal: 'NP-0001',
      sealIntact: true,
      papers: [
        { paperId: 'application-form', name: 'Tờ khai', originals: 1, copies: 0 },
        { paperId: 'identity-copy', name: 'Bản sao căn cước', originals: 0, copies: 2 },
      ],
    },
  ];
  const sheet = handOverSheet(aHandOver({ direction: 'inbound', lines: [], arrivals }));
  expect(sheet?.title).toEqual(['Biên bản giao nhận', 'hồ sơ gửi qua dịch vụ bưu chính công ích']);
  expect(sheet?.signatures.map(({ title, name }) => [title, name])).toEqual([
    ['Người giao', 'Trần Văn Bình'],
    ['Người nhận', 'Nguyễn Thị Thu Hà'],
  ]);
  const table = sheet?.body.find(({ kind }) => kind === 'table');
  expect(table?.kind === 'table' && table.rows).toEqual([
    [
      '1',
      'EB202110106VN',
      'Nguyễn Thị Hoa',
      'Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam',
      'NP-0001, còn nguyên',
      'Tờ khai: 1 bản chính, 0 bản sao; Bản sao căn cước: 0 bản chính, 2 bản sao',
      '3',
    ],
    ['', 'Tổng cộng', '1 bưu gửi', '', '', '', '3'],
  ]);
});
