import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type PostalStandIn, startPostal } from '../../infra/partners/postal.ts';

const SECRET = 'khóa chung với bưu điện';
const now = () => new Date('2021-10-25T02:20:00Z');
const TIMESTAMP = '1635128400';
const sign = (body: string, timestamp = TIMESTAMP, secret = SECRET) =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;

const order = {
  reference: 'H25.03-211010-0001-T1',
  dossierCode: '000.00.03.H25-211010-0001',
  sender: { name: 'Sở Tư pháp', address: 'Đường Trần Phú, TP Phủ Lý, Hà Nam' },
  receiver: { name: 'Nguyễn Thị Hoa', phone: '0912345678', address: 'Xã Hòa Hậu, huyện Lý Nhân, Hà Nam' },
  codAmountVnd: 200_000,
  itemCode: 'EB202110106VN',
  description: 'Phiếu lý lịch tư pháp số 1 <bản chính>',
};

/** The callback of the API, which answers as the test says and keeps what it was sent. */
type Customer = {
  readonly url: string;
  readonly seen: {
    readonly headers: Record<string, unknown>;
    readonly raw: string;
    readonly body: unknown;
  }[];
  /** Statuses of the next answers; 200 when there are none. */
  readonly answers: number[];
  readonly server: Server;
};

async function startCustomer(): Promise<Customer> {
  const seen: Customer['seen'] = [];
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    const raw = await text(request);
    seen.push({ headers: request.headers, raw, body: JSON.parse(raw) });
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}/v1/postal/callbacks`, seen, answers, server };
}

let customer: Customer;
let postal: PostalStandIn;
let dataDirectory: string;
const start = () => startPostal({ port: 0, callbackUrl: customer.url, secret: SECRET, dataDirectory, now });
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'postal-'));
  customer = await startCustomer();
  postal = await start();
});
afterEach(async () => {
  await postal.stop();
  customer.server.close();
  await rm(dataDirectory, { recursive: true });
});

function place(content: object = order, headers: Record<string, string> = {}): Promise<Response> {
  const body = JSON.stringify(content);
  return fetch(`${postal.url}/v1/orders`, {
    method: 'POST',
    headers: {
      'idempotency-key': order.reference,
      'x-motcua-timestamp': TIMESTAMP,
      'x-motcua-signature': sign(body),
      ...headers,
    },
    body,
  });
}

describe('ordering', () => {
  it('takes it by its item code, the same for every repeat', async () => {
    const first = await place();
    expect([first.status, await first.json()]).toEqual([
      201,
      { itemCode: 'EB202110106VN', acceptedAt: '2021-10-25T09:20:00+07:00' },
    ]);
    const repeat = await place();
    expect([repeat.status, await repeat.json()]).toEqual([
      200,
      { itemCode: 'EB202110106VN', acceptedAt: '2021-10-25T09:20:00+07:00' },
    ]);
    expect(postal.orders()).toHaveLength(1);
  });

  it('refuses an item code that another order has, and another one for the same order', async () => {
    await place();
    const other = { ...order, reference: 'H25.03-211010-0002-T1' };
    expect((await place(other, { 'idempotency-key': other.reference })).status).toBe(409);
    expect((await place({ ...order, itemCode: 'EB202110110VN', revision: 2 })).status).toBe(409);
    expect(postal.orders().map(({ reference, itemCode }) => [reference, itemCode])).toEqual([
      ['H25.03-211010-0001-T1', 'EB202110106VN'],
    ]);
  });

  it('refuses another order with the same reference', async () => {
    await place();
    expect((await place({ ...order, codAmountVnd: 0 })).status).toBe(409);
    expect(postal.orders().map(({ codAmountVnd }) => codAmountVnd)).toEqual([200_000]);
  });

  it.each([
    [
      'signed with another key',
      { 'x-motcua-signature': sign(JSON.stringify(order), TIMESTAMP, 'khác') },
      401,
    ],
    ['signed six minutes ago', { 'x-motcua-timestamp': '1635128040' }, 401],
    ['without its reference as key', { 'idempotency-key': 'khác' }, 400],
  ])('refuses an order %s', async (_, headers, status) => {
    expect((await place(order, headers)).status).toBe(status);
    expect(postal.orders()).toEqual([]);
  });

  it('refuses an order without a receiver', async () => {
    expect((await place({ ...order, receiver: undefined })).status).toBe(400);
  });

  it('fails as often as it is told to', async () => {
    postal.fail(2, 503);
    const statuses = [(await place()).status, (await place()).status, (await place()).status];
    expect(statuses).toEqual([503, 503, 201]);
  });

  it('can be looked up', async () => {
    await place();
    const one = await fetch(`${postal.url}/v1/orders/${order.reference}`);
    expect(await one.json()).toMatchObject({ itemCode: 'EB202110106VN', moves: [] });
    expect(await (await fetch(`${postal.url}/v1/orders`)).json()).toHaveLength(1);
    expect((await fetch(`${postal.url}/v1/orders/khac`)).status).toBe(404);
  });

  it('is remembered by the next run', async () => {
    await place();
    await postal.stop();
    postal = await start();
    expect((await place()).status).toBe(200);
    const second = { ...order, reference: 'H25.03-211010-0002-T1', itemCode: 'EB202110110VN' };
    const next = await place(second, { 'idempotency-key': second.reference });
    expect(await next.json()).toMatchObject({ itemCode: 'EB202110110VN' });
  });
});

describe('reporting', () => {
  it('signs the very bytes it sends', async () => {
    await place();
    await postal.move(order.reference, 'PICKED_UP');
    const [report] = customer.seen;
    expect(report?.body).toEqual({
      eventId: 'EB202110106VN-1',
      reference: 'H25.03-211010-0001-T1',
      itemCode: 'EB202110106VN',
      status: 'PICKED_UP',
      occurredAt: '2021-10-25T09:20:00+07:00',
    });
    expect(report?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-motcua-timestamp': TIMESTAMP,
      'x-motcua-signature': sign(report?.raw ?? ''),
    });
  });

  it('counts attempts and says why one failed', async () => {
    await place();
    await postal.move(order.reference, 'OUT_FOR_DELIVERY');
    await postal.move(order.reference, 'DELIVERY_FAILED', { reason: 'receiverAbsent' });
    await postal.move(order.reference, 'OUT_FOR_DELIVERY');
    await postal.move(order.reference, 'DELIVERED');
    expect(customer.seen.map(({ body }) => body)).toMatchObject([
      { eventId: 'EB202110106VN-1', status: 'OUT_FOR_DELIVERY', attempt: 1 },
      { eventId: 'EB202110106VN-2', status: 'DELIVERY_FAILED', attempt: 1, reason: 'receiverAbsent' },
      { eventId: 'EB202110106VN-3', status: 'OUT_FOR_DELIVERY', attempt: 2 },
      { eventId: 'EB202110106VN-4', status: 'DELIVERED' },
    ]);
  });

  it('goes on until the report is taken, and keeps the order of reports', async () => {
    await place();
    customer.answers.push(503, 404);
    const moves = await Promise.all([
      postal.move(order.reference, 'PICKED_UP'),
      postal.move(order.reference, 'IN_TRANSIT'),
    ]);
    expect(moves.map(({ answers }) => answers)).toEqual([[503, 404, 200], [200]]);
    expect(customer.seen.map(({ body }) => body)).toMatchObject([
      { status: 'PICKED_UP' },
      { status: 'PICKED_UP' },
      { status: 'PICKED_UP' },
      { status: 'IN_TRANSIT' },
    ]);
  });

  it('takes up in the next run what was not taken in this one', async () => {
    await place();
    customer.answers.push(...Array<number>(50).fill(503));
    const stopped = postal.move(order.reference, 'PICKED_UP').catch((error: Error) => error.name);
    await vi.waitFor(() => expect(customer.seen).toHaveLength(1));
    await postal.stop();
    expect(await stopped).toBe('AbortError');
    customer.answers.length = 0;
    postal = await start();
    await vi.waitFor(() => expect(postal.orders()[0]?.moves[0]?.acknowledged).toBe(true));
    expect(customer.seen.at(-1)?.body).toMatchObject({ eventId: 'EB202110106VN-1', status: 'PICKED_UP' });
  });

  it('repeats a report, or signs it wrongly, when a test asks for it', async () => {
    await place();
    const forged = await postal.move(order.reference, 'DELIVERED', { wrongSignature: true });
    expect(forged.answers).toEqual([200]);
    expect(customer.seen[0]?.headers).not.toMatchObject({
      'x-motcua-signature': sign(customer.seen[0]?.raw ?? ''),
    });
    expect(postal.orders()[0]?.moves).toEqual([]);
    await postal.move(order.reference, 'PICKED_UP', { duplicate: true });
    expect(customer.seen[2]?.raw).toBe(customer.seen[1]?.raw);
  });

  it('moves no item that nobody ordered, and fails no delivery without a reason', async () => {
    await expect(postal.move('khac', 'PICKED_UP')).rejects.toThrow('The postal stand-in has no order khac');
    await place();
    await expect(postal.move(order.reference, 'DELIVERY_FAILED')).rejects.toThrow('needs a reason');
    expect(customer.seen).toEqual([]);
  });
});

describe('the page of the operator', () => {
  const press = (fields: Record<string, string>) =>
    fetch(`${postal.url}/v1/orders/${order.reference}/moves`, {
      method: 'POST',
      headers: { accept: 'text/html' },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });

  it('shows orders without a script, with what a clerk can do', async () => {
    expect(await (await fetch(postal.url)).text()).toContain('Chưa có đơn nào.');
    await place();
    const page = await (await fetch(postal.url)).text();
    expect(page).toContain('EB202110106VN');
    expect(page).toContain('Phiếu lý lịch tư pháp số 1 &lt;bản chính&gt;');
    expect(page).toContain('Thu hộ: 200.000 đồng');
    expect(page).toContain('<button name="status" value="DELIVERED">Phát thành công</button>');
    expect(page).not.toContain('<script');
  });

  it('moves an item at the press of a button', async () => {
    await place();
    const pressed = await press({ status: 'DELIVERY_FAILED', reason: 'refused' });
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/']);
    await vi.waitFor(() => expect(postal.orders()[0]?.moves[0]?.acknowledged).toBe(true));
    expect(await (await fetch(postal.url)).text()).toContain('Phát không thành công (từ chối nhận)');
  });

  it('refuses a move it does not know', async () => {
    await place();
    expect((await press({ status: 'EATEN' })).status).toBe(400);
    expect((await press({ status: 'PICKED_UP', reason: 'refused' })).status).toBe(400);
  });
});
