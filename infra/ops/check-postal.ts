import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { localDateOf, type Now, systemNow } from '../../shared/clock.ts';
import { callSigned, type PartnerLine, sendSigned } from '../../shared/partner-call.ts';
import { Accepted, CollectionProgress, Progress } from '../../shared/postal/client.ts';
import type { ConsignmentOrder } from '../../shared/postal/consignment-order.ts';
import type { PostalOrder } from '../../shared/postal/order.ts';
import { itemCodeOf } from '../../shared/shipment/item-code.ts';
import { ShipmentReport } from '../../shared/shipment/report.ts';
import { isSigned } from '../../shared/signature.ts';
import { postalContract } from '../partners/postal-contract.ts';
import { command, Unready, UsageError } from './command.ts';

/** The server of an operator, with what it has allotted for the check. */
export type Operator = {
  readonly url: string;
  readonly secret: string;
  /** Service indicator and first serial of three item codes that nobody has used. */
  readonly service: string;
  readonly first: number;
  /** Where it is to report to, and for how long it is waited for; without a port it is not asked to. */
  readonly reports?: { readonly port: number; readonly waitSeconds: number };
};

/** What is to be seen in an answer. @throws Error when it is not */
function require(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

async function answered(calling: Promise<Response>, ...statuses: readonly number[]): Promise<unknown> {
  const response = await calling;
  const body = await response.text();
  require(statuses.includes(
    response.status,
  ), `answered ${response.status} instead of ${statuses.join(' or ')}: ${body.slice(0, 200)}`);
  return body === '' ? undefined : JSON.parse(body);
}

/** The calls of one check, on an order of its own. */
class Customer {
  readonly #operator: Operator;
  readonly #now: Now;
  readonly order: PostalOrder;
  readonly booking: ConsignmentOrder;

  constructor(operator: Operator, now: Now) {
    this.#operator = operator;
    this.#now = now;
    this.order = {
      reference: `CHECK-${randomUUID().slice(0, 8)}-T1`,
      itemCode: itemCodeOf(operator.service, operator.first),
      dossierCode: 'H25.03-211010-0001',
      sender: { name: 'Sở Tư pháp', address: 'Đường Trần Phú, Thành phố Phủ Lý, Tỉnh Hà Nam' },
      receiver: {
        name: 'Nguyễn Thị Hoa',
        phone: '0912345678',
        address: 'Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam',
      },
      codAmountVnd: 0,
      description: 'Kết quả giải quyết hồ sơ H25.03-211010-0001',
    };
    const { sender, receiver } = this.order;
    this.booking = {
      reference: `${randomUUID()}-G1`,
      itemCode: itemCodeOf(operator.service, operator.first + 2),
      sender: receiver,
      receiver: sender,
      window: { day: localDateOf(now()), from: '13:30', until: '17:00' },
      papers: [{ paperId: 'application-form', name: 'Tờ khai', originals: 1, copies: 0 }],
    };
  }

  line(secondsAgo = 0): PartnerLine {
    const { url, secret } = this.#operator;
    return { url, secret, now: new Date(this.#now().getTime() - secondsAgo * 1000) };
  }

  place(order: object, line = this.line()): Promise<Response> {
    return sendSigned('/v1/orders', this.order.reference, order, line);
  }

  book(booking: object): Promise<Response> {
    return sendSigned('/v1/consignments', this.booking.reference, booking, this.line());
  }

  aboutBooking(reference: string): Promise<Response> {
    const path = `/v1/consignments/${reference}/cancellation`;
    return sendSigned(path, reference, { reference }, this.line());
  }

  progressOfBooking(reference: string): Promise<Response> {
    const path = `/v1/consignments/${reference}/progress`;
    return callSigned(path, path, { method: 'GET' }, this.line());
  }

  about(reference: string, what: 'cancellation' | 'redelivery', said: object): Promise<Response> {
    return sendSigned(`/v1/orders/${reference}/${what}`, reference, { reference, ...said }, this.line());
  }

  progressOf(reference: string): Promise<Response> {
    const path = `/v1/orders/${reference}/progress`;
    return callSigned(path, path, { method: 'GET' }, this.line());
  }
}

/** A report as it came. */
type Came = { readonly body: string; readonly isSigned: boolean };

/** Listens until two reports have come, and refuses the first, so that it must come again. @returns those that came */
async function listen({ secret, reports }: Operator, now: Now): Promise<readonly Came[]> {
  const came: Came[] = [];
  const { port = 0, waitSeconds = 0 } = reports ?? {};
  const enough = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    came.push({ body, isSigned: isSigned(secret, headers, body, now()) });
    response.writeHead(came.length === 1 ? 503 : 200).end();
    if (came.length === 2) enough.resolve();
  });
  const waiting = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, resolve));
    await Promise.race([enough.promise, sleep(waitSeconds * 1000, undefined, { signal: waiting.signal })]);
    return came;
  } finally {
    waiting.abort();
    server.close();
  }
}

