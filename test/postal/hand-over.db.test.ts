import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as changeDelivery } from '../../functions/postal/change-delivery.ts';
import { handler as changeHandOver } from '../../functions/postal/change-hand-over.ts';
import { handler as listHandOvers } from '../../functions/postal/list-hand-overs.ts';
import { handler as openHandOver } from '../../functions/postal/open-hand-over.ts';
import { handler as readHandOver } from '../../functions/postal/read-hand-over.ts';
import type { Filed } from '../../shared/dossier/dossier.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { api } from '../../shared/operations.ts';
import { itemCodeOf } from '../../shared/shipment/item-code.ts';
import type { Shipment } from '../../shared/shipment/shipment.ts';
import { type Answered, call } from '../support/call.ts';
import { keptForm, keptPostDelivery } from '../support/dossiers.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { desk, hoa, officer } from '../support/filing.ts';
import { keptDossier, keptShipment } from '../support/kept-dossier.ts';

let target: TestTable;
beforeAll(async () => {
  target = await startApi();
});
afterAll(() => target.stop());

let codes = 0;
/** A result whose order the post has taken. */
async function ordered(change: Partial<Shipment> = {}): Promise<Filed> {
  codes += 1;
  const dossier = await keptDossier(target, {
    code: `H25.03-211008-${String(codes).padStart(4, '0')}`,
    status: 'done',
    version: 7,
    lastEvent: 5,
    shipments: 1,
    form: { ...keptForm, delivery: keptPostDelivery },
  });
  await keptShipment(target, dossier, { status: 'REQUESTED', itemCode: itemCodeOf('EB', codes), ...change });
  return dossier;
}

const idsOf = (dossiers: readonly Filed[]): string[] => dossiers.map(({ id }) => id);
const open = (...dossiers: readonly Filed[]): Promise<Answered> =>
  call(api.openHandOver, openHandOver, {
    claims: desk,
    key: randomUUID(),
    body: { dossierIds: idsOf(dossiers) },
  });

/** A record as the desk has it before it. */
const read = (record: string, claims: Record<string, string> = desk): Promise<Answered> =>
  call(api.readHandOver, readHandOver, { claims, params: { record } });

async function change(record: string, body: object): Promise<Answered> {
  const { headers } = await read(record);
  return call(api.changeHandOver, changeHandOver, {
    claims: desk,
    key: randomUUID(),
    etag: headers.etag ?? '',
    params: { record },
    body,
  });
}

const countersign = (record: string): Promise<Answered> =>
  change(record, { action: 'countersign', carrier: { name: 'Trần Văn Bình', card: 'VNP-0226-118' } });

const codeOf = ({ body }: Answered): string => String(body.type).split('/').at(-1) ?? '';

const shipmentOf = async ({ id }: Filed) => (await loadFiledFile(id)).shipments[0];

