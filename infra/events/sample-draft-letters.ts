import { Consignment } from '../../shared/consignment/consignment.ts';
import { consignmentLetters } from '../../shared/consignment/letters.ts';
import type { DraftLetter } from '../../shared/notification/draft-letter.ts';
import { refundLetter } from '../../shared/paying/refund-letter.ts';
import { Refund, type RefundState } from '../../shared/payment/refund.ts';
import { consignmentLetter } from '../../shared/postal/consignment-letter.ts';

/** Papers that the post is to collect on Monday 11 October 2021, and whose booking it has taken. */
export const sampleConsignment = Consignment.parse({
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
});

/** The same once the postman, who first came in vain, has counted one copy more. */
const collected = Consignment.parse({
  ...sampleConsignment,
  attempts: 2,
  failures: [{ attempt: 1, at: '2021-10-11T01:30:00.000Z', reason: 'receiverAbsent' }],
  checklist: {
    papers: sampleConsignment.papers.map((paper) =>
      paper.copies > 0 ? { ...paper, copies: paper.copies + 1 } : paper,
    ),
    seal: 'NP-0001',
    clerk: { name: 'Trần Văn Bình', card: 'VNP-0226-118' },
    signedAt: '2021-10-11T02:00:00.000Z',
  },
});

const refundIn = (state: RefundState): Refund =>
  Refund.parse({
    v: 1,
    attempt: 1,
    provider: 'vnpay',
    reference: 'P7QM2RXPy1',
    amountVnd: 200_000,
    reason: 'charge-changed',
    state,
    owedAt: '2021-10-11T02:00:00.000Z',
    tries: 0,
  });

/** What an applicant may be told of a draft, of which there are no events: an example of each. */
export const sampleDraftLetters: readonly DraftLetter[] = [
  ...consignmentLetters.map((kind) => consignmentLetter(kind, collected)),
  ...(['owed', 'returned', 'refused'] as const).flatMap(
    (state) => refundLetter(refundIn(state), 'P7QM2RXP') ?? [],
  ),
];
