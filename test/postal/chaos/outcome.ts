import * as z from 'zod';
import { localDateOf, systemNow } from '../../../shared/clock.ts';
import { addDays } from '../../../shared/deadline/calendar.ts';
import type { Filed } from '../../../shared/dossier/dossier.ts';
import { loadFiledFile } from '../../../shared/dossier/store.ts';
import { readKept } from '../../../shared/event/outbox.ts';
import { loadFeeReceipts } from '../../../shared/fee-receipt/store.ts';
import { type Owed, owedFor } from '../../../shared/payment/owed.ts';
import { loadReconciliations } from '../../../shared/payment/reconciliation.ts';
import { loadPaying } from '../../../shared/payment/store.ts';
import { loadPools } from '../../../shared/shipment/pool.ts';
import { isFinal } from '../../../shared/shipment/status.ts';
import { dossierPK, EVENT_PREFIX } from '../../../shared/table/keys.ts';
import { queryItems } from '../../../shared/table/query.ts';
import type { Fate } from './clerk.ts';
import type { World } from './world.ts';

/** What came of all results. Every number but those of what came of them is to be 0. */
export type Outcome = {
  readonly results: number;
  /** By what became of them at the operator, as our side has it. */
  readonly came: Readonly<Record<Fate['name'] | 'not ordered', number>>;
  /** Of what the post was to collect, in đồng: what it did by our book, what of that it paid, and what it owes. */
  readonly fees: Omit<Owed, 'days'> & { readonly settled: number; readonly disputed: number };
  readonly wrong: {
    readonly doubleOrders: number;
    readonly doubleItemCodes: number;
    /** Taken from the pools, and on no shipment. */
    readonly lostItemCodes: number;
    readonly stuckWithoutTask: number;
    readonly otherThanAtTheOperator: number;
    readonly returnsMisjudged: number;
    readonly eventsMissingOrDouble: number;
    readonly reportsKeptTwice: number;
    /** Collected, and neither settled nor on record for the desk to clear up; or settled without a receipt, or more than one. */
    readonly feesForgotten: number;
    readonly feesWithoutReceipt: number;
    /** By how much our book of the post differs from what is paid by its shipments, in đồng. */
    readonly booksApartVnd: number;
  };
};

const Row = z.object({ SK: z.string(), event: z.string().optional(), effect: z.string().optional() });
const Told = z.object({ sequence: z.int(), type: z.string() });

async function rowsOf({ id }: Filed) {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :dossier',
    ExpressionAttributeValues: { ':dossier': dossierPK(id) },
  });
  return items.map((item) => Row.parse(item));
}

/** The events of a dossier are 6, 7, 8 …, it is returned and ordered once at most, and moves no oftener than its item. */
function hasSoundEvents(rows: readonly z.infer<typeof Row>[], lastEvent: number, moves: number): boolean {
  const told = rows
    .filter(({ SK }) => SK.startsWith(EVENT_PREFIX))
    .map(({ event = '' }) => Told.parse(readKept(event)));
  const inOrder = told.every(({ sequence }, place) => sequence === place + 6);
  const count = (name: string) => told.filter(({ type }) => type.includes(name)).length;
  const isOnce = ['dossier.returned', 'shipment.ordered', 'dossier.payment-recorded'].every(
    (name) => count(name) <= 1,
  );
  return inOrder && isOnce && count('shipment.moved') <= moves && told.length === lastEvent - 5;
}

/** The operator, and what became of an item there. */
type Operated = {
  readonly postal: World['postal'];
  readonly fateOf: (reference: string) => Fate | undefined;
  /** Item codes of what is no result. */
  readonly itemCodes: readonly string[];
};

