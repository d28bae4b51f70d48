import { createHash } from 'node:crypto';
import * as z from 'zod';
import { toInstant } from '../clock.ts';
import { isSameText } from '../signature.ts';
import type { Report } from './attempt.ts';
import type { DayFormat } from './day-file.ts';
import { askProvider, type Provider, stampOf } from './provider.ts';

/*
 * The payment platform of the national portal, message format 1.0.6: INIT opens a payment and gives where the payer goes,
 * CONFIRM is its call to us, QUERY asks. Each is proved by `MaXacThuc`, the hex SHA-256 of its fields and the shared key,
 * joined by `|`. It knows no refund: what it brought in vain the agency returns by hand.
 */
const VERSION = '1.0.6';

type Fields = Readonly<Record<string, string>>;

/** The fields that each kind of message proves, in their order. */
export const dvcqgProved = {
  INIT: [
    'LoaiBanTin',
    'PhienBan',
    'MaDoiTac',
    'MaThamChieu',
    'SoTien',
    'LoaiHinhThanhToan',
    'MaKenhThanhToan',
    'MaThietBi',
    'NgonNgu',
    'MaTienTe',
    'MaNganHang',
    'ThongTinGiaoDich',
    'ThoiGianGD',
    'Ip',
  ],
  CONFIRM: [
    'LoaiBanTin',
    'MaLoi',
    'MaDoiTac',
    'MaThamChieu',
    'SoTien',
    'MaTienTe',
    'MaGiaoDich',
    'MaNganHang',
    'ThoiGianGD',
    'ThongTinGiaoDich',
  ],
  QUERY: ['LoaiBanTin', 'PhienBan', 'MaDoiTac', 'MaThamChieu', 'ThoiGianGD'],
} as const;

export const dvcqgProof = (fields: Fields, kind: keyof typeof dvcqgProved, secret: string): string =>
  createHash('sha256')
    .update([...dvcqgProved[kind].map((name) => fields[name] ?? ''), secret].join('|'))
    .digest('hex');

/** A report, which QUERY answers in the same words. */
export const DvcqgConfirm = z.object({
  LoaiBanTin: z.enum(['CONFIRM', 'QUERY']),
  MaLoi: z.string().max(10),
  MaDoiTac: z.string().max(20),
  MaThamChieu: z.string().max(100),
  SoTien: z.string().regex(/^\d{1,12}$/),
  MaTienTe: z.string(),
  MaGiaoDich: z.string().max(40).default(''),
  MaNganHang: z.string().default(''),
  ThoiGianGD: z.string(),
  ThongTinGiaoDich: z.string().default(''),
  MaXacThuc: z.string(),
});
export type DvcqgConfirm = z.infer<typeof DvcqgConfirm>;

export const isDvcqgProved = (confirm: DvcqgConfirm, secret: string): boolean =>
  isSameText(confirm.MaXacThuc.toLowerCase(), dvcqgProof(confirm, 'CONFIRM', secret));

/** Of its codes we know that 00 is a success; that of a payment under way, or unknown to it, is agreed with it. */
const PAID = '00';
const UNDER_WAY = '01';
const UNKNOWN = '02';

/** What a report says of its attempt. */
export const dvcqgReport = ({ MaLoi, SoTien, MaGiaoDich }: DvcqgConfirm): Report => ({
  says: MaLoi === PAID ? 'paid' : MaLoi === UNDER_WAY || MaLoi === UNKNOWN ? 'open' : 'failed',
  amountVnd: Number(SoTien),
  transaction: MaGiaoDich || undefined,
  code: MaLoi,
});

/** Its file of a day. Nothing of it is published: an assumption, to be settled with it. It returns nothing. */
export const dvcqgDayFile: DayFormat = {
  separator: ',',
  records: { head: 'DAU', movement: 'GD', end: 'CUOI' },
  fields: ['kind', 'reference', 'transaction', 'amount', 'other'],
  kinds: { PAY: 'payment' },
  unitsPerDong: 1,
  proof: (text, secret) => createHash('sha256').update(`${text}|${secret}`).digest('hex'),
};

const Opened = z.object({ MaLoi: z.literal(PAID), UrlThanhToan: z.url() });

/** The national platform as a provider. */
export const dvcqg: Provider = {
  open: async ({ attempt, dossierCode, procedure, agency, payer, sourceIp, returnUrl }, line) => {
    const fields = {
      LoaiBanTin: 'INIT',
      PhienBan: VERSION,
      MaDoiTac: line.merchant,
      MaThamChieu: attempt.reference,
      SoTien: String(attempt.amountVnd),
      LoaiHinhThanhToan: 'PAY',
      MaKenhThanhToan: '',
      MaThietBi: '',
      NgonNgu: 'vi-VN',
      MaTienTe: 'VND',
      MaNganHang: '',
      ThongTinGiaoDich: `Nop phi, le phi ho so ${dossierCode}`,
      ThoiGianGD: stampOf(attempt.startedAt),
      Ip: sourceIp,
    };
    const answer = await askProvider(`${line.url}/payments`, {
      ...fields,
      UrlQuayVe: returnUrl,
      MaXacThuc: dvcqgProof(fields, 'INIT', line.secret),
      ThongTinBienLai: {
        MaDichVu: '2',
        MaTTHC: procedure.code,
        TenTTHC: procedure.name,
        MaDonVi: agency.code,
        TenDonVi: agency.name,
        MaHoSo: dossierCode,
        HoTenNguoiNop: payer.name,
        SoCMNDNguoiNop: payer.personalId ?? '',
        DiaChiNguoiNop: payer.address,
      },
    });
    return Opened.parse(answer).UrlThanhToan;
  },
  query: async (attempt, line) => {
    const fields = {
      LoaiBanTin: 'QUERY',
      PhienBan: VERSION,
      MaDoiTac: line.merchant,
      MaThamChieu: attempt.reference,
      ThoiGianGD: stampOf(toInstant(line.now)),
    };
    const answer = DvcqgConfirm.parse(
      await askProvider(`${line.url}/payments/query`, {
        ...fields,
        MaXacThuc: dvcqgProof(fields, 'QUERY', line.secret),
      }),
    );
    if (!isDvcqgProved(answer, line.secret) || answer.MaThamChieu !== attempt.reference)
      throw new Error(`The platform's answer to a query of ${attempt.reference} is not proved`);
    return { ...dvcqgReport(answer), asked: true };
  },
};
