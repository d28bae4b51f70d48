import {
  type CloudEvent,
  type CommonData,
  type EventData,
  type EventName,
  events,
} from '../../shared/dossier/events.ts';
import { EVENT_SOURCE, eventType } from '../../shared/event/envelope.ts';

const common = {
  dossierId: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
  dossierCode: 'H25.03-211010-0001',
  procedureCode: '2.000488',
  agency: 'H25.03',
  status: 'processing',
  nationalStatus: 4,
  occurredAt: '2021-10-12T09:20:00+07:00',
  dueAt: '2021-10-25T17:00:00+07:00',
  actor: { kind: 'officer', role: 'caseOfficer', agency: 'H25.03' },
  delivery: 'desk',
  channel: 'online',
} as const satisfies EventData<'dossier.processing-started'>;

const items = [
  { id: 'identity-copy', name: 'Bản sao căn cước công dân', note: 'Mặt sau bị lóa', reason: 'illegible' },
  { id: 'moi-2', name: 'Số điện thoại liên hệ', field: '/applicant/phone' },
] as const;
const shipment = { reference: 'H25.03-211010-0001-T1', itemCode: 'EB123456785VN' };
const dueBefore = '2021-10-21T17:00:00+07:00';
const feedback = { feedback: 1, kind: 'complaint', deadline: '2021-11-05' } as const;

type Sample<Name extends EventName = EventName> = {
  [N in Name]: readonly [
    name: N,
    what: string,
    data: Omit<EventData<N>, keyof CommonData> & Partial<CommonData>,
  ];
}[Name];

/** Events as people are told of them, with what else there is to tell of some. */
const samples: readonly Sample[] = [
  ['dossier.submitted', '', { status: 'submitted', nationalStatus: 1 }],
  ['dossier.received', '', { status: 'received', nationalStatus: 2 }],
  ['dossier.refused', '', { nationalStatus: 3, reason: 'Không thuộc thẩm quyền giải quyết của Sở Tư pháp' }],
  [
    'dossier.supplement-requested',
    '',
    {
      nationalStatus: 5,
      items: [...items],
      reason: 'Giấy tờ chưa hợp lệ',
      deadline: '2021-10-20',
      agencyFault: false,
    },
  ],
  ['dossier.supplement-reminded', '', { nationalStatus: 5, items: [...items], deadline: '2021-10-20' }],
  ['dossier.supplement-answered', '', {}],
  ['dossier.supplement-answered', 'before it was received', { dueAt: undefined }],
  ['dossier.payment-requested', '', { nationalStatus: 6, amountVnd: 200_000, deadline: '2021-10-20' }],
  ['dossier.payment-recorded', '', { amountVnd: 200_000, receiptNo: '0000123' }],
  ['dossier.extended', '', { reason: 'Cần xác minh tại nơi cư trú cũ', dueBefore }],
  ['dossier.reappointed', '', { reason: 'Chờ kết quả xác minh của cơ quan công an', dueBefore }],
  ['dossier.due-date-moved', '', { reason: 'Nghỉ chống bão ngày 21 và 22 tháng 10', dueBefore }],
  ['dossier.step-overdue', '', { step: 'appraise', stepDueAt: '2021-10-20T09:00:00+07:00' }],
  [
    'dossier.due-soon',
    'with a draft of the apology',
    { apologyDraft: { reason: 'Chờ xác minh', newDate: '2021-10-28', confirmBy: '2021-10-24' } },
  ],
  ['dossier.due-soon', 'without', {}],
  ['dossier.overdue', '', {}],
  ['dossier.withdrawal-declined', '', { reason: 'Kết quả đã được ký' }],
  ['dossier.stopped', 'as its applicant asked', { nationalStatus: 8, reason: 'Đổi ý', withdrawn: true }],
  ['dossier.stopped', 'by the agency', { nationalStatus: 8, reason: 'Không đủ điều kiện', withdrawn: false }],
  ['dossier.done', 'at the desk', { nationalStatus: 9 }],
  ['dossier.done', 'by post', { nationalStatus: 9, delivery: 'post' }],
  ['dossier.done', 'online', { nationalStatus: 9, delivery: 'online' }],
  [
    'dossier.result-corrected',
    '',
    {
      nationalStatus: 9,
      replaces: 'H25.03-KQ-211020-0001',
      resultCode: 'H25.03-KQ-211022-0004',
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      reason: 'Sai năm sinh',
    },
  ],
  [
    'dossier.result-revoked',
    '',
    {
      nationalStatus: 9,
      resultCode: 'H25.03-KQ-211020-0001',
      reason: 'Giấy tờ không đúng sự thật',
      legalBasis: 'Luật Lý lịch tư pháp, Điều 50',
    },
  ],
  ['shipment.ordered', '', { nationalStatus: 9, ...shipment, shipmentStatus: 'REQUESTED' }],
  [
    'shipment.moved',
    'a first attempt failed',
    {
      nationalStatus: 9,
      ...shipment,
      shipmentStatus: 'DELIVERY_FAILED',
      attempts: 1,
      reason: 'receiverAbsent',
    },
  ],
  [
    'shipment.moved',
    'the last attempt failed',
    {
      nationalStatus: 9,
      ...shipment,
      shipmentStatus: 'DELIVERY_FAILED',
      attempts: 3,
      reason: 'wrongAddress',
    },
  ],
  [
    'shipment.moved',
    'delivered',
    { nationalStatus: 10, ...shipment, shipmentStatus: 'DELIVERED', attempts: 1 },
  ],
  [
    'shipment.moved',
    'brought back to the agency',
    { nationalStatus: 9, ...shipment, shipmentStatus: 'RETURNED_TO_AGENCY', attempts: 3 },
  ],
  ['feedback.received', '', feedback],
  ['feedback.due-soon', '', feedback],
  ['feedback.overdue', '', feedback],
  ['feedback.answered', '', feedback],
];

/** Every event of which people are told, as an example, and what sets it apart from others of its name. */
export const sampleEvents: readonly { readonly event: CloudEvent; readonly what: string }[] = samples.map(
  ([name, what, data]) => ({
    what,
    event: events.parse({
      specversion: '1.0',
      id: 'evt-0001',
      source: EVENT_SOURCE,
      type: eventType(name),
      subject: common.dossierId,
      time: '2021-10-12T02:20:00.000Z',
      datacontenttype: 'application/json',
      sequence: 2,
      correlationid: 'correlation-0001',
      data: { ...common, ...data },
    }),
  }),
);