describe('a hand-over record', () => {
  it('hands all its items to the post once both have signed, and says what and how many', async () => {
    const [one, other] = [await ordered(), await ordered()];
    const opened = await open(one, other);
    expect(opened.status).toBe(201);
    const { record } = opened.body;
    expect(opened.body).toMatchObject({
      state: { code: 'open' },
      totals: { items: 2, papers: 2, codVnd: 0 },
      lines: [
        {
          dossierCode: one.code,
          receiverName: 'Nguyễn Thị Hoa',
          receiverAddress: 'Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam',
        },
        { dossierCode: other.code },
      ],
      allowedActions: ['add', 'remove', 'sign', 'discard'],
    });
    expect((await change(record, { action: 'sign' })).body).toMatchObject({
      state: { code: 'signed' },
      giver: { subject: desk.sub },
      allowedActions: ['countersign', 'discard'],
    });
    expect((await shipmentOf(one))?.status).toBe('REQUESTED');
    const closed = await countersign(record);
    expect(closed.body).toMatchObject({
      state: { code: 'closed' },
      taker: { name: 'Trần Văn Bình', card: 'VNP-0226-118' },
      allowedActions: [],
    });
    for (const dossier of [one, other]) {
      expect(await shipmentOf(dossier)).toMatchObject({ status: 'PICKED_UP', handOver: record });
      expect((await loadFiledFile(dossier.id)).dossier).toMatchObject({ status: 'done', lastEvent: 6 });
    }
  });

  it('never changes once it is signed', async () => {
    const [one, other] = [await ordered(), await ordered()];
    const { record } = (await open(one)).body;
    await change(record, { action: 'sign' });
    const add = await change(record, { action: 'add', dossierIds: [other.id] });
    expect([add.status, codeOf(add)]).toEqual([409, 'hand-over-not-allowed']);
    await countersign(record);
    const before = (await read(record)).body;
    for (const action of ['add', 'remove', 'sign', 'discard'] as const) {
      const more = action === 'add' || action === 'remove' ? { dossierIds: [one.id] } : {};
      expect((await change(record, { action, ...more })).status, action).toBe(409);
    }
    expect((await countersign(record)).status).toBe(409);
    expect((await read(record)).body).toEqual(before);
  });

  it('has a shipment to itself, whoever reaches for it at once, until it lets it go', async () => {
    const dossier = await ordered();
    const opened = await Promise.all(Array.from({ length: 5 }, () => open(dossier)));
    const won = opened.filter(({ status }) => status === 201);
    expect(won).toHaveLength(1);
    const { record } = won[0]?.body ?? {};
    expect((await shipmentOf(dossier))?.handOver).toBe(record);
    expect((await change(record, { action: 'remove', dossierIds: [dossier.id] })).body.lines).toEqual([]);
    const next = await open(dossier);
    expect(next.status).toBe(201);
    await change(next.body.record, { action: 'discard' });
    expect((await shipmentOf(dossier))?.handOver).toBeUndefined();
    expect((await read(next.body.record)).body).toMatchObject({
      state: { code: 'discarded' },
      totals: { items: 1 },
    });
  });

  it('takes the next number of the year, and a refused one burns none', async () => {
    const number = ({ body }: Answered) => Number(String(body.record).slice(5));
    const first = await open(await ordered());
    expect((await open(await ordered({ status: 'INTENDED' }))).status).toBe(409);
    expect(number(await open(await ordered()))).toBe(number(first) + 1);
  });

  it('does not go with an item that was called off meanwhile, and may be discarded', async () => {
    const dossier = await ordered();
    const { record } = (await open(dossier)).body;
    await change(record, { action: 'sign' });
    await call(api.changeDelivery, changeDelivery, {
      claims: hoa,
      key: randomUUID(),
      etag: '"7"',
      params: { dossierId: dossier.id },
      body: { wish: 'callOff' },
    });
    const refused = await countersign(record);
    expect([refused.status, codeOf(refused)]).toEqual([409, 'hand-over-not-allowed']);
    expect(refused.body.detail).toContain(`${dossier.code}-T1`);
    expect((await change(record, { action: 'discard' })).body.state.code).toBe('discarded');
  });

  it('is not signed empty, and holds nothing of another agency', async () => {
    const dossier = await ordered();
    const { record } = (await open(dossier)).body;
    await change(record, { action: 'remove', dossierIds: [dossier.id] });
    expect((await change(record, { action: 'sign' })).status).toBe(409);
    const others = officer('can-bo-mot-cua', 'H25.10');
    expect((await read(record, others)).status).toBe(404);
    const stranger = await call(api.openHandOver, openHandOver, {
      claims: others,
      key: randomUUID(),
      body: { dossierIds: [dossier.id] },
    });
    expect([stranger.status, codeOf(stranger)]).toEqual([404, 'dossier-not-found']);
  });

  it('is listed with the newest first, page by page', async () => {
    const newest = (await open(await ordered())).body.record;
    const page = (query: Record<string, string>) =>
      call(api.listHandOvers, listHandOvers, { claims: desk, query });
    const { body } = await page({ limit: '1' });
    expect(body.items).toMatchObject([{ record: newest, totals: { items: 1 } }]);
    const following = await page({ limit: '100', cursor: body.nextCursor });
    const rest = following.body.items.map(({ record }: { record: string }) => record);
    expect(rest).toEqual(rest.toSorted().toReversed());
    expect(rest).not.toContain(newest);
    expect(following.body.nextCursor).toBeUndefined();
  });

  it('gives its manifest with the totals as a table', async () => {
    const [one, other] = [await ordered(), await ordered()];
    const { record } = (await open(one, other)).body;
    const answer = await call(api.readHandOver, readHandOver, {
      claims: desk,
      params: { record },
      query: { format: 'csv' },
    });
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="bang-ke-${record}.csv"`);
    const rows = String(answer.body).trim().split('\r\n');
    expect(rows[0]).toContain('STT,Mã hồ sơ,Mã bưu gửi,Người nhận,Địa chỉ nhận,Số giấy tờ,Thu hộ (đồng)');
    expect(rows[1]?.startsWith(`1,${one.code},EB`)).toBe(true);
    expect(rows[3]).toBe('Cộng,2 bưu gửi,,,,2,0');
  });
});
