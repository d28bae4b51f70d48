import { createHash } from 'node:crypto';
import * as z from 'zod';
import { systemNow, toInstant, withVietnamOffset } from '../../shared/clock.ts';
import type { ConsignmentReport } from '../../shared/consignment/report.ts';
import { postalDayFile } from '../../shared/payment/collection.ts';
import type { FailureReason, ShipmentReport } from '../../shared/shipment/report.ts';
import { isSigned } from '../../shared/signature.ts';
import { Mood } from './bank-deals.ts';
import { dayFileOf, movedOn } from './bank-files.ts';
import {
  type Collection,
  type CollectionMove,
  CollectionMoveRequest,
  Collections,
  nextCollectionReport,
} from './postal-collections.ts';
import {
  collectedBy,
  MoveRequest,
  type MoveStatus,
  nextReport,
  Order,
  OrderRequest,
  RedeliveryRequest,
} from './postal-orders.ts';
import { ordersPage } from './postal-pages.ts';
import { type Customer, Reporter } from './reporter.ts';
import { fieldsOf, type Routes, seeOther, serveRoutes } from './server.ts';
import { stateIn } from './state.ts';

/** How a report goes out, and what of it goes wrong. */
type Telling = {
  /** Reports it a second time after it was taken. */
  readonly duplicate?: boolean;
  /** Signs with another key, once: nothing of it is kept. */
  readonly wrongSignature?: boolean;
  /** Never reports it: only who asks for the progress learns it. */
  readonly forgotten?: boolean;
};

type MoveOptions = Telling & {
  /** Why a delivery failed; only and always with `DELIVERY_FAILED`. */
  readonly reason?: FailureReason;
  /** What it says that the receiver paid, whatever that was. */
  readonly collectedVnd?: number;
};

/** A report as it went out, and the status of each answer to it. */
type CollectOptions = Telling & Omit<CollectionMoveRequest, 'status'>;

type Sent<Report> = { readonly report: Report; readonly answers: readonly number[] };

/** A report, and whether the customer has taken it. */
type Entry<Report> = { readonly report: Report; acknowledged: boolean };

/** What becomes of a call: it is not done, or done and not told, and how it is answered. `undefined` leaves it alone. */
type Disturbance = (
  request: Request,
) => Promise<{ readonly done: boolean; readonly answer: Response } | undefined>;

/** The stand-in for the public postal operator, as it is played. */
type PostalOperator = {
  readonly routes: Routes;
  /** Oldest first. */
  orders(): readonly Order[];
  /** Those for one dossier. */
  find(dossierCode: string): readonly Order[];
  /** Moves an item and reports it, until the report is taken. @throws Error when there is no such order */
  move(reference: string, status: MoveStatus, options?: MoveOptions): Promise<Sent<ShipmentReport>>;
  /** What it is to collect, oldest first. */
  collections(): readonly Collection[];
  /** The same with papers that it collects. @throws Error when there is no such booking */
  collect(
    reference: string,
    status: CollectionMove,
    options?: CollectOptions,
  ): Promise<Sent<ConsignmentReport>>;
  /** Answers the next orders with this status instead of taking them. */
  fail(next: number, status: number): void;
  /** How it pays what it collected from now on: its batch of a day is whole, unless something else is said. */
  remit(file: Mood['file']): void;
  /** Answers calls as this says instead of as it should, whether it has done what was asked or not; nothing mends it. */
  disturb(disturbance: Disturbance | undefined): void;
  /** Reports nothing more. */
  hush(): void;
};

/** The same while it listens. */
export type PostalStandIn = PostalOperator & { readonly url: string; stop(): Promise<void> };

/** A postman needs more than the name of a commune: what stands before it. */
const canBeFound = (address: string): boolean => address.includes(',');

const refusal = (status: number, error: string): Response => Response.json({ error }, { status });

type PostalCustomer = Customer & {
  /** As whom it knows the customer. */
  readonly merchant?: string;
};

/**
 * Plays the operator: its API takes signed orders, its page moves them, and each move is reported, signed, to `callbackUrl`, in order
 * per item and again until it is taken.
 */
