import * as z from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { ConsignmentReport } from '../../shared/consignment/report.ts';
import { Accepted, CollectionProgress, Progress } from '../../shared/postal/client.ts';
import { receivePostalCallback } from '../../shared/postal/contracts.ts';
import { ShipmentReport } from '../../shared/shipment/report.ts';
import { SIGNATURE_HEADER, signatureSchemes, TIMESTAMP_HEADER } from '../../shared/signature.ts';
import { SchemaBook } from '../api/openapi/schemas.ts';
import { ConsignmentRequest } from './postal-collections.ts';
import { OrderRequest, RedeliveryRequest } from './postal-orders.ts';

const Refusal = z.object({ error: z.string() }).meta({ id: 'Refusal' });
const reference = { name: 'reference', in: 'path', required: true, schema: { type: 'string' } } as const;

/** What the operator refuses, by the status that we act on. */
const refusals = {
  400: 'The body is not as described: no retry mends it.',
  401: 'The signature is missing, wrong, or older than five minutes.',
  404: 'There is no order with this reference.',
  409: 'It cannot be so any more, or stands otherwise on record: no retry mends it.',
  422: 'The operator cannot work by what it says, such as an address without a street: no retry mends it.',
  429: 'Asked too often: we leave the operator alone for a while.',
} as const;

const { fields: signed } = signatureSchemes.timestampedHmac;

/** Both headers prove a call together. */
const security = [Object.fromEntries(Object.keys(signed).map((name) => [name, []]))];
const securitySchemes = Object.fromEntries(
  Object.entries(signed).map(([name, description]) => [
    name,
    { type: 'apiKey', in: 'header', name, description },
  ]),
);

/**
 * What a postal operator must offer, and what we take from it, as OpenAPI 3.1: orders, bookings, cancellation, redelivery and progress are
 * its own, reports are a webhook. `npm run ops -- check-postal` holds a server to it.
 */
