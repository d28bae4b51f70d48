const quyLuu = { place: 'inProvince', unitCode: '13285', street: 'Số 12 đường Quy Lưu' } as const;
const leLoi = { place: 'inProvince', unitCode: '13288', street: 'Số 5 đường Lê Lợi' } as const;

/** Mrs Hoa. */
export const hoa = {
  kind: 'citizen' as const,
  fullName: 'Nguyễn Thị Hoa',
  personalId: '035190001234',
  phone: '0912345678',
  email: 'hoa.nguyen@example.vn',
  address: quyLuu,
};

/** Mr Minh. */
export const minh = {
  kind: 'citizen' as const,
  fullName: 'Trần Văn Minh',
  personalId: '035201005678',
  phone: '0387654321',
  email: 'minh.tran@example.vn',
  address: leLoi,
};

/** A weaving mill. */
export const chauGiang = {
  kind: 'business' as const,
  businessName: 'Công ty TNHH Dệt may Châu Giang',
  taxCode: '0700123455',
  representative: 'Phạm Quốc Hưng',
  phone: '0983112244',
  email: 'vanthu@detchaugiang.example.vn',
  address: { place: 'inProvince', unitCode: '13303', street: 'Lô C2, Khu công nghiệp Châu Sơn' } as const,
};
