import * as z from 'zod';
import { consignmentStatusNames } from '../consignment/status.ts';
import { DossierPath } from '../dossier/paths.ts';
import { DossierView } from '../dossier/view.ts';
import type { Worker } from '../event/worker.ts';
import { operation } from '../http/operation.ts';
import { shipmentStatusNames } from '../shipment/status.ts';
import { DeliveryWish } from '../shipment/wish.ts';
import { PostalReport } from './report.ts';

export const orderDelivery: Worker = {
  id: 'order-delivery',
  area: 'postal',
  trigger: {
    kind: 'queue',
    queue: 'postal',
    types: ['dossier.done', 'dossier.returned', 'shipment.instructed'],
    delivery: 'post',
  },
  touches: { table: ['query', 'put'], partners: ['postal'] },
  timeoutSeconds: 30,
  impact: 'Results to be returned by post stay at the agency, and nobody tells the post to fetch them.',
};

export const retryDeliveries: Worker = {
  id: 'retry-deliveries',
  area: 'postal',
  trigger: { kind: 'schedule', minutes: 5 },
  touches: {
    table: ['get', 'query', 'put', 'add'],
    indexes: ['due'],
    partners: ['postal', 'sms'],
    email: 'send',
  },
  timeoutSeconds: 120,
  impact:
    'Results that the post did not take at once are never asked for again, papers are never collected, and nobody notices that it is silent.',
  watches: [
    {
      metric: 'DeliveriesHeldUp',
      above: 0,
      impact:
        'The post has not taken orders for a day, or its item codes run out, without which no order is placed: results stay at the agency.',
    },
  ],
};

export const changeDelivery = operation({
  id: 'change-delivery',
  area: 'postal',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/delivery',
  summary: {
    vi: 'Đề nghị bưu điện đổi địa chỉ, phát lại hoặc không phát kết quả nữa',
    en: 'Ask the post for another address, another delivery attempt, or not to come',
  },
  description:
    'The owner of a result that is on its way asks for something else: `redirect` to another address before the post ' +
    'has fetched it, `deliverAgain` after an attempt that failed, `callOff` to fetch it at the desk instead. What may be ' +
    'asked now stands in `mayWish` of the shipment. It is on record at once, and the operator is told of it until it answers.',
  callers: { applicants: true },
  writes: 'change',
  params: DossierPath,
  body: DeliveryWish,
  status: 200,
  output: DossierView,
  etag: true,
  problems: ['dossier-not-found', 'shipment-not-found', 'transition-not-allowed'],
  touches: { table: ['get', 'query', 'put'] },
  examples: {
    request: {
      wish: 'redirect',
      address: {
        receiverName: 'Nguyễn Thị Hoa',
        phone: '0912345678',
        address: { place: 'inProvince', unitCode: '13285', street: 'Số 12, đường Biên Hòa' },
      },
    },
  },
});

export const receivePostalCallback = operation({
  id: 'receive-postal-callback',
  area: 'postal',
  method: 'POST',
  path: '/v1/postal/callbacks',
  summary: { vi: 'Nhận trạng thái bưu gửi từ bưu điện', en: 'Receive a report on a shipment from the post' },
  description:
    'The postal operator reports each step of an item: of a result that it delivers, and of papers that it collects (`…-G<number>`).' +
    ' Reports are signed: `X-Motcua-Timestamp` holds the seconds ' +
    'since the epoch, `X-Motcua-Signature` is `sha256=` and the hex HMAC-SHA256 of `<timestamp>.<body>` with the shared ' +
    'key. A report may come late, twice or out of order; only one that leads further moves the shipment. A delivered ' +
    'result makes the dossier returned. Where the order says what to collect, `collectedVnd` says what the receiver paid: ' +
    'the very sum settles the fees, any other is cleared up.',
  callers: { partner: 'postal' },
  writes: 'callback',
  body: PostalReport,
  status: 200,
  output: z.object({
    accepted: z.literal(true),
    shipmentStatus: z.enum([...new Set([...shipmentStatusNames, ...consignmentStatusNames])]),
  }),
  problems: ['signature-invalid', 'shipment-not-found'],
  touches: { table: ['get', 'query', 'put', 'add'] },
  examples: {
    request: {
      eventId: 'vnp-20211025-000017',
      reference: 'H25.03-211010-0001-T1',
      itemCode: 'EB123456785VN',
      status: 'DELIVERY_FAILED',
      occurredAt: '2021-10-25T09:20:00+07:00',
      attempt: 1,
      reason: 'receiverAbsent',
    },
    response: { accepted: true, shipmentStatus: 'DELIVERY_FAILED' },
  },
});