export function postalContract() {
  const book = new SchemaBook();
  const json = (schema: z.ZodType, io: 'input' | 'output') => ({
    'application/json': { schema: book.write(schema, io) },
  });
  const refused = (...statuses: readonly (keyof typeof refusals)[]) =>
    Object.fromEntries(
      statuses.map((status) => [status, { description: refusals[status], content: json(Refusal, 'output') }]),
    );
  const answered = (description: string, schema?: z.ZodType) => ({
    description,
    ...(schema && { content: json(schema, 'input') }),
  });
  const key = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string' } };
  const said = (schema: z.ZodType) => ({ required: true, content: json(schema, 'output') });

  return {
    openapi: '3.1.1',
    info: {
      title: 'Contract of the public postal operator',
      version: packageJson.version,
      description:
        'What motcua asks of the operator, and what it takes from it. Every call is signed, both ways, under one shared key; a ' +
        'call without a body signs its path. We ask again, with the same key and body, for 24 hours and longer.',
    },
    servers: [
      { url: 'https://operator.example', description: 'The address that the settings of a stage name.' },
    ],
    paths: {
      '/v1/orders': {
        post: {
          operationId: 'placeOrder',
          summary: 'Take an order, or its next revision',
          description:
            'One order for each reference and each item code, however often it comes. The same body again is answered as at first. A ' +
            '`revision` takes the place of the order before it, until the item is picked up.',
          parameters: [{ ...key, description: 'The reference.' }],
          requestBody: said(OrderRequest),
          responses: {
            200: answered('It was taken before, or is a revision that is taken now.', Accepted),
            201: answered('It is taken.', Accepted),
            ...refused(400, 401, 409, 422, 429),
          },
        },
      },
      '/v1/orders/{reference}/cancellation': {
        post: {
          operationId: 'cancelOrder',
          summary: 'Take an order back, until the item is picked up',
          parameters: [reference, { ...key, description: 'The reference.' }],
          requestBody: said(z.object({ reference: z.string() })),
          responses: { 200: answered('It is cancelled, or was before.'), ...refused(401, 404, 409, 429) },
        },
      },
      '/v1/orders/{reference}/redelivery': {
        post: {
          operationId: 'askForRedelivery',
          summary: 'Deliver once more, after an attempt that failed',
          parameters: [
            reference,
            { ...key, description: 'The reference and the number of the attempt that failed.' },
          ],
          requestBody: said(RedeliveryRequest),
          responses: {
            200: answered('There will be another attempt, asked for once.'),
            ...refused(400, 401, 404, 409, 422, 429),
          },
        },
      },
      '/v1/orders/{reference}/progress': {
        get: {
          operationId: 'readProgress',
          summary: 'Tell all that was reported of an order, by the ids that the reports had',
          parameters: [reference],
          responses: { 200: answered('So far.', Progress), ...refused(401, 404, 429) },
        },
      },
      '/v1/consignments': {
        post: {
          operationId: 'bookCollection',
          summary: 'Take a booking to collect papers of an applicant for an agency',
          description:
            'One booking for each reference and each item code, however often it comes. The same body again is answered as at first.',
          parameters: [{ ...key, description: 'The reference.' }],
          requestBody: said(ConsignmentRequest),
          responses: {
            200: answered('It was taken before.', Accepted),
            201: answered('It is taken.', Accepted),
            ...refused(400, 401, 409, 422, 429),
          },
        },
      },
      '/v1/consignments/{reference}/cancellation': {
        post: {
          operationId: 'cancelCollection',
          summary: 'Call a collection off, until the papers are collected',
          parameters: [reference, { ...key, description: 'The reference.' }],
          requestBody: said(z.object({ reference: z.string() })),
          responses: { 200: answered('It is called off, or was before.'), ...refused(401, 404, 409, 429) },
        },
      },
      '/v1/consignments/{reference}/progress': {
        get: {
          operationId: 'readCollectionProgress',
          summary: 'Tell all that was reported of a collection, by the ids that the reports had',
          parameters: [reference],
          responses: { 200: answered('So far.', CollectionProgress), ...refused(401, 404, 429) },
        },
      },
      '/reconciliation/{customer}/{day}.txt': {
        get: {
          operationId: 'readRemittance',
          summary: 'Give the batch of what was collected on a day, and is paid with it',
          description:
            'Within three working days of the day (`yyyyMMdd`), at the latest. Its lines: `REMITTANCE|<customer>|<day>`; ' +
            '`COD|<reference>|THU|<đồng>|<yyyyMMddHHmmss>` of each item; `TOTAL|<number>|<sum>|<proof>`, the hex HMAC-SHA256 of ' +
            'the lines before it.',
          parameters: [
            { ...reference, name: 'customer', description: 'As whom you know us.' },
            { ...reference, name: 'day' },
          ],
          responses: {
            200: {
              description: 'All of that day.',
              content: { 'text/plain': { schema: { type: 'string' } } },
            },
            ...refused(401, 404, 429),
          },
        },
      },
    },
    webhooks: {
      consignmentReported: {
        post: {
          operationId: 'reportConsignment',
          summary: `To the same: each step of papers that are collected, with what postman and sender counted and signed`,
          description:
            'Under the same key, and again like those of a shipment. Both sign the list before the papers are sealed and `COLLECTED` is reported.',
          requestBody: { required: true, content: json(ConsignmentReport, 'input') },
          responses: {
            200: { description: 'Taken.' },
            401: { description: 'The signature is wrong: look at key and clock.' },
            '5XX': { description: 'To be reported again.' },
          },
        },
      },
      shipmentReported: {
        post: {
          operationId: 'reportShipment',
          summary: `To our \`${receivePostalCallback.method} ${receivePostalCallback.path}\`: each step of an item`,
          description:
            'Those of one item in their order, each again, with the same `eventId` and body, until it is answered by a 2xx.',
          requestBody: { required: true, content: json(ShipmentReport, 'input') },
          responses: {
            200: { description: 'Taken.' },
            401: {
              description: `\`${SIGNATURE_HEADER}\` or \`${TIMESTAMP_HEADER}\` is wrong: look at key and clock.`,
            },
            '5XX': { description: 'To be reported again.' },
          },
        },
      },
    },
    security,
    components: { schemas: book.components, securitySchemes },
  };
}
