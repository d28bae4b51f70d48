import { describe, expect, it } from 'vitest';
import { SyncedDossier } from '../../infra/partners/portal-fields.ts';
import { toInstant } from '../../shared/clock.ts';
import type { DossierFile, Filed } from '../../shared/dossier/dossier.ts';
import type { Entry } from '../../shared/dossier/history.ts';
import { differingFields } from '../../shared/portal/difference.ts';
import { hashOfImage, imageOf, isOfPortal } from '../../shared/portal/image.ts';
import { progressOf } from '../../shared/portal/progress.ts';
import { aDossier, aResult, keptForm, keptPostDelivery } from '../support/dossiers.ts';

const officer = {
  kind: 'officer',
  subject: 'cb-1',
  name: 'Nguyễn Thị Thu Hà',
  role: 'deskOfficer',
  agency: 'H25.03',
} as const;
const licence = { ...aDossier().procedure, code: '1.002809', sensitive: false, field: 'Đường bộ' };
const returned = aDossier({
  procedure: licence,
  status: 'returned',
  form: { ...keptForm, delivery: keptPostDelivery },
  receivedAt: '2021-10-08T03:00:00.000Z',
  dueAt: '2021-10-22T09:00:00.000Z',
  finishedAt: '2021-10-20T02:00:00.000Z',
  returnedAt: '2021-10-21T02:00:00.000Z',
});
const at = (time: string) => toInstant(new Date(time));

const fileOf = (dossier: Filed, parts: Partial<DossierFile> = {}): DossierFile<Filed> => ({
  documents: [],
  resultFiles: [],
  results: [],
  supplements: [],
  appointments: [],
  payments: [],
  shipments: [],
  consultations: [],
  proposals: [],
  consignments: [],
  ...parts,
  dossier,
});

const whole = fileOf(returned, {
  documents: [
    {
      v: 1,
      documentId: '7b0a3c1e-52c5-4d55-8a0b-6d8f1f6a2c03',
      dossierId: returned.id,
      paperId: 'application-form',
      name: 'Đơn đề nghị.pdf',
      sizeBytes: 1234,
      sha256: 'a'.repeat(64),
      contentType: 'application/pdf',
      declaredAt: '2021-10-08T01:00:00.000Z',
      filed: true,
      state: 'accepted',
      examinedAt: '2021-10-08T01:01:00.000Z',
      objectVersion: 'version-1',
    },
  ],
  payments: [
    {
      v: 1,
      number: 1,
      amountVnd: 135_000,
      fees: {
        tariff: 'gplx-2021',
        quantity: 1,
        lines: [
          {
            id: 'le-phi',
            kind: 'LE_PHI',
            name: { vi: 'Lệ phí cấp giấy phép lái xe', en: 'Licence fee' },
            quantity: 1,
            unitVnd: 135_000,
            amountVnd: 135_000,
          },
        ],
        amountVnd: 135_000,
      },
      deadline: '2021-10-15',
      requestedAt: at('2021-10-08T04:00:00Z'),
      requestedBy: officer,
      state: 'paid',
      settledAt: at('2021-10-08T05:00:00Z'),
      settledBy: { kind: 'partner', partner: 'dvcqg' },
    },
  ],
  supplements: [
    {
      v: 1,
      number: 1,
      requestedAt: at('2021-10-11T02:00:00Z'),
      requestedBy: officer,
      reason: 'Ảnh chụp chưa rõ',
      items: [{ id: 'licence-copy', name: 'Bản chụp giấy phép lái xe', paperId: 'licence-copy' }],
      deadline: '2021-10-18',
      agencyFault: false,
      answeredAt: at('2021-10-12T02:00:00Z'),
    },
  ],
  results: [aResult()],
});

