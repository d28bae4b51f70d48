import * as z from 'zod';
import { ItemCode } from '../shipment/item-code.ts';
import { ShipmentReport } from '../shipment/report.ts';
import { signatureHeaders } from '../signature.ts';
import type { PostalOrder } from './order.ts';

/** What the operator answers to an order, the first time and every time after. */
const Accepted = z.object({ itemCode: ItemCode, acceptedAt: z.iso.datetime({ offset: true }) });
export type AcceptedOrder = z.infer<typeof Accepted>;

/** All that the operator has to report of an order, by the ids that its callbacks have. */
const Progress = z.object({ itemCode: ItemCode, reports: z.array(ShipmentReport).max(60) });
export type Progress = z.infer<typeof Progress>;

/** Longest wait for the operator; the queue tries again later. */
const TIMEOUT_MS = 10_000;

/** The operator knows this reference with other content: no retry mends that, a person must. */
export class OrderConflict extends Error {
  constructor(reference: string) {
    super(`The postal operator has another order with the reference ${reference}`);
    this.name = 'OrderConflict';
  }
}

/** The operator cannot work by what the order says, such as an address: no retry mends that, its owner or the desk must. */
export class OrderRefused extends Error {
  constructor(reference: string) {
    super(`The postal operator refused the order ${reference}`);
    this.name = 'OrderRefused';
  }
}

/** The operator is asked too often (RFC 6585, 429): it is left alone for a while. */
export class OperatorBusy extends Error {
  constructor() {
    super('The postal operator is asked too often');
    this.name = 'OperatorBusy';
  }
}

/** Where the operator is, and the key shared with it. */
export type Operator = { readonly url: string; readonly secret: string; readonly now: Date };

/** Asks the operator. @throws OperatorBusy */
async function ask(
  path: string,
  { url, now, secret }: Operator,
  signed: string,
  said: RequestInit,
): Promise<Response> {
  const response = await fetch(`${url}${path}`, {
    ...said,
    headers: { ...said.headers, ...signatureHeaders(secret, signed, now) },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status === 429) throw new OperatorBusy();
  return response;
}

/** Sends a signed call that the operator takes once, however often it comes. */
const send = (path: string, key: string, content: object, operator: Operator): Promise<Response> => {
  const body = JSON.stringify(content);
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  return ask(path, operator, body, { method: 'POST', headers, body });
};

const pathOf = (reference: string, ...parts: readonly string[]): string =>
  ['/v1/orders', encodeURIComponent(reference), ...parts].join('/');

const unexpected = ({ status }: Response, what: string): Error =>
  new Error(`The postal operator answered ${status} to the ${what}`);

/**
 * Places an order at the postal operator. Placing it again with the same reference gives the same item code.
 * @throws OrderConflict when the reference was used for another order
 * @throws OrderRefused when the operator cannot work by what it says
 * @throws Error when the operator does not answer, or not as agreed: to be tried again
 */
export async function placeOrder(order: PostalOrder, operator: Operator): Promise<AcceptedOrder> {
  const response = await send('/v1/orders', order.reference, order, operator);
  if (response.status === 409) throw new OrderConflict(order.reference);
  if (response.status === 400 || response.status === 422) throw new OrderRefused(order.reference);
  if (response.status !== 200 && response.status !== 201)
    throw unexpected(response, `order ${order.reference}`);
  return Accepted.parse(await response.json());
}

/**
 * Changes an order that the operator has taken: to its next revision.
 * @returns false when the item was picked up already, or the operator cannot work by what it says
 * @throws Error when the operator does not answer, or not as agreed: to be tried again
 */
export async function changeOrder(order: PostalOrder, operator: Operator): Promise<boolean> {
  try {
    await placeOrder(order, operator);
    return true;
  } catch (error) {
    if (error instanceof OrderConflict || error instanceof OrderRefused) return false;
    throw error;
  }
}

/**
 * Asks for another delivery attempt after one that failed.
 * @returns false when there is none any more: it was delivered, or goes back
 * @throws Error when the operator does not answer, or not as agreed: to be tried again
 */
export async function askForRedelivery(
  reference: string,
  said: { readonly afterAttempt: number; readonly receiver: PostalOrder['receiver'] },
  operator: Operator,
): Promise<boolean> {
  const key = `${reference}-${said.afterAttempt}`;
  const response = await send(pathOf(reference, 'redelivery'), key, { reference, ...said }, operator);
  if (response.status === 409 || response.status === 422) return false;
  if (response.ok) return true;
  throw unexpected(response, `redelivery of ${reference}`);
}

/**
 * Takes an order back. One that the operator never had is as good as taken back.
 * @returns false when the item was picked up already: it comes back by itself
 * @throws Error when the operator does not answer, or not as agreed: to be tried again
 */
export async function cancelOrder(reference: string, operator: Operator): Promise<boolean> {
  const response = await send(pathOf(reference, 'cancellation'), reference, { reference }, operator);
  if (response.status === 409) return false;
  if (response.ok || response.status === 404) return true;
  throw unexpected(response, `cancellation of ${reference}`);
}

/**
 * What the operator has to report of an order so far. A call without a body signs its path.
 * @throws Error when the operator does not answer, or not as agreed, or speaks of something else
 */
export async function readProgress(reference: string, operator: Operator): Promise<Progress> {
  const path = pathOf(reference, 'progress');
  const response = await ask(path, operator, path, { method: 'GET' });
  if (!response.ok) throw unexpected(response, `question for ${reference}`);
  const progress = Progress.parse(await response.json());
  const { itemCode, reports } = progress;
  if (reports.some((report) => report.reference !== reference || report.itemCode !== itemCode))
    throw new Error(`The postal operator reported something else than ${reference}`);
  return progress;
}
