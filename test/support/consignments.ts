import { Consignment } from '../../shared/consignment/consignment.ts';

/** Papers that the post is to collect on Monday 11 October 2021, and whose booking it has taken. */
export const aConsignment = (change: Partial<Record<keyof Consignment, unknown>> = {}): Consignment =>
  Consignment.parse({
    v: 1,
    version: 2,
    number: 1,
    reference: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01-G1',
    itemCode: 'EB123456785VN',
    status: 'REQUESTED',
    sender: {
      name: 'Nguyễn Thị Hoa',
      phone: '0912345678',
      address: {
        place: 'inProvince',
        unitCode: '13285',
        street: 'Số 12 đường Quy Lưu',
        line: 'Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam',
      },
    },
    addressee: {
      agency: 'H25.03',
      name: 'Sở Tư pháp',
      desk: 'Trung tâm Phục vụ hành chính công tỉnh Hà Nam',
    },
    window: { day: '2021-10-11', part: 'morning' },
    papers: [
      { paperId: 'application-form', name: 'Tờ khai', originals: 1, copies: 0 },
      { paperId: 'identity-copy', name: 'Bản sao Căn cước công dân', originals: 0, copies: 1 },
    ],
    attempts: 0,
    failures: [],
    intendedAt: '2021-10-08T03:00:00.000Z',
    orderedAt: '2021-10-08T03:05:00.000Z',
    tries: 0,
    letters: [],
    told: 1,
    ...change,
  });
