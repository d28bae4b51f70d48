import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handler as orderDelivery } from '../../functions/postal/order-delivery.ts';
import { handler as receivePostalCallback } from '../../functions/postal/receive-postal-callback.ts';
import { type PostalStandIn, startPostal } from '../../infra/partners/postal.ts';
import { PostalAddress } from '../../shared/applicant/address.ts';
import type { Filed } from '../../shared/dossier/dossier.ts';
import { readFiled } from '../../shared/dossier/store.ts';
import { placeOrder } from '../../shared/postal/client.ts';
import * as contracts from '../../shared/postal/contracts.ts';
import { orderFor } from '../../shared/postal/order.ts';
import { signatureHeaders } from '../../shared/postal/signature.ts';
import { type Answered, call, lambdaContext } from '../support/call.ts';
import { startTable, type TestTable } from '../support/dynamodb.ts';
import { anEvent } from '../support/events.ts';
import { form, postDelivery } from '../support/filing.ts';
import { batchOf, keptDossier } from '../support/kept-dossier.ts';

const secret = 'khóa chung với bưu điện';
const secrets = mockClient(SecretsManagerClient);
let target: TestTable;
let postal: PostalStandIn;
beforeAll(async () => {
  target = await startTable();
  // The tests bring the reports themselves: what the operator would send goes nowhere.
  postal = await startPostal({ port: 0, callbackUrl: 'http://127.0.0.1:9', secret });
  Object.assign(process.env, { POSTAL_URL: postal.url, POSTAL_SECRET_ID: 'motcua/postal' });
});
afterAll(async () => {
  await postal.stop();
  await target.stop();
});
beforeEach(() => {
  secrets.on(GetSecretValueCommand, { SecretId: 'motcua/postal' }).resolves({ SecretString: secret });
});

let codes = 0;
const doneDossier = (change: object = {}): Promise<Filed> =>
  keptDossier(target, {
    code: `H25.03-211008-${String(++codes).padStart(4, '0')}`,
    status: 'done',
    lastEvent: 5,
    version: 7,
    form: { ...form, delivery: postDelivery },
    clock: [{ kind: 'start', at: '2021-10-08T03:00:00.000Z' }],
    ...change,
  });

const done = ({ id, code }: Filed) =>
  batchOf(anEvent('dossier.done', { dossierId: id, dossierCode: code, delivery: 'post' }, `done-${code}`));

/** Short names of the dossier's events in the table, in their order, with their sequence. */
async function eventsOf({ id }: Filed): Promise<readonly string[]> {
  const { Items = [] } = await target.client.send(
    new QueryCommand({
      TableName: target.tableName,
      KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :event)',
      ExpressionAttributeValues: { ':dossier': `DOSSIER#${id}`, ':event': 'EVENT#' },
      ConsistentRead: true,
    }),
  );
  return Items.map(
    ({ SK, event }) => `${SK} ${event.type.slice('vn.gov.hanam.motcua.'.length)} ${event.data.status}`,
  );
}

