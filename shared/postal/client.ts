import * as z from 'zod';
import { ItemCode } from '../shipment/item-code.ts';
import { signatureHeaders } from '../signature.ts';
import type { PostalOrder } from './order.ts';

/** What the operator answers to an order, the first time and every time after. */
const Accepted = z.object({ itemCode: ItemCode, acceptedAt: z.iso.datetime({ offset: true }) });
export type AcceptedOrder = z.infer<typeof Accepted>;

/** Longest wait for the operator; the queue tries again later. */
const TIMEOUT_MS = 10_000;

/** The operator knows this reference with other content: no retry mends that, a person must. */
export class OrderConflict extends Error {
  constructor(reference: string) {
    super(`The postal operator has another order with the reference ${reference}`);
    this.name = 'OrderConflict';
  }
}

/** Where the operator is, and the key shared with it. */
export type Operator = { readonly url: string; readonly secret: string; readonly now: Date };

/** Sends a signed call that the operator takes once, however often it comes. */
const send = (
  path: string,
  reference: string,
  content: object,
  { url, secret, now }: Operator,
): Promise<Response> => {
  const body = JSON.stringify(content);
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': reference,
      ...signatureHeaders(secret, body, now),
    },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
};

/**
 * Places an order at the postal operator. Placing it again with the same reference gives the same item code.
 * @throws OrderConflict when the reference was used for another order
 * @throws Error when the operator does not answer, or not as agreed: to be tried again
 */
export async function placeOrder(order: PostalOrder, operator: Operator): Promise<AcceptedOrder> {
  const response = await send('/v1/orders', order.reference, order, operator);
  if (response.status === 409) throw new OrderConflict(order.reference);
  if (response.status !== 200 && response.status !== 201)
    throw new Error(`The postal operator answered ${response.status} to the order ${order.reference}`);
  return Accepted.parse(await response.json());
}

/**
 * Takes an order back. One that the operator never had is as good as taken back.
 * @returns false when the item was picked up already: it comes back by itself
 * @throws Error when the operator does not answer, or not as agreed: to be tried again
 */
export async function cancelOrder(reference: string, operator: Operator): Promise<boolean> {
  const path = `/v1/orders/${encodeURIComponent(reference)}/cancellation`;
  const response = await send(path, reference, { reference }, operator);
  if (response.status === 409) return false;
  if (response.ok || response.status === 404) return true;
  throw new Error(`The postal operator answered ${response.status} to the cancellation of ${reference}`);
}
