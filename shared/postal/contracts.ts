import * as z from 'zod';
import type { Worker } from '../event/worker.ts';
import { operation } from '../http/operation.ts';
import { Shipment, ShipmentReport } from '../shipment/shipment.ts';

export const orderDelivery: Worker = {
  id: 'order-delivery',
  area: 'postal',
  trigger: { kind: 'queue', queue: 'postal', types: ['dossier.done', 'dossier.returned'], delivery: 'post' },
  touches: { table: ['query', 'put'], partners: ['postal'] },
  timeoutSeconds: 30,
  impact: 'Results to be returned by post stay at the agency, and nobody tells the post to fetch them.',
};

export const retryDeliveries: Worker = {
  id: 'retry-deliveries',
  area: 'postal',
  trigger: { kind: 'schedule', minutes: 5 },
  touches: { table: ['query', 'put'], indexes: ['due'], partners: ['postal'] },
  timeoutSeconds: 120,
  impact: 'Results that the post did not take at once are never asked for again.',
  watch: {
    metric: 'DeliveriesInVain',
    above: 0,
    impact: 'The post has not taken orders for a day: results stay at the agency.',
  },
};

export const receivePostalCallback = operation({
  id: 'receive-postal-callback',
  area: 'postal',
  method: 'POST',
  path: '/v1/postal/callbacks',
  summary: { vi: 'Nhận trạng thái bưu gửi từ bưu điện', en: 'Receive a report on a shipment from the post' },
  description:
    'The postal operator reports each step of a shipment. Reports are signed: `X-Motcua-Timestamp` holds the seconds ' +
    'since the epoch, `X-Motcua-Signature` is `sha256=` and the hex HMAC-SHA256 of `<timestamp>.<body>` with the shared ' +
    'key. A report may come late, twice or out of order; only one that leads further moves the shipment. A delivered ' +
    'result makes the dossier returned.',
  callers: { partner: 'postal' },
  writes: 'callback',
  body: ShipmentReport,
  status: 200,
  output: z.object({ accepted: z.literal(true), shipmentStatus: Shipment.shape.status }),
  problems: ['signature-invalid', 'shipment-not-found'],
  touches: { table: ['get', 'query', 'put'] },
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
