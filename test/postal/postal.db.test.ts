import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handler as orderDelivery } from '../../functions/postal/order-delivery.ts';
import { handler as receivePostalCallback } from '../../functions/postal/receive-postal-callback.ts';
import { importItemCodes } from '../../infra/ops/import-item-codes.ts';
import { type PostalStandIn, startPostal } from '../../infra/partners/postal.ts';
import { allotted } from '../../infra/partners/postal-orders.ts';
import type { LocalDate } from '../../shared/clock.ts';
import { act } from '../../shared/dossier/change.ts';
import type { Filed } from '../../shared/dossier/dossier.ts';
import { requireStep } from '../../shared/dossier/rules.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { readKept } from '../../shared/event/outbox.ts';
import { randomId as newId } from '../../shared/ids.ts';
import { api } from '../../shared/operations.ts';
import { pursueDue } from '../../shared/postal/retry.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { answerKey } from '../../shared/table/keys.ts';
import { commit } from '../../shared/table/transaction.ts';
import { type Answered, call, lambdaContext } from '../support/call.ts';
import { keptForm, keptPostDelivery } from '../support/dossiers.ts';
import { startTable, type TestTable } from '../support/dynamodb.ts';
import { anEvent } from '../support/events.ts';
import { batchOf, keptDossier, keptShipment } from '../support/kept-dossier.ts';

const secret = 'khóa chung với bưu điện';
const secrets = mockClient(SSMClient);
/** The time at both ends of the line; a test moves it on. */
let aheadMs = 0;
const clock = () => new Date(Date.now() + aheadMs);
let target: TestTable;
let postal: PostalStandIn;
beforeAll(async () => {
  target = await startTable();
  await importItemCodes(target, allotted);
  // The tests bring the reports themselves: what the operator would send goes nowhere.
  postal = await startPostal({ port: 0, callbackUrl: 'http://127.0.0.1:9', secret, now: clock });
  Object.assign(process.env, {
    PARTNER_POSTAL_URL: postal.url,
    PARTNER_POSTAL_SECRET_NAME: '/motcua/test/partners/postal',
  });
});
afterAll(async () => {
  await postal.stop();
  await target.stop();
});
beforeEach(() => {
  aheadMs = 0;
  secrets
    .on(GetParameterCommand, { Name: '/motcua/test/partners/postal' })
    .resolves({ Parameter: { Value: secret } });
});

let codes = 0;
const doneDossier = async (
  change: object = {},
  intended = true,
  coded: { readonly itemCode?: string } = {},
): Promise<Filed> => {
  const dossier = await keptDossier(target, {
    code: `H25.03-211008-${String(++codes).padStart(4, '0')}`,
    status: 'done',
    lastEvent: 5,
    version: 7,
    form: { ...keptForm, delivery: keptPostDelivery },
    shipments: intended ? 1 : 0,
    clock: [{ kind: 'start', at: '2021-10-08T03:00:00.000Z' }],
    ...change,
  });
  if (intended) await keptShipment(target, dossier, coded);
  return dossier;
};

/** A dossier as it is now, with its shipments. */
const now = async ({ id }: { readonly id: string }) => {
  const { dossier, shipments } = await loadFiledFile(id);
  return { ...dossier, shipments };
};

const done = ({ id, code }: Filed) =>
  batchOf(anEvent('dossier.done', { dossierId: id, dossierCode: code, delivery: 'post' }, `done-${code}`));

/** What came of the reports on a dossier's shipment, by their ids. */
async function reportsOf({ id }: { readonly id: string }): Promise<readonly string[]> {
  const { Items = [] } = await target.client.send(
    new QueryCommand({
      TableName: target.tableName,
      KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :report)',
      ExpressionAttributeValues: { ':dossier': `DOSSIER#${id}`, ':report': 'REPORT#' },
    }),
  );
  return Items.map(({ effect }) => String(effect));
}

