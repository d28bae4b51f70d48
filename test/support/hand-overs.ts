import { HandOver } from '../../shared/hand-over/hand-over.ts';

/** A hand-over record of two results that both sides have signed. */
export const aHandOver = (change: Partial<Record<keyof HandOver, unknown>> = {}): HandOver =>
  HandOver.parse({
    v: 1,
    version: 3,
    agency: 'H25.03',
    year: 2021,
    number: 12,
    state: 'closed',
    lines: [
      {
        dossierId: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
        dossierCode: 'H25.03-211008-0001',
        shipment: 1,
        itemCode: 'EB202110106VN',
        receiverName: 'Nguyễn Thị Hoa',
        receiverAddress: 'Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam',
        papers: 1,
        codVnd: 200_000,
      },
      {
        dossierId: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e02',
        dossierCode: 'H25.03-211011-0002',
        shipment: 1,
        itemCode: 'EB123456785VN',
        receiverName: 'Trần Văn Nam',
        receiverAddress: 'Thôn 3, Xã Liêm Chung, Thành phố Phủ Lý, Tỉnh Hà Nam',
        papers: 2,
        codVnd: 0,
      },
    ],
    openedAt: '2021-10-22T02:00:00.000Z',
    openedBy: { subject: 'mot-cua', name: 'Nguyễn Thị Thu Hà' },
    giver: { subject: 'mot-cua', name: 'Nguyễn Thị Thu Hà', at: '2021-10-22T08:05:00.000Z' },
    taker: { name: 'Trần Văn Bình', card: 'VNP-0226-118', route: 'HNM-04', at: '2021-10-22T08:20:00.000Z' },
    ...change,
  });
