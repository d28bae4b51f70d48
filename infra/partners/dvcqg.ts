import * as z from 'zod';
import { toInstant } from '../../shared/clock.ts';
import { dvcqgDayFile, dvcqgProof } from '../../shared/payment/dvcqg.ts';
import { stampOf } from '../../shared/payment/provider.ts';
import { Bank, type BankFormat, type BankOptions, type BankStandIn, serveBank } from './bank.ts';
import type { Deal } from './bank-deals.ts';
import { dayFileOf } from './bank-files.ts';

const Fields = z.record(z.string(), z.string());

/** INIT as the platform takes it; what the receipt is to say stands beside what is proved. */
const Init = z.looseObject({
  MaDoiTac: z.string(),
  MaThamChieu: z.string().min(1),
  SoTien: z.string().regex(/^[1-9]\d*$/),
  ThongTinGiaoDich: z.string(),
  ThoiGianGD: z.string(),
  UrlQuayVe: z.url(),
  MaXacThuc: z.string(),
  ThongTinBienLai: z.looseObject({ MaHoSo: z.string().min(1), HoTenNguoiNop: z.string().min(1) }),
});

const codes = { open: '01', paid: '00', failed: '05', cancelled: '24' } as const satisfies Record<
  Deal['state'],
  string
>;

const textsOf = (fields: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );

/** The format of the national platform, 1.0.6, from its side of the line. */
export function dvcqgFormat({ callbackUrl, secret, merchant }: BankOptions): BankFormat {
  const proved = (
    kind: 'CONFIRM' | 'QUERY',
    deal: Deal | undefined,
    reference: string,
    amountVnd: number,
    at: string,
  ) => {
    const fields = {
      LoaiBanTin: kind,
      MaLoi: deal ? codes[deal.state] : '02',
      MaDoiTac: merchant,
      MaThamChieu: reference,
      SoTien: String(amountVnd),
      MaTienTe: 'VND',
      MaGiaoDich: deal?.transaction ?? '',
      MaNganHang: 'VCB',
      ThoiGianGD: at,
      ThongTinGiaoDich: deal?.description ?? '',
    };
    return { ...fields, MaXacThuc: dvcqgProof(fields, 'CONFIRM', secret) };
  };

  return {
    title: 'Nền tảng thanh toán trực tuyến quốc gia',
    report: (deal, amountVnd) => ({
      request: new Request(callbackUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(proved('CONFIRM', deal, deal.reference, amountVnd, deal.paidAt ?? '')),
      }),
      isTaken: (answer) => z.object({ MaLoi: z.literal('00') }).safeParse(answer).success,
    }),
    back: ({ returnUrl }) => returnUrl,
    dayFile: (moved, day) => dayFileOf(dvcqgDayFile, moved, { merchant, day, secret }),
    routes: (bank) => ({
      'POST /payments': async (request) => {
        const trouble = await bank.trouble();
        if (trouble) return trouble;
        const asked = Init.safeParse(await request.json()).data;
        const proof = asked && dvcqgProof(textsOf(asked), 'INIT', secret);
        if (!asked || asked.MaXacThuc !== proof || asked.MaDoiTac !== merchant)
          return Response.json({ MaLoi: '97', MoTaLoi: 'Mã xác thực không đúng' });
        const { reference } = bank.open({
          reference: asked.MaThamChieu,
          amountVnd: Number(asked.SoTien),
          description: asked.ThongTinGiaoDich,
          returnUrl: asked.UrlQuayVe,
          openedAt: asked.ThoiGianGD,
        });
        const url = new URL(`/deals/${encodeURIComponent(reference)}`, request.url);
        return Response.json({ MaLoi: '00', MoTaLoi: 'Thành công', UrlThanhToan: url.href });
      },
      'POST /payments/query': async (request) => {
        const trouble = await bank.trouble();
        if (trouble) return trouble;
        const asked = Fields.parse(await request.json());
        if (asked.MaXacThuc !== dvcqgProof(asked, 'QUERY', secret))
          return Response.json({ MaLoi: '97', MoTaLoi: 'Mã xác thực không đúng' });
        const reference = asked.MaThamChieu ?? '';
        const deal = bank.deals.get(reference);
        return Response.json(
          proved('QUERY', deal, reference, deal?.amountVnd ?? 0, stampOf(toInstant(bank.now()))),
        );
      },
    }),
  };
}

/** Starts the stand-in for the national payment platform. */
export const startDvcqg = (port: number, options: BankOptions): Promise<BankStandIn> => {
  const format = dvcqgFormat(options);
  return serveBank(port, format, new Bank('dvcqg', format, options));
};
