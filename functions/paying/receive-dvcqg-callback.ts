import { serveReport } from '../../shared/http/serve-report.ts';
import { partnerSecret } from '../../shared/partner-secret.ts';
import { receiveDvcqgCallback } from '../../shared/paying/contracts/receive-dvcqg-callback.ts';
import { type Heard, hearReport } from '../../shared/paying/hearing.ts';
import { DvcqgConfirm, dvcqgReport, isDvcqgProved } from '../../shared/payment/dvcqg.ts';

/** What the platform is told, in its words. */
const replies = {
  recorded: { MaLoi: '00', MoTaLoi: 'Thành công' },
  known: { MaLoi: '00', MoTaLoi: 'Đã ghi nhận trước đó' },
  unknown: { MaLoi: '01', MoTaLoi: 'Không có giao dịch này' },
  'other-sum': { MaLoi: '04', MoTaLoi: 'Số tiền không đúng' },
} as const satisfies Record<Heard, object>;

/** Takes a report of the national platform, which is the truth of a payment. */
export const handler = serveReport(
  receiveDvcqgCallback,
  async ({ body, correlationId }, { now, newId }) => {
    const confirm = DvcqgConfirm.safeParse(body).data;
    if (!confirm || !isDvcqgProved(confirm, await partnerSecret('dvcqg', now())))
      return { MaLoi: '97', MoTaLoi: 'Mã xác thực không đúng' } as const;
    const heard = await hearReport('dvcqg', confirm.MaThamChieu, dvcqgReport(confirm), {
      now,
      newId,
      correlationId,
    });
    return replies[heard];
  },
  { MaLoi: '99', MoTaLoi: 'Lỗi hệ thống' },
);
