import { createServer, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { agencyByCode } from '../../shared/agency/agency.ts';
import { oneStopDeskOf } from '../../shared/agency/desk.ts';
import { keptAddress, PostalAddress } from '../../shared/applicant/address.ts';
import { toInstant } from '../../shared/clock.ts';
import { cancelOrder, OrderConflict, placeOrder } from '../../shared/postal/client.ts';
import { orderFor } from '../../shared/postal/order.ts';
import { dossierCodeOf, intendedShipment } from '../../shared/shipment/shipment.ts';
import { isSigned } from '../../shared/signature.ts';

const asked = PostalAddress.parse({
  receiverName: 'Nguyễn Thị Hoa',
  phone: '+84 912 345 678',
  address: { unitCode: '13630', street: 'Xóm 5' },
});
const receiver = { ...asked, address: keptAddress(asked.address) };

const sentBy = (agency: string) => ({
  name: agencyByCode(agency)?.name ?? { vi: '', en: '' },
  desk: oneStopDeskOf(agency),
});
const coded = (dossierCode: string) => ({
  ...intendedShipment(dossierCode, 1, toInstant(new Date('2021-10-22T10:00:00Z'))),
  itemCode: 'EB123456785VN',
});
const order = orderFor(
  { code: 'H25.03-211010-0001', office: sentBy('H25.03'), receiver },
  { ...coded('H25.03-211010-0001'), collects: { payment: 1, amountVnd: 200_000 } },
);
const now = new Date('2021-10-22T10:00:00Z');

describe('an order', () => {
  it('tells the post whom to find and what to collect, and nothing of the matter', () => {
    expect(order).toEqual({
      reference: 'H25.03-211010-0001-T1',
      itemCode: 'EB123456785VN',
      dossierCode: 'H25.03-211010-0001',
      sender: { name: 'Sở Tư pháp', address: 'Trung tâm Phục vụ hành chính công tỉnh Hà Nam' },
      receiver: {
        name: 'Nguyễn Thị Hoa',
        phone: '0912345678',
        address: 'Xóm 5, Xã Hòa Hậu, Huyện Lý Nhân, Tỉnh Hà Nam',
      },
      codAmountVnd: 200_000,
      description: 'Kết quả giải quyết hồ sơ H25.03-211010-0001',
    });
  });

  it('of a district leaves from its own desk', () => {
    const { sender } = orderFor(
      { code: 'H25.36-211010-0001', office: sentBy('H25.36'), receiver },
      coded('H25.36-211010-0001'),
    );
    expect(sender.address).toBe(`Bộ phận Một cửa, ${sender.name}`);
    expect(sender.name).toContain('Lý Nhân');
  });

  it.each([
    ['H25.03-211010-0001-T1', 'H25.03-211010-0001'],
    ['H25.03-211010-0001-T12', 'H25.03-211010-0001'],
    ['H25.03-211010-0001', undefined],
    ['H25.03-211010-0001-T0', undefined],
    ['-T1', undefined],
  ])('of the reference %s is for the dossier %s', (reference, code) => {
    expect(dossierCodeOf(reference)).toBe(code);
  });
});

/** An operator on the loopback address that answers as the test says. */
async function operator(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

const answering = (status: number, body: unknown) =>
  operator((_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
  );

const accepted = { itemCode: 'EB123456785VN', acceptedAt: '2021-10-22T17:00:01+07:00' };

describe('placing an order', () => {
  it('sends it signed, with its reference as the key of retries', async () => {
    const seen: { headers: Record<string, unknown>; path: string | undefined; body: string }[] = [];
    const url = await operator(async (request, response) => {
      seen.push({ headers: request.headers, path: request.url, body: await text(request) });
      response.writeHead(201).end(JSON.stringify(accepted));
    });
    await placeOrder(order, { url, secret: 'khóa', now });
    await placeOrder(order, { url, secret: 'khóa', now });
    expect(seen).toHaveLength(2);
    expect(seen[1]).toEqual(seen[0]);
    const { headers, path, body } = seen[0] ?? { headers: {}, path: '', body: '' };
    expect(path).toBe('/v1/orders');
    expect(headers).toMatchObject({
      'idempotency-key': 'H25.03-211010-0001-T1',
      'content-type': 'application/json',
      'x-motcua-timestamp': '1634896800',
    });
    const { 'x-motcua-timestamp': timestamp, 'x-motcua-signature': signature } = headers;
    const proof = { 'x-motcua-timestamp': String(timestamp), 'x-motcua-signature': String(signature) };
    expect(isSigned('khóa', proof, body, now)).toBe(true);
    expect(JSON.parse(body)).toEqual(order);
  });

  it('takes the answer to a repeat', async () => {
    const url = await answering(200, accepted);
    await expect(placeOrder(order, { url, secret: 'khóa', now })).resolves.toBeUndefined();
  });

  it('tells a conflict from what a retry may mend', async () => {
    const conflict = placeOrder(order, { url: await answering(409, {}), secret: 'khóa', now });
    await expect(conflict).rejects.toThrow(OrderConflict);
    const busy = placeOrder(order, { url: await answering(503, {}), secret: 'khóa', now });
    await expect(busy).rejects.toThrow('answered 503 to the order H25.03-211010-0001-T1');
  });

  it.each([
    ['no item code', {}],
    ['an item code with a wrong check digit', { ...accepted, itemCode: 'EB123456789VN' }],
    ["another item's code", { ...accepted, itemCode: 'RR473124829VN' }],
  ])('does not take an answer with %s', async (_, answer) => {
    const url = await answering(201, answer);
    await expect(placeOrder(order, { url, secret: 'khóa', now })).rejects.toThrow(
      /itemCode|accepted another item than EB123456785VN/,
    );
  });

  it('is taken back, unless it was picked up; one that never was is as good as taken back', async () => {
    const operatorOf = async (status: number) => ({ url: await answering(status, {}), secret: 'khóa', now });
    expect(await cancelOrder('H25.03-211010-0001-T1', await operatorOf(200))).toBe(true);
    expect(await cancelOrder('H25.03-211010-0001-T1', await operatorOf(404))).toBe(true);
    expect(await cancelOrder('H25.03-211010-0001-T1', await operatorOf(409))).toBe(false);
    await expect(cancelOrder('H25.03-211010-0001-T1', await operatorOf(503))).rejects.toThrow('answered 503');
  });

  it('fails when nobody answers', async () => {
    const url = await operator((request) => request.destroy());
    await expect(placeOrder(order, { url, secret: 'khóa', now })).rejects.toThrow('fetch failed');
  });
});