describe('a finished result that goes by post', () => {
  it('is ordered once at the operator, with its event, however often the queue brings it', async () => {
    const dossier = await doneDossier();
    expect(await orderDelivery(done(dossier), lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(await orderDelivery(done(dossier), lambdaContext)).toEqual({ batchItemFailures: [] });
    const orders = postal.orders().filter(({ dossierCode }) => dossierCode === dossier.code);
    expect(orders).toMatchObject([
      {
        reference: `${dossier.code}-T1`,
        receiver: {
          name: 'Nguyễn Thị Hoa',
          address: 'Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam',
        },
        codAmountVnd: 0,
      },
    ]);
    const after = await readFiled(dossier.id);
    expect(after).toMatchObject({
      status: 'done',
      version: 8,
      lastEvent: 6,
      shipments: [{ reference: `${dossier.code}-T1`, itemCode: orders[0]?.itemCode, status: 'REQUESTED' }],
    });
    expect(await eventsOf(dossier)).toEqual(['EVENT#000006 shipment.ordered.v1 done']);
  });

  it('is ordered again after the operator was out of order', async () => {
    const dossier = await doneDossier();
    postal.fail(1, 503);
    expect(await orderDelivery(done(dossier), lambdaContext)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }],
    });
    expect(await eventsOf(dossier)).toEqual([]);
    expect(await orderDelivery(done(dossier), lambdaContext)).toEqual({ batchItemFailures: [] });
    expect((await readFiled(dossier.id)).shipments).toHaveLength(1);
  });

  it('keeps the item code of an order that was placed by a run that died before it wrote it down', async () => {
    const dossier = await doneDossier();
    const receiver = PostalAddress.parse(postDelivery.address);
    const order = orderFor({ code: dossier.code, agency: 'H25.03', receiver, outstandingVnd: 0 }, 1);
    const { itemCode } = await placeOrder(order, { url: postal.url, secret, now: new Date() });
    await orderDelivery(done(dossier), lambdaContext);
    expect((await readFiled(dossier.id)).shipments).toMatchObject([{ itemCode }]);
    expect(postal.orders().filter(({ dossierCode }) => dossierCode === dossier.code)).toHaveLength(1);
  });

  it('has the post collect what is still to be paid', async () => {
    const dossier = await doneDossier({ payment: { amountVnd: 200_000, deadline: '2021-10-20' } });
    await orderDelivery(done(dossier), lambdaContext);
    expect(postal.orders().at(-1)?.codAmountVnd).toBe(200_000);
  });

  it('is not ordered when it is returned at the desk', async () => {
    const dossier = await doneDossier({ form });
    const before = postal.orders().length;
    expect(await orderDelivery(done(dossier), lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(postal.orders()).toHaveLength(before);
    expect(await eventsOf(dossier)).toEqual([]);
  });
});

describe("the post's report", () => {
  const posted = async (): Promise<Filed> => {
    const dossier = await doneDossier();
    await orderDelivery(done(dossier), lambdaContext);
    return readFiled(dossier.id);
  };

  const reportOn = ({ code, shipments }: Filed, said: object) => ({
    eventId: `vnp-${code}-1`,
    reference: `${code}-T1`,
    itemCode: shipments[0]?.itemCode,
    occurredAt: '2021-10-25T09:20:00+07:00',
    ...said,
  });

  function send(body: object, headers?: Readonly<Record<string, string>>): Promise<Answered> {
    const rawBody = JSON.stringify(body);
    return call(contracts.receivePostalCallback, receivePostalCallback, {
      rawBody,
      headers: headers ?? signatureHeaders(secret, rawBody, new Date()),
    });
  }

  it('of a delivery makes the dossier returned on that day, in the same transaction', async () => {
    const dossier = await posted();
    const answer = await send(reportOn(dossier, { status: 'DELIVERED' }));
    expect([answer.status, answer.body]).toEqual([200, { accepted: true, shipmentStatus: 'DELIVERED' }]);
    expect(await readFiled(dossier.id)).toMatchObject({
      status: 'returned',
      version: 10,
      lastEvent: 8,
      returnedAt: '2021-10-25T02:20:00.000Z',
      shipments: [{ status: 'DELIVERED' }],
    });
    expect(await eventsOf(dossier)).toEqual([
      'EVENT#000006 shipment.ordered.v1 done',
      'EVENT#000007 shipment.moved.v1 done',
      'EVENT#000008 dossier.returned.v1 returned',
    ]);
  });

  it('takes effect once', async () => {
    const dossier = await posted();
    const report = reportOn(dossier, { status: 'DELIVERED' });
    const [first, repeat] = [await send(report), await send(report)];
    expect(repeat).toMatchObject({
      status: 200,
      body: first.body,
      headers: { 'idempotent-replayed': 'true' },
    });
    expect((await readFiled(dossier.id)).shipments[0]?.reports).toHaveLength(1);
    expect(await eventsOf(dossier)).toHaveLength(3);
  });

  it('that comes late is kept and tells nobody', async () => {
    const dossier = await posted();
    await send(
      reportOn(dossier, { eventId: 'vnp-b', status: 'DELIVERY_FAILED', attempt: 1, reason: 'unreachable' }),
    );
    const late = await send(reportOn(dossier, { eventId: 'vnp-a', status: 'PICKED_UP' }));
    expect(late.body).toEqual({ accepted: true, shipmentStatus: 'DELIVERY_FAILED' });
    const { status, lastEvent, shipments } = await readFiled(dossier.id);
    expect([status, lastEvent, shipments[0]?.reports.map(({ effect }) => effect)]).toEqual([
      'done',
      7,
      ['moved', 'late'],
    ]);
    expect(await eventsOf(dossier)).toHaveLength(2);
  });

  it('of an item that came back leaves the dossier finished', async () => {
    const dossier = await posted();
    const answer = await send(reportOn(dossier, { status: 'RETURNED_TO_AGENCY' }));
    expect(answer.body.shipmentStatus).toBe('RETURNED_TO_AGENCY');
    expect((await readFiled(dossier.id)).status).toBe('done');
  });

  it('of a delivery after the desk has handed the result out changes the shipment only', async () => {
    const dossier = await doneDossier();
    await orderDelivery(done(dossier), lambdaContext);
    const { shipments } = await readFiled(dossier.id);
    const returned = await keptDossier(target, {
      ...dossier,
      shipments,
      version: 9,
      lastEvent: 7,
      status: 'returned',
      returnedAt: '2021-10-24T03:00:00.000Z',
    });
    expect((await send(reportOn(returned, { status: 'DELIVERED' }))).status).toBe(200);
    expect(await readFiled(returned.id)).toMatchObject({
      status: 'returned',
      returnedAt: '2021-10-24T03:00:00.000Z',
      lastEvent: 8,
    });
  });

  it.each([
    ['another key', (body: string) => signatureHeaders('khóa khác', body, new Date())],
    ['no signature', () => ({})],
    [
      'a signature of six minutes ago',
      (body: string) => signatureHeaders(secret, body, new Date(Date.now() - 360_000)),
    ],
    ['the signature of another body', () => signatureHeaders(secret, '{}', new Date())],
  ])('is refused with %s, and changes nothing', async (_, headersOf) => {
    const dossier = await posted();
    const report = reportOn(dossier, { status: 'DELIVERED' });
    const answer = await send(report, headersOf(JSON.stringify(report)));
    expect([answer.status, answer.body.type]).toEqual([
      401,
      'https://dichvucong.hanam.gov.vn/problems/signature-invalid',
    ]);
    expect(await readFiled(dossier.id)).toEqual(dossier);
  });

  it.each([
    ['an unknown dossier', { reference: 'H25.03-990101-0001-T1' }],
    ['a reference that is none', { reference: 'x' }],
    ['a second shipment that was never ordered', { second: true }],
    ["another item's code", { itemCode: 'EB123456785VN' }],
  ])('on %s is not found', async (_, said) => {
    const dossier = await posted();
    const more = 'second' in said ? { reference: `${dossier.code}-T2` } : said;
    const answer = await send(reportOn(dossier, { status: 'DELIVERED', ...more }));
    expect([answer.status, answer.body.type]).toEqual([
      404,
      'https://dichvucong.hanam.gov.vn/problems/shipment-not-found',
    ]);
  });

  it('that does not fit is refused with every fault', async () => {
    const dossier = await posted();
    const answer = await send(
      reportOn(dossier, { status: 'DELIVERY_FAILED', itemCode: 'EB123456789VN', reason: 'rain' }),
    );
    expect(answer.status).toBe(400);
    expect(
      answer.body.errors
        .map(({ field, code }: { field: string; code: string }) => `${field} ${code}`)
        .toSorted(),
    ).toEqual(['/attempt required', '/itemCode item-code', '/reason not-a-choice']);
  });
});
