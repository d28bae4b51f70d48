import * as z from 'zod';
import type { LocalDate } from '../../shared/clock.ts';
import { dayStamp } from '../../shared/payment/day-file.ts';
import type { FailureReason } from '../../shared/shipment/report.ts';
import { Collection, type CollectionMoveRequest } from '../partners/postal-collections.ts';
import { type MoveStatus, Order } from '../partners/postal-orders.ts';
import { until } from './until.ts';

/** The operator's order for a dossier, once it has come. */
export const orderFor = (postalUrl: string, dossierCode: string): Promise<Order> =>
  until(`a postal order for ${dossierCode}`, async () => {
    const orders = z.array(Order).parse(await (await fetch(`${postalUrl}/v1/orders`)).json());
    const found = orders.filter((order) => order.dossierCode === dossierCode);
    if (found.length > 1) throw new Error(`${found.length} postal orders came for ${dossierCode}`);
    return found[0];
  });

/** The operator's booking to collect papers of a draft, once it has come: within a minute, by the clock. */
export const bookingFor = (postalUrl: string, reference: string): Promise<Collection> =>
  until(
    `the booking ${reference}`,
    async () => {
      const answer = await fetch(`${postalUrl}/v1/consignments/${encodeURIComponent(reference)}`);
      return answer.ok ? Collection.parse(await answer.json()) : undefined;
    },
    90,
  );

/** What the operator collected on a day and pays by its batch of it, by our references, so far. */
export const batchOf = async (postalUrl: string, day: LocalDate) =>
  z
    .array(z.object({ reference: z.string(), transaction: z.string(), amountVnd: z.int() }))
    .parse(await (await fetch(`${postalUrl}/v1/batches/${dayStamp(day)}`)).json());

/** How far what the operator has to report of something was taken. */
const Moves = z.object({ moves: z.array(z.object({ acknowledged: z.boolean() })) });

/** Moves something as a postal clerk does, and waits until the report of it has been taken. */
async function moveAt(url: string, said: { readonly status: string }): Promise<void> {
  const { status } = said;
  const before = Moves.parse(await (await fetch(url)).json()).moves.length;
  const { status: answer } = await fetch(`${url}/moves`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(said),
  });
  if (answer !== 202) throw new Error(`the postal operator answered ${answer} to ${status}`);
  await until(`the report ${status} to be taken`, async () => {
    const { moves } = Moves.parse(await (await fetch(url)).json());
    return moves.length > before && moves.every(({ acknowledged }) => acknowledged) ? true : undefined;
  });
}

/** Moves an item that is delivered. */
export const move = (
  postalUrl: string,
  reference: string,
  status: MoveStatus,
  reason?: FailureReason,
): Promise<void> =>
  moveAt(`${postalUrl}/v1/orders/${encodeURIComponent(reference)}`, { status, ...(reason && { reason }) });

/** The same with papers that are collected. */
export const collect = (postalUrl: string, reference: string, said: CollectionMoveRequest): Promise<void> =>
  moveAt(`${postalUrl}/v1/consignments/${encodeURIComponent(reference)}`, said);
