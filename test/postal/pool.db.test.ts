import { randomUUID } from 'node:crypto';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importItemCodes } from '../../infra/ops/import-item-codes.ts';
import { type PostalStandIn, startPostal } from '../../infra/partners/postal.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { randomId as newId } from '../../shared/ids.ts';
import { pursue } from '../../shared/postal/pursuit.ts';
import { pursueDue } from '../../shared/postal/retry.ts';
import { loadPools, poolItem } from '../../shared/shipment/pool.ts';
import { keptForm, keptPostDelivery } from '../support/dossiers.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { keptDossier, keptShipment } from '../support/kept-dossier.ts';

const secrets = mockClient(SSMClient);
/** The time at both ends of the line; a test moves it on. */
let aheadMs = 0;
const now = () => new Date(Date.now() + aheadMs);
let target: TestTable;
let postal: PostalStandIn;
beforeAll(async () => {
  target = await startApi(undefined, []);
  postal = await startPostal({ port: 0, callbackUrl: 'http://127.0.0.1:9', secret: 'khóa chung', now });
  Object.assign(process.env, {
    PARTNER_POSTAL_URL: postal.url,
    PARTNER_POSTAL_SECRET_NAME: '/motcua/test/partners/postal',
  });
});
afterAll(async () => {
  await postal.stop();
  await target.stop();
});
beforeEach(async () => {
  aheadMs = 0;
  secrets.on(GetParameterCommand).resolves({ Parameter: { Value: 'khóa chung' } });
  for (const pool of await loadPools()) {
    const { PK, SK } = poolItem(pool);
    await target.client.send(new DeleteCommand({ TableName: target.tableName, Key: { PK, SK } }));
  }
});

let codes = 0;
async function intended(): Promise<string> {
  const dossier = await keptDossier(target, {
    code: `H25.03-211008-${String(++codes).padStart(4, '0')}`,
    status: 'done',
    version: 7,
    lastEvent: 5,
    shipments: 1,
    form: { ...keptForm, delivery: keptPostDelivery },
  });
  await keptShipment(target, dossier);
  return dossier.id;
}

const shipmentOf = async (dossierId: string) => (await loadFiledFile(dossierId)).shipments[0];

const actor = { kind: 'system', worker: 'retry-deliveries' } as const;
async function order(dossierId: string): Promise<string> {
  const file = await loadFiledFile(dossierId);
  const [shipment] = file.shipments;
  if (!shipment) throw new Error('no shipment');
  return pursue(file, shipment, { at: new Date(), actor, newId, correlationId: randomUUID() });
}

describe('item codes', () => {
  it('are taken one by one though twelve orders reach for them at once, and none is lost', async () => {
    await importItemCodes(target, { service: 'EB', first: 1, last: 8 });
    await importItemCodes(target, { service: 'RR', first: 47_312_482, last: 47_312_485 });
    const dossiers = await Promise.all(Array.from({ length: 12 }, intended));
    const settled = new Map<string, string>();
    // What is overtaken for too long stays due, and comes again.
    for (let round = 0; round < 10 && settled.size < 12; round++)
      await Promise.all(
        dossiers
          .filter((id) => !settled.has(id))
          .map(async (id) => settled.set(id, await order(id)))
          .map((tried) => tried.catch(() => {})),
      );
    expect([...settled.values()]).toEqual(Array(12).fill('told'));
    const taken = await Promise.all(dossiers.map(async (id) => (await shipmentOf(id))?.itemCode));
    expect(taken.toSorted()).toEqual([
      'EB000000014VN',
      'EB000000028VN',
      'EB000000031VN',
      'EB000000045VN',
      'EB000000059VN',
      'EB000000062VN',
      'EB000000076VN',
      'EB000000080VN',
      'RR473124829VN',
      'RR473124832VN',
      'RR473124846VN',
      'RR473124850VN',
    ]);
    expect((await loadPools()).map(({ service, taken: count }) => [service, count])).toEqual([
      ['EB', 8],
      ['RR', 4],
    ]);
  });

  it('that are spent leave an order waiting, and more of them let it go out', async () => {
    const dossierId = await intended();
    const before = postal.orders().length;
    const run = (hours: number) => {
      aheadMs = hours * 3_600_000 + 1000;
      return pursueDue(actor.worker, { now, newId });
    };
    expect(await run(0)).toEqual({ told: 0, failed: 0, waiting: 1, inVain: 0 });
    expect(await run(0.9)).toEqual({ told: 0, failed: 0, waiting: 0, inVain: 0 });
    expect(await run(1.1)).toEqual({ told: 0, failed: 0, waiting: 1, inVain: 0 });
    expect(await shipmentOf(dossierId)).toMatchObject({ status: 'INTENDED', tries: 0 });
    expect(await run(25)).toMatchObject({ waiting: 1, inVain: 1 });
    expect((await loadFiledFile(dossierId)).dossier.attention).toBe('post-unreachable');
    expect(postal.orders()).toHaveLength(before);
    await importItemCodes(target, { service: 'EB', first: 99_999_999, last: 99_999_999 });
    expect(await run(26.1)).toMatchObject({ failed: 0, waiting: 0 });
    expect(await shipmentOf(dossierId)).toMatchObject({ status: 'REQUESTED', itemCode: 'EB999999995VN' });
    expect((await loadFiledFile(dossierId)).dossier.attention).toBeUndefined();
  });
});

describe('a range of item codes', () => {
  it('is imported once, and as it was taken from it stays', async () => {
    const range = { service: 'EB', first: 12_345_678, last: 12_345_687 };
    expect(await importItemCodes(target, range)).toBe(true);
    await order(await intended());
    expect(await importItemCodes(target, range)).toBe(false);
    expect(await loadPools()).toMatchObject([{ ...range, taken: 1 }]);
  });

  it('is refused when it shares a code with another, or ends before it begins', async () => {
    await importItemCodes(target, { service: 'EB', first: 10, last: 20 });
    for (const [first, last] of [
      [20, 30],
      [5, 10],
      [12, 13],
      [1, 99],
    ] as const)
      await expect(importItemCodes(target, { service: 'EB', first, last })).rejects.toThrow(
        'shares codes with EB000000102VN to EB000000204VN',
      );
    await expect(importItemCodes(target, { service: 'EB', first: 9, last: 8 })).rejects.toThrow(
      'ends before',
    );
    expect(await importItemCodes(target, { service: 'EC', first: 10, last: 20 })).toBe(true);
    expect(await importItemCodes(target, { service: 'EB', first: 21, last: 30 })).toBe(true);
  });
});
