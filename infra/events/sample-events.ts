import {
  type CloudEvent,
  type CommonData,
  type EventData,
  type EventName,
  events,
} from '../../shared/dossier/events.ts';
import { type FiledStatus, filedStatuses } from '../../shared/dossier/status.ts';
import { EVENT_SOURCE, eventType } from '../../shared/event/envelope.ts';

const common = {
  dossierId: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
  dossierCode: 'H25.03-211010-0001',
  procedureCode: '2.000488',
  field: 'Lý lịch tư pháp',
  agency: 'H25.03',
  occurredAt: '2021-10-12T09:20:00+07:00',
  dueAt: '2021-10-25T17:00:00+07:00',
  actor: { kind: 'officer', role: 'caseOfficer', agency: 'H25.03' },
  delivery: 'desk',
  channel: 'online',
} as const satisfies Omit<CommonData, 'status' | 'nationalStatus'>;

const owner = { actor: { kind: 'applicant' } } as const;
const desk = { actor: { kind: 'officer', role: 'deskOfficer', agency: 'H25.03' } } as const;
const leader = { actor: { kind: 'officer', role: 'agencyLeader', agency: 'H25.03' } } as const;
const post = { actor: { kind: 'partner', partner: 'postal' }, delivery: 'post', dueAt: undefined } as const;
const bank = { actor: { kind: 'partner', partner: 'vnpay' } } as const;
const clock = { actor: { kind: 'system' } } as const;

const items = [
  { id: 'identity-copy', name: 'Bản sao căn cước công dân', note: 'Mặt sau bị lóa', reason: 'illegible' },
  { id: 'moi-2', name: 'Số điện thoại liên hệ', formField: '/applicant/phone' },
] as const;
const shipment = { reference: 'H25.03-211010-0001-T1', itemCode: 'EB123456785VN' };
const dueBefore = '2021-10-21T17:00:00+07:00';
const consulted = 'H25.09';
const refund = { attempt: 1, amountVnd: 200_000, refundReason: 'paid-twice' } as const;
const feedback = { feedback: 1, kind: 'complaint' } as const;
const correction = { feedback: 2, kind: 'correction' } as const;
const result = {
  resultCode: 'H25.03-KQ-211022-0004',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};

type Sample<Name extends EventName = EventName> = {
  [N in Name]: readonly [
    name: N,
    /** What sets it apart from others of its name. */
    what: string,
    /** The status after it. */
    status: FiledStatus,
    data: Omit<EventData<N>, keyof CommonData> & Partial<CommonData>,
  ];
}[Name];

