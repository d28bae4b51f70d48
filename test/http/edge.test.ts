import { afterEach, expect, it } from 'vitest';
import { handler as listAgencies } from '../../functions/catalogue/list-agencies.ts';
import { addressOf } from '../../shared/http/edge.ts';
import { api } from '../../shared/operations.ts';
import { call, eventFor } from '../support/call.ts';

const KEY = '5d1c0a7e9b3f';

afterEach(() => {
  delete process.env.EDGE_KEY;
});

const statusOf = async (headers: Readonly<Record<string, string>> = {}): Promise<number> =>
  (await call(api.listAgencies, listAgencies, { headers })).status;

const addressSeen = (forwarded: string): string =>
  addressOf(
    eventFor(api.listAgencies, { headers: { 'x-forwarded-for': forwarded }, sourceIp: '130.176.1.1' }),
  );

it('lets nobody around the edge, where there is one', async () => {
  process.env.EDGE_KEY = KEY;
  expect(await statusOf({ 'x-motcua-edge': KEY })).toBe(200);
  expect(await statusOf()).toBe(403);
  expect(await statusOf({ 'x-motcua-edge': '5d1c0a7e9b3e' })).toBe(403);
  expect(await statusOf({ 'x-motcua-edge': 'longer than the key itself' })).toBe(403);
});

it('lets all in where there is none', async () => {
  expect(await statusOf()).toBe(200);
});

it('believes the edge, and what API Gateway sees where there is none, about the address of a caller', () => {
  expect(addressSeen('192.0.2.66, 203.0.113.7')).toBe('130.176.1.1');
  process.env.EDGE_KEY = KEY;
  expect(addressSeen('203.0.113.7, 130.176.1.1')).toBe('203.0.113.7');
  // What a client says of itself stands before what CloudFront adds.
  expect(addressSeen('192.0.2.66, 203.0.113.7, 130.176.1.1')).toBe('203.0.113.7');
  expect(addressSeen('130.176.1.1')).toBe('130.176.1.1');
});