type Check = {
  readonly name: string;
  readonly holds: (customer: Customer, operator: Operator, now: Now) => Promise<void>;
};

const unknown = 'CHECK-unknown-T1';

/** What is looked at, in this order: each stands on what the ones before it have left. */
const checks: readonly Check[] = [
  {
    name: 'refuses an order that is not signed, or by another key',
    holds: async (customer, { url }) => {
      const body = JSON.stringify(customer.order);
      await answered(fetch(`${url}/v1/orders`, { method: 'POST', body }), 401);
      await answered(customer.place(customer.order, { ...customer.line(), secret: 'another key' }), 401);
    },
  },
  {
    name: 'refuses a signature that is older than five minutes',
    holds: async (customer) => {
      await answered(customer.place(customer.order, customer.line(600)), 401);
    },
  },
  {
    name: 'refuses an order that lacks what is needed',
    holds: async (customer) => {
      const { receiver: _, ...lacking } = customer.order;
      await answered(customer.place(lacking), 400, 422);
    },
  },
  {
    name: 'takes an order, and names its item',
    holds: async (customer) => {
      const { itemCode } = Accepted.parse(await answered(customer.place(customer.order), 200, 201));
      require(itemCode === customer.order.itemCode, `took the item ${itemCode}`);
    },
  },
  {
    name: 'answers the same order again as at first',
    holds: async (customer) => {
      const first = await answered(customer.place(customer.order), 200);
      const again = await answered(customer.place(customer.order), 200);
      require(JSON.stringify(first) === JSON.stringify(again), 'answered otherwise');
    },
  },
  {
    name: 'refuses another order under the same reference',
    holds: async (customer) => {
      await answered(customer.place({ ...customer.order, codAmountVnd: 1000 }), 409);
    },
  },
  {
    name: 'refuses another order under the same item code',
    holds: async (customer) => {
      const reference = `${customer.order.reference}0`;
      const other = { ...customer.order, reference };
      await answered(sendSigned('/v1/orders', reference, other, customer.line()), 409);
    },
  },
  {
    name: 'takes another receiver as a revision, until the item is picked up',
    holds: async (customer) => {
      const receiver = { ...customer.order.receiver, phone: '0987654321' };
      Accepted.parse(await answered(customer.place({ ...customer.order, receiver, revision: 2 }), 200));
    },
  },
  {
    name: 'tells the progress of an order',
    holds: async (customer) => {
      const progress = Progress.parse(await answered(customer.progressOf(customer.order.reference), 200));
      require(progress.itemCode === customer.order.itemCode, `speaks of the item ${progress.itemCode}`);
      require(progress.reports.length === 0, 'has reports of an item that nobody has moved');
    },
  },
  {
    name: 'knows nothing of an order that it never had',
    holds: async (customer) => {
      await answered(customer.progressOf(unknown), 404);
      await answered(customer.about(unknown, 'cancellation', {}), 404);
    },
  },
  {
    name: 'refuses a redelivery of what has not failed',
    holds: async (customer) => {
      const { receiver, reference } = customer.order;
      await answered(customer.about(reference, 'redelivery', { afterAttempt: 1, receiver }), 409, 422);
    },
  },
  {
    name: 'takes an order back, as often as it is asked to',
    holds: async (customer, { service, first }) => {
      const reference = `${customer.order.reference}1`;
      const order = { ...customer.order, reference, itemCode: itemCodeOf(service, first + 1) };
      await answered(sendSigned('/v1/orders', reference, order, customer.line()), 201);
      await answered(customer.about(reference, 'cancellation', {}), 200);
      await answered(customer.about(reference, 'cancellation', {}), 200);
    },
  },
  {
    name: 'takes a booking to collect papers, and answers the same again as at first',
    holds: async (customer) => {
      const first = await answered(customer.book(customer.booking), 201);
      const again = await answered(customer.book(customer.booking), 200);
      require(JSON.stringify(first) === JSON.stringify(again), 'answered otherwise');
      const { itemCode } = Accepted.parse(first);
      require(itemCode === customer.booking.itemCode, `took the item ${itemCode}`);
    },
  },
  {
    name: 'refuses another booking under the same reference, and one that lacks what is needed',
    holds: async (customer) => {
      const { papers: _, ...lacking } = customer.booking;
      await answered(customer.book({ ...customer.booking, papers: [] }), 400, 409, 422);
      await answered(customer.book(lacking), 400, 422);
    },
  },
  {
    name: 'tells the progress of a booking, and calls it off, as often as it is asked to',
    holds: async (customer) => {
      const { reference, itemCode } = customer.booking;
      const progress = CollectionProgress.parse(await answered(customer.progressOfBooking(reference), 200));
      require(progress.itemCode === itemCode, `speaks of the item ${progress.itemCode}`);
      await answered(customer.aboutBooking(reference), 200);
      await answered(customer.aboutBooking(reference), 200);
      await answered(customer.aboutBooking(unknown), 404);
    },
  },
];