/** Short names of the dossier's events in the table, in their order, with their sequence. */
async function eventsOf({ id }: { readonly id: string }): Promise<readonly string[]> {
  const { Items = [] } = await target.client.send(
    new QueryCommand({
      TableName: target.tableName,
      KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :event)',
      ExpressionAttributeValues: { ':dossier': `DOSSIER#${id}`, ':event': 'EVENT#' },
      ConsistentRead: true,
    }),
  );
  return Items.map(({ SK, event }) => {
    const { type, data } = readKept(event);
    return `${SK} ${type.slice('vn.gov.hanam.motcua.'.length)} ${data.status}`;
  });
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
    const after = await now(dossier);
    expect(after).toMatchObject({
      status: 'done',
      version: 8,
      lastEvent: 6,
      shipments: [{ reference: `${dossier.code}-T1`, itemCode: orders[0]?.itemCode, status: 'REQUESTED' }],
    });
    expect(await eventsOf(dossier)).toEqual(['EVENT#000006 shipment.ordered.v1 done']);
  });

  it('is asked for again by the ladder when the operator was out of order, and no message is lost', async () => {
    const dossier = await doneDossier();
    postal.fail(1, 503);
    expect(await orderDelivery(done(dossier), lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(await eventsOf(dossier)).toEqual([]);
    const [waiting] = (await now(dossier)).shipments;
    expect(waiting).toMatchObject({ status: 'INTENDED', tries: 1 });
    const time = new Date(waiting?.nextTryAt ?? '');
    await pursueDue('retry-deliveries', { now: () => new Date(time.getTime() - 1), newId });
    expect((await now(dossier)).shipments).toMatchObject([{ status: 'INTENDED', tries: 1 }]);
    await pursueDue('retry-deliveries', { now: () => new Date(time.getTime() + 1), newId });
    expect((await now(dossier)).shipments).toMatchObject([{ status: 'REQUESTED' }]);
    expect(await eventsOf(dossier)).toEqual(['EVENT#000006 shipment.ordered.v1 done']);
  });

  it('is asked for three times a run at most while the operator is down, and costs the queue nothing', async () => {
    const dossiers = [await doneDossier(), await doneDossier(), await doneDossier(), await doneDossier()];
    for (const dossier of dossiers)
      expect(await orderDelivery(done(dossier), lambdaContext)).toEqual({ batchItemFailures: [] });
    const tries = async () =>
      Promise.all(dossiers.map(async (dossier) => (await now(dossier)).shipments[0]?.tries));
    // It failed a moment ago, in the test before, and is left alone: nothing is tried, nothing is lost.
    expect(await tries()).toEqual([0, 0, 0, 0]);
    postal.fail(3, 503);
    aheadMs = 3_600_000;
    const outcome = await pursueDue('retry-deliveries', { now: clock, newId });
    expect(outcome).toMatchObject({ told: 0, failed: 3 });
    expect((await tries()).reduce((sum, count = 0) => (sum ?? 0) + count, 0)).toBe(3);
    aheadMs = 2 * 3_600_000;
    const again = await pursueDue('retry-deliveries', { now: clock, newId });
    expect(again).toMatchObject({ told: 4, failed: 0 });
  });

  it('is brought to the desk after a day in vain', async () => {
    const dossier = await doneDossier();
    postal.fail(1, 503);
    aheadMs = 25 * 3_600_000;
    await pursueDue('retry-deliveries', { now: clock, newId });
    expect(await now(dossier)).toMatchObject({ attention: 'post-unreachable', version: 8 });
    aheadMs = 50 * 3_600_000;
    await pursueDue('retry-deliveries', { now: clock, newId });
  });

  it('keeps its item code though the run that placed its order died before it wrote that down', async () => {
    const dossier = await doneDossier();
    postal.disturb(async () => ({ done: true, answer: new Response(null, { status: 504 }) }));
    await pursueDue('retry-deliveries', { now: () => new Date(), newId });
    postal.disturb(undefined);
    const [before] = (await now(dossier)).shipments;
    expect(before?.status).toBe('INTENDED');
    expect(before?.itemCode).toMatch(/^EB2021\d{5}VN$/);
    aheadMs = 3_600_000;
    await pursueDue('retry-deliveries', { now: clock, newId });
    expect((await now(dossier)).shipments).toMatchObject([
      { status: 'REQUESTED', itemCode: before?.itemCode },
    ]);
    expect(postal.orders().filter(({ dossierCode }) => dossierCode === dossier.code)).toHaveLength(1);
  });

  it('is cancelled at the operator when the desk has handed it over meanwhile', async () => {
    const dossier = await doneDossier();
    await pursueDue('retry-deliveries', { now: () => new Date(), newId });
    const file = await loadFiledFile(dossier.id);
    const officer = {
      kind: 'officer',
      subject: 'cb-1',
      name: 'A',
      role: 'deskOfficer',
      agency: 'H25.03',
    } as const;
    const step = requireStep('returnResult', file.dossier, 'deskOfficer', '2021-10-25' as LocalDate);
    const occasion = { at: new Date(), actor: officer, newId, correlationId: 'correlation-1' };
    await commit(act(file, { action: 'returnResult' }, step, occasion).writes);
    expect((await now(dossier)).shipments).toMatchObject([{ status: 'CANCELLING' }]);
    await pursueDue('retry-deliveries', { now: () => new Date(Date.now() + 1000), newId });
    expect((await now(dossier)).shipments).toMatchObject([{ status: 'CANCELLED' }]);
    const order = postal.orders().find(({ dossierCode }) => dossierCode === dossier.code);
    expect(order?.cancelledAt).toBeDefined();
    expect(await eventsOf(dossier)).toEqual([
      'EVENT#000006 shipment.ordered.v1 done',
      'EVENT#000007 dossier.returned.v1 returned',
      'EVENT#000008 shipment.moved.v1 returned',
    ]);
  });

  it('is not ordered when it is returned at the desk', async () => {
    const dossier = await doneDossier({ form: keptForm }, false);
    const before = postal.orders().length;
    expect(await orderDelivery(done(dossier), lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(postal.orders()).toHaveLength(before);
    expect(await eventsOf(dossier)).toEqual([]);
  });
});

describe("the post's report", () => {
  const posted = async () => {
    const dossier = await doneDossier();
    await pursueDue('retry-deliveries', { now: () => new Date(), newId });
    return now(dossier);
  };

  const reportOn = ({ code, shipments }: Awaited<ReturnType<typeof posted>>, said: object) => ({
    eventId: `vnp-${code}-1`,
    reference: `${code}-T1`,
    itemCode: shipments[0]?.itemCode,
    occurredAt: '2021-10-25T09:20:00+07:00',
    ...said,
  });

  function send(body: object, headers?: Readonly<Record<string, string>>): Promise<Answered> {
    const rawBody = JSON.stringify(body);
    return call(api.receivePostalCallback, receivePostalCallback, {
      rawBody,
      headers: headers ?? signatureHeaders(secret, rawBody, new Date()),
    });
  }

  it('of a delivery makes the dossier returned on that day, in the same transaction', async () => {
    const dossier = await posted();
    const answer = await send(reportOn(dossier, { status: 'DELIVERED' }));
    expect([answer.status, answer.body]).toEqual([200, { accepted: true, shipmentStatus: 'DELIVERED' }]);
    expect(await now(dossier)).toMatchObject({
      status: 'returned',
      version: 9,
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
    expect(await reportsOf(dossier)).toEqual(['moved']);
    expect(await eventsOf(dossier)).toHaveLength(3);
  });

  it('that comes late is kept and tells nobody', async () => {
    const dossier = await posted();
    await send(
      reportOn(dossier, { eventId: 'vnp-b', status: 'DELIVERY_FAILED', attempt: 1, reason: 'unreachable' }),
    );
    const late = await send(reportOn(dossier, { eventId: 'vnp-a', status: 'PICKED_UP' }));
    expect(late.body).toEqual({ accepted: true, shipmentStatus: 'DELIVERY_FAILED' });
    const { status, lastEvent, shipments } = await now(dossier);
    expect([status, lastEvent, shipments[0]?.status, await reportsOf(dossier)]).toEqual([
      'done',
      7,
      'DELIVERY_FAILED',
      ['late', 'moved'],
    ]);
    expect(await eventsOf(dossier)).toHaveLength(2);
  });

  it('of an item that came back leaves the dossier finished', async () => {
    const dossier = await posted();
    const answer = await send(reportOn(dossier, { status: 'RETURNED_TO_AGENCY' }));
    expect(answer.body.shipmentStatus).toBe('RETURNED_TO_AGENCY');
    expect(await now(dossier)).toMatchObject({ status: 'done', attention: 'shipment-returned' });
  });

  it('of a delivery after the desk has handed the result out changes the shipment only', async () => {
    const before = await posted();
    const returned = { status: 'returned', returnedAt: '2021-10-24T03:00:00.000Z', version: 9, lastEvent: 7 };
    const { shipments: _, ...dossier } = before;
    await keptDossier(target, { ...dossier, shipments: 1, ...returned });
    expect((await send(reportOn(before, { status: 'DELIVERED' }))).status).toBe(200);
    expect(await now(before)).toMatchObject({
      status: 'returned',
      returnedAt: '2021-10-24T03:00:00.000Z',
      lastEvent: 8,
      shipments: [{ status: 'DELIVERED' }],
    });
  });

  it('that is repeated for ever, long after its answer was forgotten, grows nothing', async () => {
    const dossier = await posted();
    await send(reportOn(dossier, { eventId: 'vnp-x', status: 'IN_TRANSIT' }));
    const size = async () => JSON.stringify(await now(dossier)).length;
    const before = await size();
    for (let repeat = 0; repeat < 20; repeat++) {
      await target.client.send(
        new DeleteCommand({
          TableName: target.tableName,
          Key: answerKey('postal', 'vnp-x'),
        }),
      );
      const again = await send(reportOn(dossier, { eventId: 'vnp-x', status: 'IN_TRANSIT' }));
      expect([again.status, again.body.shipmentStatus]).toEqual([200, 'IN_TRANSIT']);
    }
    expect(await size()).toBe(before);
    expect(await reportsOf(dossier)).toEqual(['late', 'moved']);
  });

  it('that comes before the answer to the order is taken', async () => {
    const dossier = await doneDossier({}, true, { itemCode: 'EB123456785VN' });
    const { body } = await send({
      eventId: `vnp-${dossier.code}-early`,
      reference: `${dossier.code}-T1`,
      itemCode: 'EB123456785VN',
      occurredAt: '2021-10-25T09:20:00+07:00',
      status: 'PICKED_UP',
    });
    expect(body).toEqual({ accepted: true, shipmentStatus: 'PICKED_UP' });
    expect((await now(dossier)).shipments).toMatchObject([
      { status: 'PICKED_UP', itemCode: 'EB123456785VN' },
    ]);
    expect(await orderDelivery(done(dossier), lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(postal.orders().filter(({ dossierCode }) => dossierCode === dossier.code)).toEqual([]);
  });

  it('on a shipment that has no item code yet is not found', async () => {
    const dossier = await doneDossier();
    const report = reportOn(await now(dossier), { itemCode: 'EB123456785VN', status: 'PICKED_UP' });
    expect((await send(report)).status).toBe(404);
  });

  it("that it is lost is the desk's to look after", async () => {
    const dossier = await posted();
    await send(reportOn(dossier, { status: 'LOST' }));
    expect(await now(dossier)).toMatchObject({ status: 'done', attention: 'shipment-lost' });
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
    expect(await now(dossier)).toEqual(dossier);
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
