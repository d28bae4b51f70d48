import * as z from 'zod';

/** A time as `yyyyMMddHHmmss`, of a day that there is. */
const Moment = z.string().refine((text) => {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  const time = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().replace(/\D/g, '').slice(0, 14) === text;
}, 'không đúng định dạng yyyyMMddHHmmss');

const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((one) => one === one.normalize('NFC'), 'không phải Unicode dựng sẵn');
const Code = text(100);
const Flag = z.enum(['0', '1']);
const Sum = z.string().regex(/^\d+$/, 'không phải số tiền');

const OwnNumber = z
  .strictObject({ LoaiDinhDanh: z.enum(['1', '2']), SoDinhDanh: z.string() })
  .refine(
    ({ LoaiDinhDanh, SoDinhDanh }) =>
      LoaiDinhDanh === '1' ? /^\d{12}$/.test(SoDinhDanh) : /^\d{9}$/.test(SoDinhDanh),
    { path: ['SoDinhDanh'], message: 'không đúng số chữ số' },
  );

const Paper = z.strictObject({
  TepDinhKemId: Code,
  TenTepDinhKem: text(4000),
  IsDeleted: Flag,
  MaThanhPhanHoSo: Code,
  DuongDanTaiTepTin: z.url().optional(),
  DuocSoHoa: Flag,
  DuocTaiSuDung: Flag,
  DuocLayTuKhoDMQG: Flag,
  MaKetQuaThayThe: Code.optional(),
});

const Charge = z.strictObject({
  TenPhiLePhi: text(500),
  MaPhiLePhi: Code,
  HinhThucThu: z.enum(['1', '2', '4']),
  Gia: Sum,
  LoaiPhiLePhi: z.enum(['1', '2']).optional(),
});

const Supplement = z.strictObject({
  HoSoBoSungId: Code,
  NguoiYeuCauBoSung: text(500),
  NoiDungBoSung: text(4000),
  NgayBoSung: Moment,
  NgayTiepNhanBoSung: Moment.optional(),
  TrangThaiBoSung: z.enum(['0', '1', '2']),
  DanhSachGiayToBoSung: z.array(z.strictObject({ MaThanhPhanHoSo: Code, TenGiayTo: text(1000) })),
});

const ResultPaper = z.strictObject({ TenGiayTo: text(1000), GiayToId: Code, MaGiayToKetQua: Code });

const shape = z.strictObject({
  MaHoSo: Code,
  MaTTHC: z
    .string()
    .regex(/^[1-3]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2})?$/, 'không có trong CSDL quốc gia'),
  TenTTHC: text(1000),
  MaLinhVuc: Code.optional(),
  TenLinhVuc: text(500).optional(),
  KenhThucHien: z.enum(['1', '2', '3']),
  ChuHoSo: text(500),
  LoaiDoiTuong: z.enum(['1', '2', '3', '4']),
  MaDoiTuong: Code.optional(),
  SoGiayToChuHoSo: text(50),
  DinhDanhCHS: z.array(OwnNumber).optional(),
  Email: z.email().optional(),
  Fax: text(50).optional(),
  SoDienThoai: z
    .string()
    .regex(/^\+?\d{9,12}$/)
    .optional(),
  ThongTinKhac: text(4000).optional(),
  TrichYeuHoSo: text(1000),
  NgayNopHoSo: Moment,
  NgayTiepNhan: Moment.optional(),
  NgayHenTra: Moment.optional(),
  NgayKetThucXuLy: Moment.optional(),
  NgayTra: Moment.optional(),
  NgayTuChoi: Moment.optional(),
  TrangThaiHoSo: z.string().regex(/^([1-9]|10)$/, 'không phải trạng thái 1 đến 10'),
  HinhThuc: Flag.optional(),
  ThongTinTra: text(1000).optional(),
  DonViXuLy: text(500),
  GhiChu: text(4000).optional(),
  TaiLieuNop: z.array(Paper).optional(),
  DanhSachLePhi: z.array(Charge).optional(),
  DanhSachHoSoBoSung: z.array(Supplement).optional(),
  DanhSachGiayToKetQua: z.array(ResultPaper).optional(),
  NoiNopHoSo: z.enum(['1', '2']),
  HoSoCoThanhPhanSoHoa: Flag.optional(),
  TaiKhoanDuocXacThucVoiVNeID: Flag.optional(),
  DuocThanhToanTrucTuyen: z.enum(['0', '1', '2', '3']).optional(),
});
type Shape = z.infer<typeof shape>;

/** What a status asks for. */
const needed: Readonly<Record<string, keyof Shape>> = {
  '2': 'NgayTiepNhan',
  '3': 'NgayTuChoi',
  '8': 'NgayKetThucXuLy',
  '9': 'NgayKetThucXuLy',
  '10': 'NgayTra',
};

/** A dossier as the portal takes it (DongBoHoSoMC). */
export const SyncedDossier = shape.superRefine((dossier, context) => {
  const field = needed[dossier.TrangThaiHoSo];
  if (field && dossier[field] === undefined)
    context.addIssue({
      code: 'custom',
      path: [field],
      message: `thiếu khi trạng thái là ${dossier.TrangThaiHoSo}`,
    });
  for (const later of ['NgayTiepNhan', 'NgayKetThucXuLy', 'NgayTra', 'NgayTuChoi'] as const)
    if ((dossier[later] ?? '9') < dossier.NgayNopHoSo)
      context.addIssue({ code: 'custom', path: [later], message: 'trước ngày nộp hồ sơ' });
});
export type SyncedDossier = z.infer<typeof SyncedDossier>;

/** A step of its progress (CapNhatTienDoHoSoMC). */
export const ProgressStep = z.strictObject({
  MaHoSo: Code,
  NguoiXuLy: text(50),
  ChucDanh: text(200).optional(),
  ThoiDiemXuLy: Moment,
  PhongBanXuLy: text(500).optional(),
  NoiDungXuLy: text(4000),
  TrangThai: z.string().regex(/^([1-9]|10)$/),
  NgayBatDau: Moment.optional(),
  NgayKetThucTheoQuyDinh: Moment.optional(),
});
export type ProgressStep = z.infer<typeof ProgressStep>;

/** A dossier as the portal keeps it: what it was told last, and all steps, oldest first. */
export const PortalDossier = z.object({ dossier: SyncedDossier, steps: z.array(ProgressStep) });
export type PortalDossier = z.infer<typeof PortalDossier>;

/** How the portal is to behave. */
export const PortalMood = z.object({
  /** Calls that are answered by an error from now on. */
  down: z.coerce.number().int().min(0).default(0),
  slowMs: z.coerce.number().int().min(0).max(60_000).default(0),
  /** Calls after which a session ends; 0 for never. */
  sessionCalls: z.coerce.number().int().min(0).default(0),
});
export type PortalMood = z.infer<typeof PortalMood>;

/** The most steps that it takes at once. */
export const MOST_STEPS = 10;

/** What is wrong with what was sent, field by field, in the portal's words. */
export const faultsOf = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
