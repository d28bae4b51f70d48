import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { DvcqgConfirm } from '../../payment/dvcqg.ts';

export const receiveDvcqgCallback = operation({
  id: 'receive-dvcqg-callback',
  area: 'paying',
  method: 'POST',
  path: '/v1/payments/dvcqg/callbacks',
  summary: {
    vi: 'Nhận kết quả thanh toán từ Nền tảng thanh toán quốc gia',
    en: 'Hear of a payment from the national platform',
  },
  description:
    'The message CONFIRM, proved by `MaXacThuc`. Always answered with status 200: `00` recorded or known before, `01` no ' +
    'such attempt, `04` another sum, `97` not proved, `99` our side failed, so report it again.',
  callers: { partner: 'dvcqg' },
  writes: 'report',
  body: DvcqgConfirm,
  status: 200,
  output: z.object({ MaLoi: z.enum(['00', '01', '04', '97', '99']), MoTaLoi: z.string() }),
  problems: [],
  touches: { table: ['get', 'query', 'put', 'add'] },
  examples: {
    request: {
      LoaiBanTin: 'CONFIRM',
      MaLoi: '00',
      MaDoiTac: 'H25',
      MaThamChieu: 'H25x03y211010y0001y1',
      SoTien: '200000',
      MaTienTe: 'VND',
      MaGiaoDich: 'PG0000017',
      MaNganHang: 'VCB',
      ThoiGianGD: '20211011091500',
      ThongTinGiaoDich: 'Nop phi, le phi ho so H25.03-211010-0001',
      MaXacThuc: '0'.repeat(64),
    },
    response: { MaLoi: '00', MoTaLoi: 'Thành công' },
  },
});
