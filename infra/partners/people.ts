/** A person whom the identity stand-in knows. */
export type Person = {
  /** Short name for commands and tests; the token's `sub`. */
  readonly id: string;
  readonly name: string;
  /** What the person is, in Vietnamese, as pages show it. */
  readonly about: string;
  readonly group: 'citizen' | 'business' | 'officer';
  /** Claims beyond those that every token has, as Cổng Dịch vụ công quốc gia names them. */
  readonly claims: Readonly<Record<string, string>>;
};

type Citizen = {
  readonly id: string;
  readonly name: string;
  readonly personalId: string;
  /** dd/MM/yyyy */
  readonly born: string;
  readonly sex: 'Nam' | 'Nữ';
  readonly email: string;
  readonly phone: string;
  readonly techId: string;
};

const citizen = ({ id, name, personalId, born, sex, email, phone, techId }: Citizen): Person => ({
  id,
  name,
  about: `Công dân · CCCD ${personalId}`,
  group: 'citizen',
  claims: {
    LoaiTaiKhoan: '1',
    SoDinhDanh: personalId,
    HoVaTen: name,
    NgayThangNamSinh: born,
    GioiTinh: sex,
    ThuDienTu: email,
    SoDienThoai: phone,
    TechID: techId,
  },
});

type Business = {
  readonly id: string;
  readonly name: string;
  readonly taxCode: string;
  readonly representative: string;
  readonly personalId: string;
  readonly email: string;
  readonly phone: string;
  readonly techId: string;
};

const business = (firm: Business): Person => ({
  id: firm.id,
  name: firm.name,
  about: `Doanh nghiệp · MST ${firm.taxCode}`,
  group: 'business',
  claims: {
    LoaiTaiKhoan: '2',
    MaSoThue: firm.taxCode,
    TenDoanhNghiep: firm.name,
    SoDinhDanh: firm.personalId,
    HoVaTen: firm.representative,
    ThuDienTu: firm.email,
    SoDienThoai: firm.phone,
    TechID: firm.techId,
  },
});

/** What officers do at an agency, by the codes of the province's directory. */
const duties = {
  'mot-cua': { role: 'can-bo-mot-cua', title: 'Cán bộ Một cửa' },
  'chuyen-vien': { role: 'chuyen-vien', title: 'Chuyên viên thụ lý' },
  'lanh-dao': { role: 'lanh-dao', title: 'Lãnh đạo' },
  'kiem-soat': { role: 'kiem-soat-tthc', title: 'Kiểm soát thủ tục hành chính' },
  'he-thong': { role: 'he-thong', title: 'Hệ thống' },
} as const;

/** Officers of an agency, its case officer in a division where it has some; ids are `<abbreviation>.<duty>`, e.g. `stp.mot-cua`. */
const officersOf = (
  abbreviation: string,
  agency: string,
  agencyName: string,
  names: Partial<Readonly<Record<keyof typeof duties, string>>>,
  division?: string,
): readonly Person[] =>
  (Object.keys(duties) as (keyof typeof duties)[]).flatMap((duty) => {
    const name = names[duty];
    if (name === undefined) return [];
    const { role, title } = duties[duty];
    return [
      {
        id: `${abbreviation}.${duty}`,
        name,
        about: `${title} · ${agencyName}`,
        group: 'officer',
        claims: {
          HoVaTen: name,
          VaiTro: role,
          MaCoQuan: agency,
          ...(division && duty === 'chuyen-vien' && { MaPhongBan: division }),
        },
      },
    ];
  });