describe('the image of a dossier', () => {
  it('says all that the portal keeps, each value a text, and is what the portal takes', () => {
    const image = imageOf(whole, []);
    expect(SyncedDossier.parse(JSON.parse(JSON.stringify(image)))).toEqual({
      MaHoSo: 'H25.03-211008-0001',
      MaTTHC: '1.002809',
      TenTTHC: 'Cấp Phiếu lý lịch tư pháp',
      TenLinhVuc: 'Đường bộ',
      KenhThucHien: '2',
      ChuHoSo: 'Nguyễn Thị Hoa',
      LoaiDoiTuong: '1',
      SoGiayToChuHoSo: '035190001234',
      DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: '035190001234' }],
      NgayNopHoSo: '20211008090000',
      NgayTiepNhan: '20211008100000',
      NgayHenTra: '20211022160000',
      NgayKetThucXuLy: '20211020090000',
      NgayTra: '20211021090000',
      TrangThaiHoSo: '10',
      HinhThuc: '1',
      DonViXuLy: 'Sở Tư pháp',
      NoiNopHoSo: '2',
      Email: 'hoa.nguyen@example.vn',
      SoDienThoai: '0912345678',
      TrichYeuHoSo: 'Cấp phiếu lý lịch tư pháp số 1',
      TaiLieuNop: [
        {
          TepDinhKemId: '7b0a3c1e-52c5-4d55-8a0b-6d8f1f6a2c03',
          TenTepDinhKem: 'Đơn đề nghị.pdf',
          IsDeleted: '0',
          MaThanhPhanHoSo: 'application-form',
          DuocSoHoa: '1',
          DuocTaiSuDung: '0',
          DuocLayTuKhoDMQG: '0',
        },
      ],
      DanhSachLePhi: [
        {
          TenPhiLePhi: 'Lệ phí cấp giấy phép lái xe',
          MaPhiLePhi: 'le-phi',
          HinhThucThu: '4',
          Gia: '135000',
          LoaiPhiLePhi: '2',
        },
      ],
      DanhSachHoSoBoSung: [
        {
          HoSoBoSungId: 'H25.03-211008-0001-B1',
          NguoiYeuCauBoSung: 'Sở Tư pháp',
          NoiDungBoSung: 'Ảnh chụp chưa rõ',
          NgayBoSung: '20211011090000',
          NgayTiepNhanBoSung: '20211012090000',
          TrangThaiBoSung: '1',
          DanhSachGiayToBoSung: [{ MaThanhPhanHoSo: 'licence-copy', TenGiayTo: 'Bản chụp giấy phép lái xe' }],
        },
      ],
      DanhSachGiayToKetQua: [
        {
          TenGiayTo: 'Phiếu lý lịch tư pháp số 1',
          GiayToId: 'H25.03-2021-KQ000015',
          MaGiayToKetQua: 'H25.03-2021-KQ000015',
        },
      ],
      HoSoCoThanhPhanSoHoa: '1',
      DuocThanhToanTrucTuyen: '1',
    });
  });

  it('of a sensitive procedure says no more than which it is, whose, and how far', () => {
    const sensitive = fileOf(aDossier({ ...returned, procedure: { ...licence, sensitive: true } }), whole);
    const said = JSON.stringify(
      imageOf({ ...sensitive, dossier: { ...returned, procedure: { ...licence, sensitive: true } } }, []),
    );
    expect(said).toContain('"TrichYeuHoSo":"Cấp Phiếu lý lịch tư pháp"');
    for (const word of ['hoa.nguyen', '0912345678', 'số 1', 'Ảnh chụp', 'Đơn đề nghị', 'KQ000015', '135000'])
      expect(said).not.toContain(word);
  });

  it('says that VNeID has verified the account that filed it, where that is known', () => {
    expect(imageOf(fileOf({ ...returned, verified: true }), [])).toMatchObject({
      TaiKhoanDuocXacThucVoiVNeID: '1',
    });
    expect(imageOf(whole, []).TaiKhoanDuocXacThucVoiVNeID).toBeUndefined();
  });

  it('names no officer', () => {
    expect(JSON.stringify(imageOf(whole, []))).not.toContain('Thu Hà');
  });

  it('says when it was refused, and is told apart by what it says alone', () => {
    const refused = fileOf(aDossier({ procedure: licence, status: 'refused', reason: 'Không đủ điều kiện' }));
    const entry: Entry = {
      event: {
        type: 'dossier.refused',
        sequence: 2,
        data: { status: 'refused', occurredAt: '2021-10-08T15:30:00+07:00' },
      },
      actor: officer,
    };
    const image = imageOf(refused, [entry]);
    expect(image).toMatchObject({ NgayTuChoi: '20211008153000', GhiChu: 'Không đủ điều kiện' });
    const later = fileOf({ ...refused.dossier, version: 9, attention: 'applicant-unreached' });
    expect(hashOfImage(imageOf(later, [entry]))).toBe(hashOfImage(image));
  });

  it('is of no procedure that the national database does not know', () => {
    expect(isOfPortal(returned)).toBe(true);
    expect(isOfPortal({ procedure: { ...licence, code: '9.000001' } })).toBe(false);
  });

  it('differs from what the portal has by fields, in any order, and what is empty is as good as absent', () => {
    const image = imageOf(whole, []);
    const kept = { ...JSON.parse(JSON.stringify(image)), Fax: 'của Cổng', GhiChu: '', NgayTuChoi: null };
    expect(differingFields(image, kept)).toEqual([]);
    expect(differingFields(image, { ...kept, TrangThaiHoSo: '9', TaiLieuNop: [] })).toEqual([
      'TrangThaiHoSo',
      'TaiLieuNop',
    ]);
  });
});

describe('the progress of a dossier', () => {
  const entry = (sequence: number, type: string, actor: Entry['actor'] = officer): Entry => ({
    event: { type, sequence, data: { status: 'received', occurredAt: '2021-10-08T10:00:00+07:00' } },
    actor,
  });

  it('is told ten lines at once, each event once, and what concerns the owner alone is not', () => {
    const history = [
      ...Array.from({ length: 21 }, (_, place) => entry(place + 1, 'dossier.received')),
      entry(22, 'dossier.claimed'),
    ];
    const chunks = progressOf(returned, history, 1);
    expect(chunks.map(({ lines, until }) => [lines.length, until])).toEqual([
      [10, 11],
      [10, 21],
    ]);
    expect(progressOf(returned, history, 21)).toEqual([]);
  });

  it('says which office acted and as what, and no name', () => {
    const [chunk] = progressOf(returned, [entry(1, 'dossier.received')], 0);
    expect(chunk?.lines[0]).toEqual({
      MaHoSo: 'H25.03-211008-0001',
      NguoiXuLy: 'Sở Tư pháp',
      ChucDanh: 'Cán bộ Bộ phận Một cửa',
      ThoiDiemXuLy: '20211008100000',
      PhongBanXuLy: 'Sở Tư pháp',
      NoiDungXuLy: 'Hồ sơ được tiếp nhận',
      TrangThai: '2',
      NgayKetThucTheoQuyDinh: undefined,
    });
  });
});