/** What of one result is wrong, and what came of it. */
async function look(dossier: Filed, { postal, fateOf }: Omit<Operated, 'itemCodes'>) {
  const { dossier: now, shipments, payments } = await loadFiledFile(dossier.id);
  const { attempts } = await loadPaying(dossier.id);
  const receipts = await loadFeeReceipts(dossier.id);
  const rows = await rowsOf(dossier);
  const [shipment] = shipments;
  if (!shipment) throw new Error(`${dossier.code} has no shipment`);
  const orders = postal.find(dossier.code);
  const [order] = orders;
  const status = order?.moves.at(-1)?.report.status ?? (order ? 'REQUESTED' : 'INTENDED');
  const fate = order && fateOf(order.reference);
  const early =
    fate?.name === 'sent back early' ? true : fate?.name === 'sent back by law' ? false : undefined;
  const reports = rows.filter(({ SK }) => SK.startsWith('REPORT#')).map(({ SK }) => SK);
  return {
    came: fate?.name ?? ('not ordered' as const),
    itemCode: shipment.itemCode,
    doubleOrder: orders.length > 1 || shipments.length > 1,
    stuck: !isFinal(shipment.status) && now.attention === undefined,
    other:
      shipment.status !== status ||
      (order !== undefined && shipment.itemCode !== order.itemCode) ||
      (now.status === 'returned') !== (status === 'DELIVERED' && now.collection === undefined),
    misjudged: shipment.returnedEarly !== early,
    unsound: !hasSoundEvents(rows, now.lastEvent, order?.moves.length ?? 0),
    settled: payments.some(({ state }) => state === 'paid'),
    disputed: attempts.some(({ difference }) => difference !== undefined),
    paidVnd: attempts.reduce((sum, { paid }) => sum + (paid?.amountVnd ?? 0), 0),
    forgotten: order?.collectedAt !== undefined && attempts.length !== 1,
    withoutReceipt: receipts.length !== payments.filter(({ state }) => state === 'paid').length,
    keptTwice: reports.length > 2 * (order?.moves.length ?? 0),
  };
}

export async function outcomeOf(
  dossiers: readonly Filed[],
  operated: Operated,
  allOf: <T, R>(those: readonly T[], one: (of: T) => Promise<R>) => Promise<R[]>,
): Promise<Outcome> {
  const seen = await allOf(dossiers, (dossier) => look(dossier, operated));
  const count = (is: (one: (typeof seen)[number]) => boolean) => seen.filter(is).length;
  const came = (name: (typeof seen)[number]['came']) => count((one) => one.came === name);
  const codes = [...seen.flatMap(({ itemCode }) => itemCode ?? []), ...operated.itemCodes];
  const today = localDateOf(systemNow());
  const days = Array.from({ length: 31 }, (_, place) => addDays(today, place - 30));
  const { days: _, ...owed } = await owedFor(
    days,
    await loadReconciliations('postal', addDays(today, -30), today),
  );
  const taken = (await loadPools()).reduce((sum, pool) => sum + pool.taken, 0);
  return {
    results: dossiers.length,
    came: {
      delivered: came('delivered'),
      'sent back by law': came('sent back by law'),
      'sent back early': came('sent back early'),
      lost: came('lost'),
      forgotten: came('forgotten'),
      'not ordered': came('not ordered'),
    },
    fees: {
      settled: count(({ settled }) => settled),
      disputed: count(({ disputed }) => disputed),
      ...owed,
    },
    wrong: {
      doubleOrders: count(({ doubleOrder }) => doubleOrder),
      doubleItemCodes: codes.length - new Set(codes).size,
      lostItemCodes: taken - codes.length,
      stuckWithoutTask: count(({ stuck }) => stuck),
      otherThanAtTheOperator: count(({ other }) => other),
      returnsMisjudged: count(({ misjudged }) => misjudged),
      eventsMissingOrDouble: count(({ unsound }) => unsound),
      reportsKeptTwice: count(({ keptTwice }) => keptTwice),
      feesForgotten: count(({ forgotten }) => forgotten),
      feesWithoutReceipt: count(({ withoutReceipt }) => withoutReceipt),
      booksApartVnd: owed.collectedVnd - seen.reduce((sum, { paidVnd }) => sum + paidVnd, 0),
    },
  };
}