/** Everybody who can sign in locally. All are invented; their numbers are well formed. */
export const people: readonly Person[] = [
  citizen({
    id: 'hoa',
    name: 'Nguyễn Thị Hoa',
    personalId: '035190001234',
    born: '08/03/1990',
    sex: 'Nữ',
    email: 'hoa.nguyen@example.vn',
    phone: '0912345678',
    techId: '7f3f2f0e5d6a4c0d9a1b000000000001',
  }),
  citizen({
    id: 'minh',
    name: 'Trần Văn Minh',
    personalId: '035201005678',
    born: '15/09/2001',
    sex: 'Nam',
    email: 'minh.tran@example.vn',
    phone: '0387654321',
    techId: '7f3f2f0e5d6a4c0d9a1b000000000002',
  }),
  citizen({
    id: 'lan',
    name: 'Đỗ Thị Ngọc Lan',
    personalId: '035168002468',
    born: '21/11/1968',
    sex: 'Nữ',
    email: 'lan.do@example.vn',
    phone: '0705112233',
    techId: '7f3f2f0e5d6a4c0d9a1b000000000003',
  }),
  business({
    id: 'det-chau-giang',
    name: 'Công ty TNHH Dệt may Châu Giang',
    taxCode: '0700123455',
    representative: 'Phạm Quốc Hưng',
    personalId: '035075003579',
    email: 'vanthu@detchaugiang.example.vn',
    phone: '0983112244',
    techId: '7f3f2f0e5d6a4c0d9a1b000000000004',
  }),
  business({
    id: 'ca-kho-vu-dai',
    name: 'Hợp tác xã Cá kho Vũ Đại',
    taxCode: '0700556674',
    representative: 'Trần Bá Thịnh',
    personalId: '035082004680',
    email: 'lienhe@cakhovudai.example.vn',
    phone: '0356778899',
    techId: '7f3f2f0e5d6a4c0d9a1b000000000005',
  }),
  ...officersOf(
    'stp',
    'H25.03',
    'Sở Tư pháp',
    {
      'mot-cua': 'Nguyễn Thị Thu Hà',
      'chuyen-vien': 'Vũ Đức Anh',
      'lanh-dao': 'Trần Quang Khải',
      'he-thong': 'Hệ thống một cửa Sở Tư pháp',
    },
    'hctp',
  ),
  ...officersOf('skhdt', 'H25.04', 'Sở Kế hoạch và Đầu tư', {
    'mot-cua': 'Lại Thị Mai',
    'chuyen-vien': 'Nguyễn Hữu Phước',
    'lanh-dao': 'Đinh Văn Sáng',
  }),
  ...officersOf('sct', 'H25.06', 'Sở Công Thương', {
    'mot-cua': 'Phạm Thị Hằng',
    'chuyen-vien': 'Hoàng Minh Tuấn',
    'lanh-dao': 'Dương Văn Lâm',
  }),
  ...officersOf('snn', 'H25.07', 'Sở Nông nghiệp và Phát triển nông thôn', {
    'mot-cua': 'Bùi Thị Nhung',
    'chuyen-vien': 'Ngô Xuân Trường',
    'lanh-dao': 'Nguyễn Mạnh Hùng',
  }),
  ...officersOf('sgtvt', 'H25.08', 'Sở Giao thông Vận tải', {
    'mot-cua': 'Trịnh Thị Yến',
    'chuyen-vien': 'Đặng Văn Long',
    'lanh-dao': 'Phan Đình Nam',
    'he-thong': 'Hệ thống một cửa Sở Giao thông Vận tải',
  }),
  ...officersOf('stttt', 'H25.11', 'Sở Thông tin và Truyền thông', {
    'mot-cua': 'Nguyễn Thị Phương',
    'chuyen-vien': 'Lương Gia Bảo',
    'lanh-dao': 'Đoàn Thanh Sơn',
  }),
  ...officersOf('sldtbxh', 'H25.12', 'Sở Lao động – Thương binh và Xã hội', {
    'mot-cua': 'Hà Thị Tuyết',
    'chuyen-vien': 'Nguyễn Đình Khoa',
    'lanh-dao': 'Trương Thị Hiền',
  }),
  ...officersOf('syt', 'H25.16', 'Sở Y tế', {
    'mot-cua': 'Đào Thị Kim Oanh',
    'chuyen-vien': 'Cao Văn Đạt',
    'lanh-dao': 'Nguyễn Trọng Nghĩa',
  }),
  ...officersOf(
    'bqlkcn',
    'H25.18',
    'Ban Quản lý các khu công nghiệp tỉnh',
    {
      'mot-cua': 'Tạ Thị Huyền',
      'chuyen-vien': 'Chu Văn Hiệp',
      'lanh-dao': 'Trần Hồng Quảng',
    },
    'qhxd',
  ),
  ...officersOf('ttpvhcc', 'H25.19', 'Trung tâm Phục vụ hành chính công tỉnh', {
    'mot-cua': 'Phạm Thị Hồng Vân',
  }),
  ...officersOf('phu-ly', 'H25.31', 'UBND thành phố Phủ Lý', {
    'mot-cua': 'Lê Thị Ngân',
    'chuyen-vien': 'Nguyễn Tiến Dũng',
    'lanh-dao': 'Trương Quốc Bảo',
  }),
  ...officersOf('vpub', 'H25.01', 'Văn phòng UBND tỉnh', { 'kiem-soat': 'Lê Thị Thanh Bình' }),
];
