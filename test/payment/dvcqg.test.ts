import { expect, it, test } from 'vitest';
import { DvcqgConfirm, dvcqgProof, dvcqgReport, isDvcqgProved } from '../../shared/payment/dvcqg.ts';

/** `MaXacThuc` by `sha256sum` over the fields of a CONFIRM and the key `khoa-thu`, joined by bars. */
const confirm = DvcqgConfirm.parse({
  LoaiBanTin: 'CONFIRM',
  MaLoi: '00',
  MaDoiTac: 'H25',
  MaThamChieu: 'H25x03y211010y0001y1',
  SoTien: '200000',
  MaTienTe: 'VND',
  MaGiaoDich: 'PG0000017',
  MaNganHang: 'VCB',
  ThoiGianGD: '20211011091500',
  ThongTinGiaoDich: 'Nop phi',
  MaXacThuc: '6fc73d50014dc47b72b70c824bb8d65d439afd0bd402127f8cf251254b90bb62',
});

it('proves a CONFIRM by the SHA-256 of its fields and the key', () => {
  expect(isDvcqgProved(confirm, 'khoa-thu')).toBe(true);
  expect(isDvcqgProved({ ...confirm, SoTien: '200001' }, 'khoa-thu')).toBe(false);
  expect(isDvcqgProved(confirm, 'khoa-khac')).toBe(false);
});

it('proves each kind of message by fields of its own', () => {
  expect(dvcqgProof(confirm, 'QUERY', 'khoa-thu')).not.toBe(confirm.MaXacThuc);
});

test.each([
  ['00', 'paid'],
  ['01', 'open'],
  ['02', 'open'],
  ['24', 'failed'],
])('the code %s says %s', (MaLoi, says) => {
  expect(dvcqgReport({ ...confirm, MaLoi })).toMatchObject({
    says,
    amountVnd: 200_000,
    transaction: 'PG0000017',
  });
});
