import { randomUUID } from 'node:crypto';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as changeDelivery } from '../../functions/postal/change-delivery.ts';
import { handler as receivePostalCallback } from '../../functions/postal/receive-postal-callback.ts';
import { type PostalStandIn, startPostal } from '../../infra/partners/postal.ts';
import { systemNow } from '../../shared/clock.ts';
import type { Filed } from '../../shared/dossier/dossier.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { randomId as newId } from '../../shared/ids.ts';
import { api } from '../../shared/operations.ts';
import { pursueDue } from '../../shared/postal/retry.ts';
import type { ShipmentReport } from '../../shared/shipment/report.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { call } from '../support/call.ts';
import { keptForm, keptPostDelivery } from '../support/dossiers.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { hoa, nam } from '../support/filing.ts';
import { keptDossier, keptShipment } from '../support/kept-dossier.ts';

const secret = 'khóa chung với bưu điện';
const secrets = mockClient(SSMClient);
let target: TestTable;
let postal: PostalStandIn;
beforeAll(async () => {
  target = await startApi();
  // Only whoever asks learns what happens there: its callbacks go nowhere.
  postal = await startPostal({ port: 0, callbackUrl: 'http://127.0.0.1:9', secret });
  Object.assign(process.env, {
    PARTNER_POSTAL_URL: postal.url,
    PARTNER_POSTAL_SECRET_NAME: '/motcua/test/partners/postal',
  });
});
afterAll(async () => {
  await postal.stop();
  await target.stop();
});

/** Friday 8 October 2021. */
const friday = '2021-10-08T10:00:00+07:00';
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(friday);
  secrets
    .on(GetParameterCommand, { Name: '/motcua/test/partners/postal' })
    .resolves({ Parameter: { Value: secret } });
});
afterEach(() => {
  postal.disturb(undefined);
  vi.useRealTimers();
});

/** Days pass, and the post is told and asked for what is due. */
const run = (days = 0) => {
  vi.setSystemTime(Date.now() + days * 86_400_000 + 1000);
  return pursueDue('retry-deliveries', { now: systemNow, newId, wait: async () => {} });
};

let codes = 0;
/** A result that is to go out by post, and is ordered. */
async function ordered(change: object = {}): Promise<Filed> {
  const dossier = await intended(change);
  await run();
  return dossier;
}

async function intended(change: object = {}): Promise<Filed> {
  const dossier = await keptDossier(target, {
    code: `H25.03-211008-${String(++codes).padStart(4, '0')}`,
    status: 'done',
    version: 7,
    lastEvent: 5,
    shipments: 1,
    form: { ...keptForm, delivery: keptPostDelivery },
    ...change,
  });
  await keptShipment(target, dossier);
  return dossier;
}

const referenceOf = ({ code }: Filed): string => `${code}-T1`;
const orderOf = (dossier: Filed) =>
  postal.orders().find(({ reference }) => reference === referenceOf(dossier));

/** The dossier as it is now, and its only shipment. */
async function seen({ id }: Filed) {
  const { dossier, shipments } = await loadFiledFile(id);
  const [shipment] = shipments;
  if (!shipment) throw new Error(`${id} has no shipment`);
  return { dossier, shipment };
}

/** The post reports a failed attempt by a callback that never comes. */
const fails = (dossier: Filed) =>
  postal.move(referenceOf(dossier), 'DELIVERY_FAILED', { reason: 'receiverAbsent', forgotten: true });
const forgets = (dossier: Filed, status: 'PICKED_UP' | 'OUT_FOR_DELIVERY' | 'DELIVERED' | 'RETURNING') =>
  postal.move(referenceOf(dossier), status, { forgotten: true });

const report = (body: ShipmentReport) => {
  const rawBody = JSON.stringify(body);
  return call(api.receivePostalCallback, receivePostalCallback, {
    rawBody,
    headers: signatureHeaders(secret, rawBody, systemNow()),
  });
};

