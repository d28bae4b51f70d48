import * as z from 'zod';
import { ConsignmentReport } from '../consignment/report.ts';
import { callSigned, type PartnerLine, sendSigned } from '../partner-call.ts';
import { ItemCode } from '../shipment/item-code.ts';
import { ShipmentReport } from '../shipment/report.ts';
import type { ConsignmentOrder } from './consignment-order.ts';
import type { PostalOrder } from './order.ts';

/** What the operator answers to an order, the first time and every time after: it names the item that it takes. */
export const Accepted = z.object({ itemCode: ItemCode, acceptedAt: z.iso.datetime({ offset: true }) });

/** All that the operator has to report of an item, by the ids that its callbacks have. */
const progressOf = <Report extends z.ZodType<{ reference: string; itemCode: string }>>(report: Report) =>
  z.object({ itemCode: ItemCode, reports: z.array(report).max(60) });
export const Progress = progressOf(ShipmentReport);
export type Progress = z.infer<typeof Progress>;
export const CollectionProgress = progressOf(ConsignmentReport);

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

/** What the operator takes: orders to deliver, and consignments to collect. */
type Resource = 'orders' | 'consignments';

const pathOf = (resource: Resource, reference: string, ...parts: readonly string[]): string =>
  [`/v1/${resource}`, encodeURIComponent(reference), ...parts].join('/');

const unexpected = ({ status }: Response, what: string): Error =>
  new Error(`The postal operator answered ${status} to the ${what}`);

async function place(
  resource: Resource,
  order: PostalOrder | ConsignmentOrder,
  operator: PartnerLine,
): Promise<void> {
  const response = await send(`/v1/${resource}`, order.reference, order, operator);
  if (response.status === 409) throw new OrderConflict(order.reference);
  if (response.status === 400 || response.status === 422) throw new OrderRefused(order.reference);
  if (response.status !== 200 && response.status !== 201)
    throw unexpected(response, `order ${order.reference}`);
  const { itemCode } = Accepted.parse(await response.json());
  if (itemCode !== order.itemCode)
    throw new Error(`The postal operator accepted another item than ${order.itemCode}`);
}

/**
 * Places an order at the postal operator. Placing it again with the same reference changes nothing.
 * @throws OrderConflict when the reference was used for another order
 * @throws OrderRefused when the operator cannot work by what it says
 * @throws Error when the operator does not answer, or not as agreed: to be tried again
 */
export const placeOrder = (order: PostalOrder, operator: PartnerLine): Promise<void> =>
  place('orders', order, operator);

/**
 * Books the collection of papers at the postal operator. Booking it again with the same reference changes nothing.
 * @throws OrderConflict when the reference was used for another booking
 * @throws OrderRefused when the operator cannot work by what it says
 * @throws Error when the operator does not answer, or not as agreed: to be tried again
 */
export const bookCollection = (order: ConsignmentOrder, operator: PartnerLine): Promise<void> =>
  place('consignments', order, operator);

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
  const response = await send(
    pathOf('orders', reference, 'redelivery'),
    key,
    { reference, ...said },
    operator,
  );
  if (response.status === 409 || response.status === 422) return false;
  if (response.ok) return true;
  throw unexpected(response, `redelivery of ${reference}`);
}

const cancelAt =
  (resource: Resource) =>
  async (reference: string, operator: PartnerLine): Promise<boolean> => {
    const path = pathOf(resource, reference, 'cancellation');
    const response = await send(path, reference, { reference }, operator);
    if (response.status === 409) return false;
    if (response.ok || response.status === 404) return true;
    throw unexpected(response, `cancellation of ${reference}`);
  };

/**
 * Takes an order back. One that the operator never had is as good as taken back.
 * @returns false when the item was picked up already: it comes back by itself
 * @throws Error when the operator does not answer, or not as agreed: to be tried again
 */
export const cancelOrder = cancelAt('orders');

/**
 * Calls a collection off. One that the operator never heard of is as good as called off.
 * @returns false when the papers were collected already: they go on
 * @throws Error when the operator does not answer, or not as agreed: to be tried again
 */
export const cancelBooking = cancelAt('consignments');

/** A call without a body signs its path. */
async function progressAt<Report extends { reference: string; itemCode: string }>(
  resource: Resource,
  schema: z.ZodType<{ itemCode: string; reports: Report[] }>,
  reference: string,
  operator: PartnerLine,
): Promise<{ readonly itemCode: string; readonly reports: readonly Report[] }> {
  const path = pathOf(resource, reference, 'progress');
  const response = await answerOf(callSigned(path, path, { method: 'GET' }, operator));
  if (!response.ok) throw unexpected(response, `question for ${reference}`);
  const progress = schema.parse(await response.json());
  const { itemCode, reports } = progress;
  if (reports.some((report) => report.reference !== reference || report.itemCode !== itemCode))
    throw new Error(`The postal operator reported something else than ${reference}`);
  return progress;
}

/**
 * What the operator has to report of an order so far.
 * @throws Error when the operator does not answer, or not as agreed, or speaks of something else
 */
export const readProgress = (reference: string, operator: PartnerLine) =>
  progressAt('orders', Progress, reference, operator);

/**
 * The same of papers that it collects.
 * @throws Error when the operator does not answer, or not as agreed, or speaks of something else
 */
export const readCollectionProgress = (reference: string, operator: PartnerLine) =>
  progressAt('consignments', CollectionProgress, reference, operator);