/** What only shows when somebody moves the item meanwhile: so it is asked for. */
const reporting: Check = {
  name: 'reports what happens to the item, signed, and again until that is taken, and tells it when asked',
  holds: async (customer, operator, now) => {
    const { reference, itemCode } = customer.order;
    const came = await listen(operator, now);
    require(came.length === 2, `reported ${came.length} times instead of once and once more`);
    const [first, again] = came.map(({ body }) => ShipmentReport.parse(JSON.parse(body)));
    require(first?.eventId === again?.eventId, 'reported again under another eventId');
    require(came.every((one) => one.isSigned), 'did not sign its report, or not by the shared key');
    require(first?.reference === reference && first.itemCode === itemCode, 'reported another item');
    const { reports } = Progress.parse(await answered(customer.progressOf(reference), 200));
    require(reports.some(
      ({ eventId }) => eventId === first.eventId,
    ), 'does not tell in its progress what it has reported');
  },
};

/** One thing that was looked at, and what is wrong with it, if anything is. */
export type Found = { readonly name: string; readonly fault: string | undefined };

/** Holds the server of an operator to the contract. @param show says what is waited for */
export async function checkOperator(
  operator: Operator,
  { now, show }: { readonly now: Now; readonly show: (progress: string) => void },
): Promise<readonly Found[]> {
  const customer = new Customer(operator, now);
  const found: Found[] = [];
  for (const { name, holds } of [...checks, ...(operator.reports ? [reporting] : [])]) {
    show(
      name === reporting.name ? `Move ${customer.order.itemCode} (${customer.order.reference}) now` : name,
    );
    const fault = await holds(customer, operator, now).then(
      () => undefined,
      (error: unknown) =>
        error instanceof z.ZodError
          ? `not as described: ${z.prettifyError(error)}`
          : error instanceof Error
            ? error.message
            : String(error),
    );
    found.push({ name, fault });
  }
  return found;
}

/** `npm run ops -- check-postal`: for an operator, whose server is held to what we rely on before it is let near a dossier. */
export const checkPostalCommand = command({
  summary: "Holds a postal operator's own server to the contract, or writes the contract as OpenAPI.",
  options: z.object({
    contract: z
      .string()
      .min(1)
      .optional()
      .describe('file to write the OpenAPI description to; nothing is called'),
    url: z.url().default('http://127.0.0.1:4804').describe("the operator's server"),
    secret: z.string().min(1).optional().describe('file that holds the shared key'),
    service: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .default('EB')
      .describe('service indicator of three unused item codes'),
    first: z.coerce.number().int().min(0).max(99_999_997).default(0).describe('serial of the first of them'),
    port: z.coerce
      .number()
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .describe('where it reports to here; else reports are not looked at'),
    wait: z.coerce.number().int().min(1).max(3600).default(600).describe('seconds to wait for a report'),
  }),
  run: async ({ contract, url, secret, service, first, port, wait }, show) => {
    if (contract !== undefined) {
      await writeFile(contract, `${JSON.stringify(postalContract(), undefined, 2)}\n`);
      return `Wrote ${contract}.`;
    }
    if (secret === undefined) throw new UsageError('--secret: the file that holds the shared key is needed');
    const operator = {
      ...{ url, service, first },
      secret: (await readFile(secret, 'utf8')).trim(),
      ...(port !== undefined && { reports: { port, waitSeconds: wait } }),
    };
    const found = await checkOperator(operator, { now: systemNow, show });
    const lines = found.map(({ name, fault }) =>
      fault === undefined ? `  ok    ${name}` : `  FAULT ${name}: ${fault}`,
    );
    const faults = found.filter(({ fault }) => fault !== undefined).length;
    const report = [...lines, `${found.length - faults} hold, ${faults} do not.`].join('\n');
    if (faults > 0) throw new Unready(report);
    return report;
  },
});
