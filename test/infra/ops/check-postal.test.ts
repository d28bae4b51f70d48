import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { checkOperator } from '../../../infra/ops/check-postal.ts';
import { type PostalStandIn, startPostal } from '../../../infra/partners/postal.ts';
import { postalContract } from '../../../infra/partners/postal-contract.ts';
import { systemNow } from '../../../shared/clock.ts';

const secret = 'khóa chung với bưu điện';
/** Where the operator reports to: nothing else of the tests listens there. */
const PORT = 5790;

let postal: PostalStandIn;
beforeEach(async () => {
  postal = await startPostal({
    port: 0,
    callbackUrl: `http://127.0.0.1:${PORT}`,
    secret,
  });
});
afterEach(() => postal.stop());

const codes = { service: 'EB', first: 20_211_010 };
const check = (show: (progress: string) => void = () => {}, waitSeconds = 5) =>
  checkOperator(
    { url: postal.url, secret, ...codes, reports: { port: PORT, waitSeconds } },
    { now: systemNow, show },
  );
const faultsIn = (found: Awaited<ReturnType<typeof check>>) =>
  found.flatMap(({ name, fault }) => (fault === undefined ? [] : [`${name}: ${fault}`]));

describe('an operator that keeps to the contract', () => {
  it('has no fault: our stand-in, whose clerk moves the item while it is waited for', async () => {
    const found = await check((progress) => {
      const [, reference] = /^Move \S+ \((\S+)\)/.exec(progress) ?? [];
      if (reference) postal.move(reference, 'PICKED_UP').catch(() => {});
    });
    expect(faultsIn(found)).toEqual([]);
    expect(found).toHaveLength(16);
  });
});

describe('what is wrong is told of an operator', () => {
  it('that takes whatever comes, signed or not', async () => {
    postal.disturb(async () => ({
      done: true,
      answer: Response.json({ itemCode: 'EB202110106VN', acceptedAt: '2021-10-25T09:20:00+07:00' }),
    }));
    const faults = faultsIn(await check(undefined, 0.1));
    expect(faults).toContain(
      'refuses another order under the same reference: answered 200 instead of 409: {"itemCode":"EB202110106VN","acceptedAt":"2021-10-25T09:20:00+07:00"}',
    );
    expect(faults.at(-1)).toMatch(/: reported 0 times instead of once and once more$/);
  });

  it('that answers nonsense, or nothing in time', async () => {
    postal.disturb(async () => ({ done: true, answer: new Response('{"taken":"yes"}', { status: 200 }) }));
    expect(faultsIn(await check(undefined, 0.1)).join('\n')).toMatch(
      /takes an order, and names its item: not as described: .*itemCode/s,
    );
  });

  it('that reports what is no report', async () => {
    const report = async () => {
      for (let told = 0; told < 2; )
        await fetch(`http://127.0.0.1:${PORT}`, { method: 'POST', body: '<report/>' }).then(
          () => {
            told += 1;
          },
          () => sleep(20),
        );
    };
    const found = await check((progress) => {
      if (progress.startsWith('Move ')) report().catch(() => {});
    });
    expect(faultsIn(found)).toEqual([expect.stringMatching(/^reports what happens .*JSON/)]);
  });
});

describe('the contract as OpenAPI', () => {
  it('describes what we call, what we take of it, and its reports', () => {
    const { paths, webhooks, components } = postalContract();
    expect(Object.keys(paths)).toEqual([
      '/v1/orders',
      '/v1/orders/{reference}/cancellation',
      '/v1/orders/{reference}/redelivery',
      '/v1/orders/{reference}/progress',
      '/v1/consignments',
      '/v1/consignments/{reference}/cancellation',
      '/v1/consignments/{reference}/progress',
      '/reconciliation/{customer}/{day}.txt',
    ]);
    expect(Object.keys(webhooks)).toEqual(['consignmentReported', 'shipmentReported']);
    expect(Object.keys(components.schemas)).toContain('ShipmentReport');
    const { schema } = paths['/v1/orders'].post.requestBody.content['application/json'];
    expect(z.object({ required: z.array(z.string()) }).parse(schema).required).toContain('codAmountVnd');
  });
});
