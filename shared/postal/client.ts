import * as z from 'zod';
import { ItemCode } from '../shipment/item-code.ts';
import type { PostalOrder } from './order.ts';
import { signatureHeaders } from './signature.ts';

/** What the operator answers to an order, the first time and every time after. */
const Accepted = z.object({ itemCode: ItemCode, acceptedAt: z.iso.datetime({ offset: true }) });
export type AcceptedOrder = z.infer<typeof Accepted>;

/** Longest wait for the operator; the queue tries again later. */
const TIMEOUT_MS = 10_000;

/** The operator knows this reference with other content: no retry mends that, the dead-letter queue is its place. */
export class OrderConflict extends Error {
  constructor(reference: string) {
    super(`The postal operator has another order with the reference ${reference}`);
    this.name = 'OrderConflict';
  }
}

/**
 * Places an order at the postal operator. Placing it again with the same reference gives the same item code.
 * @throws OrderConflict when the reference was used for another order
 * @throws Error when the operator does not answer, or not as agreed: to be tried again
 */
export async function placeOrder(
  order: PostalOrder,
  { url, secret, now }: { readonly url: string; readonly secret: string; readonly now: Date },
): Promise<AcceptedOrder> {
  const body = JSON.stringify(order);
  const response = await fetch(`${url}/v1/orders`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': order.reference,
      ...signatureHeaders(secret, body, now),
    },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status === 409) throw new OrderConflict(order.reference);
  if (response.status !== 200 && response.status !== 201)
    throw new Error(`The postal operator answered ${response.status} to the order ${order.reference}`);
  return Accepted.parse(await response.json());
}
