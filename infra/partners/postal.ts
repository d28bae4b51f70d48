import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Now, systemNow, toInstant, withVietnamOffset } from '../../shared/clock.ts';
import type { FailureReason, ShipmentReport } from '../../shared/shipment/shipment.ts';
import { isSigned } from '../../shared/signature.ts';
import {
  itemCodeOf,
  MoveRequest,
  type MoveStatus,
  nextReport,
  Order,
  OrderRequest,
} from './postal-orders.ts';
import { ordersPage } from './postal-pages.ts';
import { Reporter } from './reporter.ts';
import { fieldsOf, seeOther, serveRoutes } from './server.ts';
import { stateIn } from './state.ts';

type MoveOptions = {
  /** Why a delivery failed; only and always with `DELIVERY_FAILED`. */
  readonly reason?: FailureReason;
  /** Reports it a second time after it was taken. */
  readonly duplicate?: boolean;
  /** Signs with another key, once: nothing of it is kept. */
  readonly wrongSignature?: boolean;
};

/** A report as it went out, and the status of each answer to it. */
type Sent = { readonly report: ShipmentReport; readonly answers: readonly number[] };

/** The stand-in for the public postal operator. */
export type PostalStandIn = {
  readonly url: string;
  /** Oldest first. */
  orders(): readonly Order[];
  /** Moves an item and reports it, until the report is taken. @throws Error when there is no such order */
  move(reference: string, status: MoveStatus, options?: MoveOptions): Promise<Sent>;
  /** Answers the next orders with this status instead of taking them. */
  fail(next: number, status: number): void;
  stop(): Promise<void>;
};

const refusal = (status: number, error: string): Response => Response.json({ error }, { status });

/**
 * Starts the stand-in on the loopback address: its API takes signed orders, its page moves them, and each move is
 * reported, signed, to `callbackUrl`, in order per item and again until it is taken.
 *
 * @param secret key shared with the customer
 * @param dataDirectory where orders stay between runs, or `memory`
 */
export async function startPostal({
  port,
  callbackUrl,
  secret,
  dataDirectory = 'memory',
  now = systemNow,
}: {
  readonly port: number;
  readonly callbackUrl: string;
  readonly secret: string;
  readonly dataDirectory?: string;
  readonly now?: Now;
}): Promise<PostalStandIn> {
  const state = stateIn(dataDirectory, 'postal-orders.json');
  const kept = z.array(Order).parse(state.read() ?? []);
  const orders = new Map(kept.map((order) => [order.reference, order]));
  const failures: number[] = [];
  const reporter = new Reporter(callbackUrl, now);
  const time = () => withVietnamOffset(toInstant(now()));
  const save = () => state.write([...orders.values()]);

  const deliver = async (entry: Order['moves'][number]): Promise<readonly number[]> => {
    const answers = await reporter.deliver(entry.report, secret);
    entry.acknowledged = true;
    save();
    return answers;
  };

  const move = async (reference: string, status: MoveStatus, options: MoveOptions = {}): Promise<Sent> => {
    const { reason, duplicate = false, wrongSignature = false } = options;
    const order = orders.get(reference);
    if (!order) throw new Error(`The postal stand-in has no order ${reference}`);
    const request = MoveRequest.parse({ status, ...(reason && { reason }) });
    const report = nextReport(order, request, time());
    if (wrongSignature) return { report, answers: [await reporter.send(report, `not ${secret}`)] };
    const entry = { report, acknowledged: false };
    order.moves.push(entry);
    save();
    const answers = await deliver(entry);
    return { report, answers: duplicate ? [...answers, await reporter.send(report, secret)] : answers };
  };

  /** Answers what the customer signed, unless the answer is to fail. */
  const authentic =
    (answer: (request: Request, body: string, reference: string) => Response) =>
    async (request: Request, { reference = '' }: Readonly<Record<string, string>>): Promise<Response> => {
      const failure = failures.shift();
      if (failure !== undefined) return refusal(failure, 'as asked for');
      const body = await request.text();
      return isSigned(secret, Object.fromEntries(request.headers), body, now())
        ? answer(request, body, reference)
        : refusal(401, 'signature');
    };

  const takeOrder = authentic((request, body) => {
    const asked = OrderRequest.safeParse(JSON.parse(body));
    if (!asked.success) return refusal(400, z.prettifyError(asked.error));
    const { reference } = asked.data;
    if (request.headers.get('idempotency-key') !== reference)
      return refusal(400, 'the Idempotency-Key is to be the reference');
    const bodySha256 = createHash('sha256').update(body).digest('hex');
    const known = orders.get(reference);
    if (known && known.bodySha256 !== bodySha256) return refusal(409, 'this reference has another order');
    const order = known ?? {
      ...asked.data,
      bodySha256,
      itemCode: itemCodeOf(orders.size),
      acceptedAt: time(),
      moves: [],
    };
    orders.set(reference, order);
    save();
    const { itemCode, acceptedAt } = order;
    return Response.json({ itemCode, acceptedAt }, { status: known ? 200 : 201 });
  });

  const takeCancellation = authentic((_request, _body, reference) => {
    const order = orders.get(reference);
    if (!order) return refusal(404, 'no such order');
    if (order.moves.length > 0) return refusal(409, 'it was picked up');
    order.cancelledAt ??= time();
    save();
    return Response.json({ cancelledAt: order.cancelledAt });
  });

  const takeMove = async (request: Request, { reference = '' }: Readonly<Record<string, string>>) => {
    const asked = MoveRequest.safeParse(await fieldsOf(request));
    if (!asked.success) return refusal(400, z.prettifyError(asked.error));
    if (!orders.has(reference)) return refusal(404, 'no such order');
    const { status, reason } = asked.data;
    // The clerk does not wait for the customer; a stop in between is made up for at the next start.
    move(reference, status, { reason }).catch(() => {});
    return request.headers.get('accept')?.includes('text/html')
      ? seeOther('/')
      : new Response(null, { status: 202 });
  };

  for (const { moves } of orders.values())
    for (const unsent of moves.filter(({ acknowledged }) => !acknowledged)) deliver(unsent).catch(() => {});

  const server = await serveRoutes(port, {
    'GET /': () => ordersPage([...orders.values()]),
    'POST /v1/orders': takeOrder,
    'GET /v1/orders': () => Response.json([...orders.values()]),
    'GET /v1/orders/:reference': (_, { reference = '' }) => {
      const order = orders.get(reference);
      return order ? Response.json(order) : refusal(404, 'no such order');
    },
    'POST /v1/orders/:reference/cancellation': takeCancellation,
    'POST /v1/orders/:reference/moves': takeMove,
  });
  return {
    url: server.url,
    orders: () => structuredClone([...orders.values()]),
    move,
    fail: (next, status) => {
      failures.push(...Array<number>(next).fill(status));
    },
    stop: async () => {
      reporter.stop();
      await server.close();
    },
  };
}