describe('a shipment of which the post says nothing', () => {
  it('is asked for a day later and not before, and callbacks that never came are made up', async () => {
    const dossier = await ordered();
    await forgets(dossier, 'PICKED_UP');
    await forgets(dossier, 'OUT_FOR_DELIVERY');
    await run(0.9);
    expect((await seen(dossier)).shipment.status).toBe('REQUESTED');
    await run(0.2);
    expect((await seen(dossier)).shipment).toMatchObject({ status: 'OUT_FOR_DELIVERY', attempts: 1 });
    const { lastEvent, attention } = (await seen(dossier)).dossier;
    expect([lastEvent, attention]).toEqual([8, undefined]);
  });

  it('makes the dossier returned when it was delivered, and the callback that comes then tells nothing new', async () => {
    const dossier = await ordered();
    const { report: delivered } = await forgets(dossier, 'DELIVERED');
    await run(1.1);
    const after = await seen(dossier);
    expect(after.dossier).toMatchObject({ status: 'returned', lastEvent: 8 });
    expect((await report(delivered)).body).toEqual({ accepted: true, shipmentStatus: 'DELIVERED' });
    expect(await seen(dossier)).toEqual(after);
  });

  it('is brought to the desk once its journey is over, once, and no more when it is heard of again', async () => {
    const dossier = await ordered({ channel: 'desk' });
    // Two working days, for a slip of appointment is taken back: Tuesday.
    await run(4.3);
    expect((await seen(dossier)).dossier.attention).toBeUndefined();
    await run(1);
    const told = await seen(dossier);
    expect(told).toMatchObject({ dossier: { attention: 'shipment-silent' }, shipment: { silent: true } });
    await run(1.1);
    expect((await seen(dossier)).dossier.version).toBe(told.dossier.version);
    await forgets(dossier, 'OUT_FOR_DELIVERY');
    await run(1.1);
    const heard = await seen(dossier);
    expect([heard.dossier.attention, heard.shipment.silent]).toEqual([undefined, undefined]);
  });

  it('is brought to the desk also when it was fetched before the answer to its order came', async () => {
    const dossier = await intended();
    postal.disturb(async () => ({ done: true, answer: new Response(null, { status: 504 }) }));
    await run();
    postal.disturb(undefined);
    await report((await forgets(dossier, 'PICKED_UP')).report);
    await run(5);
    expect(await seen(dossier)).toMatchObject({
      dossier: { attention: 'shipment-silent' },
      shipment: { status: 'PICKED_UP', journeyDays: 1 },
    });
  });

  it('is brought to the desk also when the operator cannot be asked', async () => {
    const dossier = await ordered();
    postal.disturb(async () => ({ done: false, answer: new Response('<html>', { status: 200 }) }));
    await run(1.1);
    expect((await seen(dossier)).shipment).toMatchObject({ tries: 1 });
    await run(4);
    expect((await seen(dossier)).dossier.attention).toBe('shipment-silent');
  });

  it('is left for the next run when the operator says that it is asked too often', async () => {
    const dossier = await ordered();
    const before = await seen(dossier);
    postal.disturb(async () => ({ done: false, answer: new Response(null, { status: 429 }) }));
    await run(1.1);
    expect(await seen(dossier)).toEqual(before);
  });

  it('is not taken for another that the operator speaks of', async () => {
    const [dossier, other] = [await ordered(), await ordered()];
    const before = await seen(dossier);
    const itemCode = orderOf(other)?.itemCode;
    postal.disturb(async () => ({ done: false, answer: Response.json({ itemCode, reports: [] }) }));
    await run(1.1);
    expect((await seen(dossier)).shipment).toMatchObject({
      itemCode: before.shipment.itemCode,
      status: 'REQUESTED',
      tries: 1,
    });
  });
});

describe('a delivery that fails', () => {
  it('goes back by law after two invitations, of which callbacks may be lost', async () => {
    const dossier = await ordered();
    for (const days of [0, 4, 2]) {
      vi.setSystemTime(Date.now() + days * 86_400_000);
      await fails(dossier);
    }
    await report((await forgets(dossier, 'RETURNING')).report);
    expect((await seen(dossier)).shipment.returnedEarly).toBeUndefined();
    await run();
    const { dossier: after, shipment } = await seen(dossier);
    expect([shipment.status, shipment.failures.length, shipment.returnedEarly, after.attention]).toEqual([
      'RETURNING',
      3,
      false,
      undefined,
    ]);
  });

  it('is shown to the desk when it goes back too early: kept, and said of the shipment', async () => {
    const dossier = await ordered();
    await report((await fails(dossier)).report);
    await report((await forgets(dossier, 'RETURNING')).report);
    await run();
    const { dossier: after, shipment } = await seen(dossier);
    expect([shipment.status, shipment.returnedEarly, after.attention]).toEqual([
      'RETURNING',
      true,
      'shipment-returned-early',
    ]);
    const { version } = after;
    await run(1.1);
    expect((await seen(dossier)).dossier.version).toBe(version);
  });
});

