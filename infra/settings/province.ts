import type { Settings } from './shape.ts';

/** Hà Nam in the code list of QĐ 20/2020/QĐ-TTg. */
export const province: Settings['province'] = { code: 'H25', name: 'Hà Nam' };

/** Singapore: AWS has no region in Vietnam. */
export const region = 'ap-southeast-1';

/**
 * Claims as Cổng Dịch vụ công quốc gia and VNeID name them (userinfo: `LoaiTaiKhoan` 1 citizen, 2 business); officers
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
    taxCode: 'MaSoThue',
    role: 'VaiTro',
    agency: 'MaCoQuan',
    division: 'MaPhongBan',
  },
  accountTypes: { '1': 'citizen', '2': 'business' },
  roles: {
    'can-bo-mot-cua': 'deskOfficer',
    'chuyen-vien': 'caseOfficer',
    'lanh-dao': 'agencyLeader',
    'kiem-soat-tthc': 'procedureControl',
    'he-thong': 'departmentSystem',
  },
};
