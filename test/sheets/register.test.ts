import { expect, test } from 'vitest';
import { LocalDate } from '../../shared/clock.ts';
import type { Filed } from '../../shared/dossier/dossier.ts';
import { StoredInstant } from '../../shared/instant.ts';
import { type Reception, registerSheet } from '../../shared/sheets/register.ts';
import { richDossier } from '../support/sheets.ts';

const reception = (dossier: Filed, receivedAt: string, dueAt?: string): Reception => ({
  dossier,
  receivedAt: StoredInstant.parse(receivedAt),
  dueAt: dueAt === undefined ? undefined : StoredInstant.parse(dueAt),
});
const october = { from: LocalDate.parse('2021-10-01'), to: LocalDate.parse('2021-10-31') };

test('the register, form 06, has a row for each reception: what it was, whose, when, and what became of it', () => {
  const waiting = richDossier({
    code: 'H25.03-211011-0002',
    intake: { papers: [], sets: 3 },
    status: 'supplementRequested',
    returnedAt: undefined,
  });
  const sheet = registerSheet({
    agencyName: 'Sở Tư pháp',
    ...october,
    receptions: [
      reception(richDossier(), '2021-10-08T07:05:00.000Z', '2021-10-28T10:00:00.000Z'),
      reception(waiting, '2021-10-11T02:00:00.000Z'),
    ],
  });
  expect(sheet).toMatchObject({
    form: 'register',
    letterhead: { authority: 'Ủy ban nhân dân tỉnh Hà Nam', office: 'Sở Tư pháp' },
    subtitle: 'Từ ngày 01 tháng 10 năm 2021 đến ngày 31 tháng 10 năm 2021',
    at: '2021-10-28T02:20:00.000Z',
  });
  expect(sheet.qr).toBeUndefined();
  const [table] = sheet.body;
  const who = [
    'Nguyễn Thị Hoa',
    'Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam\n0912345678',
    'Sở Tư pháp',
  ];
  expect(table?.kind === 'table' && [table.columns.map(({ head }) => head), ...table.rows]).toEqual([
    [
      'TT',
      'Mã hồ sơ',
      'Tên thủ tục hành chính',
      'Số lượng hồ sơ (bộ)',
      'Tên cá nhân, tổ chức',
      'Địa chỉ, số điện thoại',
      'Cơ quan chủ trì giải quyết',
      'Ngày nhận hồ sơ',
      'Ngày hẹn trả kết quả',
      'Ngày trả kết quả',
      'Phương thức nhận kết quả',
      'Ký nhận',
      'Ghi chú',
    ],
    [
      ...['1', 'H25.03-211008-0001', 'Cấp Phiếu lý lịch tư pháp', '', ...who],
      ...['08/10/2021', '28/10/2021', '28/10/2021', 'Nhận qua bưu chính công ích', '', ''],
    ],
    [
      ...['2', 'H25.03-211011-0002', 'Cấp Phiếu lý lịch tư pháp', '03', ...who],
      ...['11/10/2021', '', '', 'Nhận qua bưu chính công ích', '', 'Yêu cầu bổ sung giấy tờ'],
    ],
  ]);
});

test('an empty register of a district is one all the same, in the name of its committee', () => {
  const sheet = registerSheet({ agencyName: 'UBND thị xã Duy Tiên', ...october, receptions: [] });
  expect(sheet.letterhead).toEqual({
    authority: undefined,
    office: 'Ủy ban nhân dân thị xã Duy Tiên',
    place: 'Duy Tiên',
  });
  expect(sheet.body).toMatchObject([{ kind: 'table', rows: [] }]);
});