export function playPostal({
  callbackUrl,
  secret,
  merchant = 'HANAM',
  dataDirectory = 'memory',
  now = systemNow,
}: PostalCustomer): PostalOperator {
  const state = stateIn(dataDirectory, 'postal-orders.json');
  const kept = z.array(Order).parse(state.read() ?? []);
  const orders = new Map(kept.map((order) => [order.reference, order]));
  const failures: number[] = [];
  let disturbance: Disturbance | undefined;
  let batches: Mood['file'] = 'whole';
  const reporter = new Reporter(callbackUrl, now);
  const time = () => withVietnamOffset(toInstant(now()));
  const save = () => state.write([...orders.values()]);

  const collections = new Collections(stateIn(dataDirectory, 'postal-collections.json'), time);
  const saveAll = () => {
    save();
    collections.save();
  };

  const deliver = async (entry: Entry<ShipmentReport | ConsignmentReport>): Promise<readonly number[]> => {
    const answers = await reporter.deliver(entry.report, secret);
    entry.acknowledged = true;
    saveAll();
    return answers;
  };

  /** Keeps what happened, and tells it. */
  const tell = async <Report extends ShipmentReport | ConsignmentReport>(
    moves: Entry<Report>[],
    report: Report,
    { duplicate = false, wrongSignature = false, forgotten = false }: Telling,
  ): Promise<Sent<Report>> => {
    if (wrongSignature) return { report, answers: [await reporter.send(report, `not ${secret}`)] };
    const entry = { report, acknowledged: forgotten };
    moves.push(entry);
    saveAll();
    if (forgotten) return { report, answers: [] };
    const answers = await deliver(entry);
    return { report, answers: duplicate ? [...answers, await reporter.send(report, secret)] : answers };
  };

  const move = async (
    reference: string,
    status: MoveStatus,
    { reason, collectedVnd, ...telling }: MoveOptions = {},
  ): Promise<Sent<ShipmentReport>> => {
    const order = orders.get(reference);
    if (!order) throw new Error(`The postal stand-in has no order ${reference}`);
    const request = MoveRequest.parse({ status, ...(reason && { reason }) });
    const report = nextReport(order, request, time(), collectedVnd);
    if (status === 'DELIVERED' && order.codAmountVnd > 0 && !telling.wrongSignature)
      order.collectedAt ??= time();
    return tell(order.moves, report, telling);
  };

  const collect = async (
    reference: string,
    status: CollectionMove,
    { duplicate, wrongSignature, forgotten, ...said }: CollectOptions = {},
  ): Promise<Sent<ConsignmentReport>> => {
    const collection = collections.find(reference);
    if (!collection) throw new Error(`The postal stand-in has no booking ${reference}`);
    const report = nextCollectionReport(collection, CollectionMoveRequest.parse({ status, ...said }), time());
    const telling = {
      ...(duplicate && { duplicate }),
      ...(wrongSignature && { wrongSignature }),
      ...(forgotten && { forgotten }),
    };
    return tell(collection.moves, report, telling);
  };

  const isUsed = (itemCode: string): boolean =>
    [...orders.values(), ...collections.all()].some((one) => one.itemCode === itemCode);

  /** Answers what the customer signed, its body or else its path, unless the answer is to fail. */
  const authentic =
    (answer: (request: Request, body: string, reference: string, day: string) => Response) =>
    async (
      request: Request,
      { reference = '', day = '' }: Readonly<Record<string, string>>,
    ): Promise<Response> => {
      const failure = failures.shift();
      if (failure !== undefined) return refusal(failure, 'as asked for');
      const disturbed = await disturbance?.(request);
      const body = await request.text();
      const signed = request.method === 'GET' ? new URL(request.url).pathname : body;
      if (!isSigned(secret, Object.fromEntries(request.headers), signed, now()))
        return refusal(401, 'signature');
      if (disturbed && !disturbed.done) return disturbed.answer;
      const done = answer(request, body, reference, day);
      return disturbed?.answer ?? done;
    };

  const takeOrder = authentic((request, body) => {
    const asked = OrderRequest.safeParse(JSON.parse(body));
    if (!asked.success) return refusal(400, z.prettifyError(asked.error));
    const { reference, itemCode, revision = 1, receiver } = asked.data;
    if (request.headers.get('idempotency-key') !== reference)
      return refusal(400, 'the Idempotency-Key is to be the reference');
    const bodySha256 = createHash('sha256').update(body).digest('hex');
    const known = orders.get(reference);
    const isSame = known?.bodySha256 === bodySha256;
    if (known?.itemCode !== itemCode && isUsed(itemCode))
      return refusal(409, 'this item code has another order');
    if (known && known.itemCode !== itemCode) return refusal(409, 'this reference has another item code');
    if (known && !isSame && revision <= (known.revision ?? 1))
      return refusal(409, 'this reference has another order');
    if (known && !isSame && (known.moves.length > 0 || known.cancelledAt))
      return refusal(409, 'it was picked up');
    if (!canBeFound(receiver.address)) return refusal(422, 'the address is incomplete');
    const { acceptedAt, redeliveries, moves } = known ?? {
      acceptedAt: time(),
      redeliveries: [],
      moves: [],
    };
    orders.set(
      reference,
      known && isSame ? known : { ...asked.data, bodySha256, acceptedAt, redeliveries, moves },
    );
    save();
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

  const takeRedelivery = authentic((_request, body, reference) => {
    const order = orders.get(reference);
    if (!order) return refusal(404, 'no such order');
    const asked = RedeliveryRequest.safeParse(JSON.parse(body));
    if (!asked.success) return refusal(400, z.prettifyError(asked.error));
    const { afterAttempt, receiver } = asked.data;
    if (order.redeliveries.includes(afterAttempt)) return Response.json({ afterAttempt });
    if (order.moves.at(-1)?.report.status !== 'DELIVERY_FAILED')
      return refusal(409, 'it is not there any more');
    order.receiver = receiver;
    order.redeliveries.push(afterAttempt);
    save();
    return Response.json({ afterAttempt });
  });

  const tellProgress = authentic((_request, _body, reference) => {
    const order = orders.get(reference);
    if (!order) return refusal(404, 'no such order');
    const { itemCode, moves } = order;
    return Response.json({ itemCode, reports: moves.map(({ report }) => report) });
  });

  /** What it collected on a day (`yyyyMMdd`), as its batch of that day has it; nothing where there is to be no batch. */
  const batchOf = (day: string) => movedOn([...orders.values()].flatMap(collectedBy), day, batches);

  const tellRemitted = authentic((_request, _body, _reference, day) => {
    const moved = batchOf(day);
    return moved
      ? new Response(dayFileOf(postalDayFile, moved, { merchant, day, secret }))
      : refusal(404, 'none so far');
  });

  const takeMood = async (request: Request) => {
    const asked = z.object({ file: Mood.shape.file }).safeParse(await fieldsOf(request));
    if (!asked.success) return refusal(400, z.prettifyError(asked.error));
    batches = asked.data.file;
    return request.headers.get('accept')?.includes('text/html') ? seeOther('/') : Response.json(asked.data);
  };

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

  const takeCollectionMove = async (
    request: Request,
    { reference = '' }: Readonly<Record<string, string>>,
  ) => {
    const asked = CollectionMoveRequest.safeParse(await fieldsOf(request));
    if (!asked.success) return refusal(400, z.prettifyError(asked.error));
    if (!collections.find(reference)) return refusal(404, 'no such booking');
    const { status, ...said } = asked.data;
    collect(reference, status, said).catch(() => {});
    return request.headers.get('accept')?.includes('text/html')
      ? seeOther('/')
      : new Response(null, { status: 202 });
  };

  for (const { moves } of [...orders.values(), ...collections.all()])
    for (const unsent of moves.filter(({ acknowledged }) => !acknowledged)) deliver(unsent).catch(() => {});

  const routes: Routes = {
    'GET /': () => ordersPage([...orders.values()], collections.all()),
    'POST /v1/orders': takeOrder,
    'GET /v1/orders': () => Response.json([...orders.values()]),
    'GET /v1/orders/:reference': (_, { reference = '' }) => {
      const order = orders.get(reference);
      return order ? Response.json(order) : refusal(404, 'no such order');
    },
    'GET /v1/orders/:reference/progress': tellProgress,
    'POST /v1/orders/:reference/cancellation': takeCancellation,
    'POST /v1/orders/:reference/redelivery': takeRedelivery,
    'POST /v1/orders/:reference/moves': takeMove,
    'POST /v1/consignments': authentic((request, body) => collections.take(request, body, isUsed)),
    'GET /v1/consignments': () => Response.json(collections.all()),
    'GET /v1/consignments/:reference': (_, { reference = '' }) => {
      const found = collections.find(reference);
      return found ? Response.json(found) : refusal(404, 'no such booking');
    },
    'GET /v1/consignments/:reference/progress': authentic((_request, _body, reference) =>
      collections.progress(reference),
    ),
    'POST /v1/consignments/:reference/cancellation': authentic((_request, _body, reference) =>
      collections.cancel(reference),
    ),
    'POST /v1/consignments/:reference/moves': takeCollectionMove,
    'GET /reconciliation/:merchant/:day.txt': tellRemitted,
    'GET /v1/batches/:day': (_, { day = '' }) => Response.json(batchOf(day) ?? []),
    'POST /mood': takeMood,
  };
  return {
    routes,
    orders: () => structuredClone([...orders.values()]),
    find: (dossierCode) =>
      structuredClone([...orders.values()].filter((order) => order.dossierCode === dossierCode)),
    move,
    collections: () => structuredClone([...collections.all()]),
    collect,
    fail: (next, status) => {
      failures.push(...Array<number>(next).fill(status));
    },
    remit: (file) => {
      batches = file;
    },
    disturb: (asked) => {
      disturbance = asked;
    },
    hush: () => reporter.stop(),
  };
}

/** Starts the stand-in on the loopback address. */
export async function startPostal({
  port,
  ...customer
}: PostalCustomer & { readonly port: number }): Promise<PostalStandIn> {
  const postal = playPostal(customer);
  const { url, close } = await serveRoutes(port, postal.routes);
  return {
    ...postal,
    url,
    stop: async () => {
      postal.hush();
      await close();
    },
  };
}
