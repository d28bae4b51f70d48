import type { Settings } from './shape.ts';

/** Hà Nam in the code list of QĐ 20/2020/QĐ-TTg. */
export const province: Settings['province'] = { code: 'H25', name: 'Hà Nam' };

/** Singapore: AWS has no region in Vietnam. */
export const region = 'ap-southeast-1';

/**
 * Claims as Cổng Dịch vụ công quốc gia and VNeID name them (userinfo: `LoaiTaiKhoan` 1 citizen, 2 business; VNeID's `IAL`
 * states the level of an account, of which the second is verified in person: NĐ 59/2022/NĐ-CP); officers
 * come through the province's own directory, which adds `VaiTro` (role), `MaCoQuan` (agency) and
 * `MaPhongBan` (division).
 */
export const caller: Settings['identity']['caller'] = {
  claims: {
    subject: 'sub',
    accountType: 'LoaiTaiKhoan',
    fullName: 'HoVaTen',
    businessName: 'TenDoanhNghiep',
    personalId: 'SoDinhDanh',
    taxCode: ['MaSoThue', 'MaSoDoanhNghiep'],
    role: 'VaiTro',
    agency: 'MaCoQuan',
    division: 'MaPhongBan',
  },
  accountTypes: { '1': 'citizen', '2': 'business' },
  verification: { claim: 'IAL', levels: ['2'] },
  roles: {
    'can-bo-mot-cua': 'deskOfficer',
    'chuyen-vien': 'caseOfficer',
    'lanh-dao': 'agencyLeader',
    'kiem-soat-tthc': 'procedureControl',
    'he-thong': 'departmentSystem',
  },
};

/**
 * Twice a second is more than a person reads, and enough for those who share an address; 600 files are what a busy desk scans.
 * A secret has 120 bits: a few slips of the pen are all that its owner needs.
 */
export const limits: Settings['limits'] = {
  call: { most: 600, seconds: 300 },
  upload: { most: 600, seconds: 3600 },
  guess: { most: 10, seconds: 3600 },
};
