import * as z from 'zod';
import { callSigned, type PartnerLine, sendSigned } from '../partner-call.ts';
import { ItemCode } from '../shipment/item-code.ts';
import { ShipmentReport } from '../shipment/report.ts';
import type { PostalOrder } from './order.ts';

/** What the operator answers to an order, the first time and every time after: it names the item that it takes. */
export const Accepted = z.object({ itemCode: ItemCode, acceptedAt: z.iso.datetime({ offset: true }) });

/** All that the operator has to report of an order, by the ids that its callbacks have. */
export const Progress = z.object({ itemCode: ItemCode, reports: z.array(ShipmentReport).max(60) });
export type Progress = z.infer<typeof Progress>;

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

/** What the operator answered. @throws OperatorBusy */
async function answerOf(calling: Promise<Response>): Promise<Response> {
  const response = await calling;
  if (response.status === 429) throw new OperatorBusy();
  return response;
}

const send = (path: string, key: string, content: object, operator: PartnerLine): Promise<Response> =>
  answerOf(sendSigned(path, key, content, operator));

const pathOf = (reference: string, ...parts: readonly string[]): string =>
  ['/v1/orders', encodeURIComponent(reference), ...parts].join('/');

const unexpected = ({ status }: Response, what: string): Error =>
  new Error(`The postal operator answered ${status} to the ${what}`);

/**
 * Places an order at the postal operator. Placing it again with the same reference changes nothing.
 * @throws OrderConflict when the reference was used for another order
 * @throws OrderRefused when the operator cannot work by what it says
 * @throws Error when the operator does not answer, or not as agreed: to be tried again
 */
export async function placeOrder(order: PostalOrder, operator: PartnerLine): Promise<void> {
  const response = await send('/v1/orders', order.reference, order, operator);
  if (response.status === 409) throw new OrderConflict(order.reference);
  if (response.status === 400 || response.status === 422) throw new OrderRefused(order.reference);
  if (response.status !== 200 && response.status !== 201)
    throw unexpected(response, `order ${order.reference}`);
  const { itemCode } = Accepted.parse(await response.json());
  if (itemCode !== order.itemCode)
    throw new Error(`The postal operator accepted another item than ${order.itemCode}`);
}

/**
 * Changes an order that the operator has taken: to its next revision.
 * @returns false when the item was picked up already, or the operator cannot work by what it says
 * @throws Error when the operator does not answer, or not as agreed: to be tried again
 */
export async function changeOrder(order: PostalOrder, operator: PartnerLine): Promise<boolean> {
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
  operator: PartnerLine,
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
export async function cancelOrder(reference: string, operator: PartnerLine): Promise<boolean> {
  const response = await send(pathOf(reference, 'cancellation'), reference, { reference }, operator);
  if (response.status === 409) return false;
  if (response.ok || response.status === 404) return true;
  throw unexpected(response, `cancellation of ${reference}`);
}

/**
 * What the operator has to report of an order so far. A call without a body signs its path.
 * @throws Error when the operator does not answer, or not as agreed, or speaks of something else
 */
export async function readProgress(reference: string, operator: PartnerLine): Promise<Progress> {
  const path = pathOf(reference, 'progress');
  const response = await answerOf(callSigned(path, path, { method: 'GET' }, operator));
  if (!response.ok) throw unexpected(response, `question for ${reference}`);
  const progress = Progress.parse(await response.json());
  const { itemCode, reports } = progress;
  if (reports.some((report) => report.reference !== reference || report.itemCode !== itemCode))
    throw new Error(`The postal operator reported something else than ${reference}`);
  return progress;
}