const samples: readonly Sample[] = [
  ['dossier.submitted', '', 'submitted', { ...owner, dueAt: undefined }],
  ['dossier.received', '', 'received', desk],
  [
    'dossier.refused',
    '',
    'refused',
    { ...desk, dueAt: undefined, reason: 'Không thuộc thẩm quyền giải quyết của Sở Tư pháp' },
  ],
  ['dossier.assigned', '', 'received', { ...leader, division: 'hctp' }],
  ['dossier.claimed', '', 'received', {}],
  ['dossier.released', '', 'received', {}],
  ['dossier.processing-started', '', 'processing', {}],
  ['dossier.consultation-requested', '', 'processing', { consulted, deadline: '2021-10-18' }],
  ['dossier.consultation-withdrawn', '', 'processing', { consulted }],
  [
    'dossier.consultation-answered',
    '',
    'processing',
    { actor: { ...leader.actor, agency: consulted }, consulted, opinion: 'agrees' },
  ],
  [
    'dossier.consultation-silent',
    '',
    'processing',
    { ...clock, consulted, source: 'Luật Xây dựng 50/2014/QH13 Điều 102(1)(đ)' },
  ],
  [
    'dossier.supplement-requested',
    '',
    'supplementRequested',
    { items: [...items], reason: 'Giấy tờ chưa hợp lệ', deadline: '2021-10-20', agencyFault: false },
  ],
  [
    'dossier.supplement-reminded',
    '',
    'supplementRequested',
    { ...clock, items: [...items], deadline: '2021-10-20' },
  ],
  ['dossier.supplement-answered', '', 'processing', owner],
  ['dossier.supplement-answered', 'before it was received', 'submitted', { ...owner, dueAt: undefined }],
  ['dossier.payment-requested', '', 'paymentRequested', { amountVnd: 200_000, deadline: '2021-10-20' }],
  [
    'dossier.charge-corrected',
    '',
    'paymentRequested',
    { ...desk, amountVnd: 100_000, deadline: '2021-10-22', reason: 'Người nộp thuộc diện giảm phí' },
  ],
  ['dossier.charge-waived', '', 'processing', { ...desk, reason: 'Người nộp thuộc diện được miễn phí' }],
  [
    'dossier.payment-recorded',
    '',
    'processing',
    { ...desk, amountVnd: 200_000, receiptNo: '0000123', way: 'cash' },
  ],
  ['dossier.payment-on-delivery', '', 'processing', { ...owner, amountVnd: 200_000 }],
  ['dossier.extended', '', 'processing', { ...leader, reason: 'Cần xác minh tại nơi cư trú cũ', dueBefore }],
  [
    'dossier.reappointed',
    '',
    'processing',
    { ...leader, reason: 'Chờ kết quả xác minh của cơ quan công an', dueBefore },
  ],
  [
    'dossier.due-date-moved',
    '',
    'processing',
    { ...clock, reason: 'Nghỉ chống bão ngày 21 và 22 tháng 10', dueBefore },
  ],
  [
    'dossier.step-overdue',
    '',
    'processing',
    { ...clock, step: 'appraise', stepDueAt: '2021-10-20T09:00:00+07:00' },
  ],
  [
    'dossier.due-soon',
    'with a draft of the apology',
    'processing',
    {
      ...clock,
      apologyDraft: { reason: 'Chờ xác minh', newDate: '2021-10-28', confirmBy: '2021-10-24' },
    },
  ],
  ['dossier.due-soon', 'without', 'processing', clock],
  ['dossier.overdue', '', 'processing', clock],
  ['dossier.withdrawal-requested', '', 'withdrawalRequested', { ...owner, reason: 'Đổi ý' }],
  ['dossier.withdrawal-taken-back', '', 'processing', owner],
  ['dossier.withdrawal-declined', '', 'processing', { reason: 'Kết quả đã được ký' }],
  ['dossier.stopped', 'as its applicant asked', 'stopped', { ...desk, reason: 'Đổi ý', withdrawn: true }],
  ['dossier.stopped', 'by the agency', 'stopped', { reason: 'Không đủ điều kiện', withdrawn: false }],
  ['dossier.proposed', '', 'processing', { outcome: 'issue' }],
  ['dossier.sent-back', '', 'processing', leader],
  ['dossier.approved', '', 'processing', leader],
  ['dossier.result-issued', '', 'done', { ...leader, ...result }],
  ['dossier.done', 'at the desk', 'done', {}],
  ['dossier.done', 'by post', 'done', { delivery: 'post' }],
  ['dossier.done', 'online', 'done', { delivery: 'online' }],
  ['dossier.returned', '', 'returned', { ...desk, dueAt: undefined }],
  [
    'dossier.result-corrected',
    '',
    'done',
    { ...leader, ...result, replaces: 'H25.03-KQ-211020-0001', reason: 'Sai năm sinh' },
  ],
  [
    'dossier.result-revoked',
    '',
    'done',
    {
      ...leader,
      resultCode: 'H25.03-KQ-211020-0001',
      reason: 'Giấy tờ không đúng sự thật',
      legalBasis: 'Luật Lý lịch tư pháp, Điều 50',
    },
  ],
  ['dossier.rated', '', 'returned', { ...owner, dueAt: undefined, grade: 'satisfied' }],
  ['shipment.ordered', '', 'done', { ...post, ...clock, ...shipment, shipmentStatus: 'REQUESTED' }],
  [
    'shipment.instructed',
    '',
    'done',
    { ...post, ...owner, ...shipment, shipmentStatus: 'DELIVERY_FAILED', wish: 'deliverAgain' },
  ],
  [
    'shipment.moved',
    'a first attempt failed',
    'done',
    { ...post, ...shipment, shipmentStatus: 'DELIVERY_FAILED', attempts: 1, reason: 'receiverAbsent' },
  ],
  [
    'shipment.moved',
    'the last attempt failed',
    'done',
    { ...post, ...shipment, shipmentStatus: 'DELIVERY_FAILED', attempts: 3, reason: 'wrongAddress' },
  ],
  [
    'shipment.moved',
    'delivered',
    'returned',
    { ...post, ...shipment, shipmentStatus: 'DELIVERED', attempts: 1 },
  ],
  [
    'shipment.moved',
    'brought back to the agency',
    'done',
    { ...post, ...shipment, shipmentStatus: 'RETURNED_TO_AGENCY', attempts: 3 },
  ],
  ['refund.owed', '', 'processing', { ...bank, ...refund }],
  ['refund.returned', '', 'processing', { ...clock, ...refund }],
  ['refund.refused', '', 'processing', { ...clock, ...refund }],
  ['fee-receipt.cancelled', '', 'processing', { ...desk, receiptNo: '0000123', amountVnd: 200_000 }],
  ['feedback.received', '', 'processing', { ...owner, ...feedback, deadline: '2021-11-05' }],
  ['feedback.due-soon', '', 'processing', { ...clock, ...feedback, deadline: '2021-11-05' }],
  ['feedback.overdue', '', 'processing', { ...clock, ...feedback, deadline: '2021-11-05' }],
  ['feedback.answered', '', 'processing', { ...leader, ...feedback }],
  [
    'feedback.received',
    'a request to correct data',
    'processing',
    { ...owner, ...correction, deadline: '2021-10-28' },
  ],
  [
    'feedback.due-soon',
    'a request to correct data',
    'processing',
    { ...clock, ...correction, deadline: '2021-10-28' },
  ],
  [
    'feedback.overdue',
    'a request to correct data',
    'processing',
    { ...clock, ...correction, deadline: '2021-10-28' },
  ],
  [
    'feedback.answered',
    'a request to correct data that is accepted',
    'processing',
    { ...leader, ...correction, verdict: 'accepted', formField: '/applicant/phone' },
  ],
  [
    'feedback.answered',
    'a request to correct data that is declined',
    'processing',
    { ...leader, ...correction, verdict: 'declined', formField: '/applicant/phone' },
  ],
];

/** Every event as an example, and what sets it apart from others of its name. */
export const sampleEvents: readonly { readonly event: CloudEvent; readonly what: string }[] = samples.map(
  ([name, what, status, data]) => ({
    what,
    event: events.parse({
      specversion: '1.0',
      id: '5f0c3a0e-6a6b-4c58-8d0b-2f6d5b7c9e11',
      source: EVENT_SOURCE,
      type: eventType(name),
      subject: common.dossierId,
      time: '2021-10-12T02:20:00.000Z',
      datacontenttype: 'application/json',
      sequence: 2,
      correlationid: 'b0b5c1a2-0000-4000-8000-000000000001',
      data: { ...common, status, nationalStatus: filedStatuses[status].national, ...data },
    }),
  }),
);
