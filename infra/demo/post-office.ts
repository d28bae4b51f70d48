import * as z from 'zod';
import type { FailureReason } from '../../shared/shipment/report.ts';
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

/** Moves an item as a postal clerk does, and waits until its report has been taken. */
export async function move(
  postalUrl: string,
  reference: string,
  status: MoveStatus,
  reason?: FailureReason,
): Promise<void> {
  const url = `${postalUrl}/v1/orders/${encodeURIComponent(reference)}`;
  const before = Order.parse(await (await fetch(url)).json()).moves.length;
  const { status: answer } = await fetch(`${url}/moves`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status, ...(reason && { reason }) }),
  });
  if (answer !== 202) throw new Error(`the postal operator answered ${answer} to ${status}`);
  await until(`the report ${status} to be taken`, async () => {
    const { moves } = Order.parse(await (await fetch(url)).json());
    return moves.length > before && moves.every(({ acknowledged }) => acknowledged) ? true : undefined;
  });
}