const elsewhere = {
  receiverName: 'Trần Văn Nam',
  phone: '0987654321',
  address: { place: 'inProvince', unitCode: '13630', street: 'Xóm 5' },
};
const line = 'Xóm 5, Xã Hòa Hậu, Huyện Lý Nhân, Tỉnh Hà Nam';

async function wish(dossier: Filed, body: object, claims: Readonly<Record<string, string>> = hoa) {
  const { version } = (await seen(dossier)).dossier;
  const said = { claims, params: { dossierId: dossier.id }, key: randomUUID(), etag: `"${version}"`, body };
  return call(api.changeDelivery, changeDelivery, said);
}

describe('its owner', () => {
  it('may have it sent elsewhere before the post has fetched it', async () => {
    const dossier = await ordered();
    const { status, body } = await wish(dossier, { wish: 'redirect', address: elsewhere });
    expect([status, body.shipments]).toMatchObject([
      200,
      [{ wish: { kind: 'redirect', state: 'pending' }, mayWish: ['redirect', 'callOff'] }],
    ]);
    await run();
    expect(orderOf(dossier)).toMatchObject({ revision: 2, receiver: { address: line, phone: '0987654321' } });
    const { shipment } = await seen(dossier);
    expect(shipment).toMatchObject({
      status: 'REQUESTED',
      wish: { state: 'taken' },
      receiver: { address: { line } },
    });
  });

  it('may do so although the answer to the order was lost, and one order is made of both', async () => {
    const dossier = await intended();
    postal.disturb(async () => ({ done: true, answer: new Response(null, { status: 504 }) }));
    await run();
    const { itemCode } = orderOf(dossier) ?? {};
    expect((await seen(dossier)).shipment.status).toBe('INTENDED');
    postal.disturb(undefined);
    await wish(dossier, { wish: 'redirect', address: elsewhere });
    await run();
    expect((await seen(dossier)).shipment).toMatchObject({ status: 'REQUESTED', itemCode });
    expect(orderOf(dossier)).toMatchObject({ itemCode, receiver: { address: line } });
  });

  it('mends an address that the operator could not work by, and the desk need not look any more', async () => {
    const dossier = await intended();
    postal.fail(1, 422);
    await run();
    expect((await seen(dossier)).dossier.attention).toBe('order-refused');
    await wish(dossier, { wish: 'redirect', address: elsewhere });
    expect((await seen(dossier)).dossier.attention).toBeUndefined();
    await run();
    expect((await seen(dossier)).shipment.status).toBe('REQUESTED');
  });

  it('hears that it was too late when the post has fetched it meanwhile', async () => {
    const dossier = await ordered();
    await forgets(dossier, 'PICKED_UP');
    await wish(dossier, { wish: 'redirect', address: elsewhere });
    await run();
    const { shipment } = await seen(dossier);
    expect([shipment.wish?.state, shipment.receiver]).toEqual(['refused', undefined]);
    await run(1.1);
    expect(await wish(dossier, { wish: 'redirect', address: elsewhere })).toMatchObject({ status: 409 });
  });

  it('may ask for another attempt after one that failed, once, and elsewhere', async () => {
    const dossier = await ordered();
    await report((await fails(dossier)).report);
    expect((await wish(dossier, { wish: 'deliverAgain', address: elsewhere })).status).toBe(200);
    await run();
    expect(orderOf(dossier)).toMatchObject({ redeliveries: [1], receiver: { address: line } });
    expect((await wish(dossier, { wish: 'deliverAgain' })).status).toBe(409);
    await report((await forgets(dossier, 'OUT_FOR_DELIVERY')).report);
    await report((await fails(dossier)).report);
    expect((await wish(dossier, { wish: 'deliverAgain' })).status).toBe(200);
  });

  it('may fetch it at the desk instead, while the post has not come', async () => {
    const dossier = await ordered();
    await wish(dossier, { wish: 'callOff' });
    await run();
    expect((await seen(dossier)).shipment).toMatchObject({ status: 'CANCELLED', wish: { state: 'taken' } });
    expect(orderOf(dossier)?.cancelledAt).toBeDefined();
  });

  it('alone may do so', async () => {
    const dossier = await ordered();
    const { status } = await wish(dossier, { wish: 'callOff' }, nam);
    expect(status).toBe(404);
  });
});
