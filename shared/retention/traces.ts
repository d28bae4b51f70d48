import * as z from 'zod';
import { type LocalDate, localDateOf } from '../clock.ts';
import { destroyVersions, loadVersions } from '../document/erasing.ts';
import type { EventName } from '../dossier/events.ts';
import { Logged, linkOf } from '../event/chain.ts';
import { eventType } from '../event/envelope.ts';
import { readKept } from '../event/outbox.ts';
import { withoutReceiver, withoutSender } from '../hand-over/hand-over.ts';
import { loadHandOver, putChanged } from '../hand-over/store.ts';
import { Attempt } from '../payment/attempt.ts';
import { Payment } from '../payment/payment.ts';
import { type KeptCopy, loadHandOverSheets, loadRegistersOf } from '../sheets/copies.ts';
import { loadItems } from '../table/batch.ts';
import { dropAll } from '../table/drop-all.ts';
import {
  ATTEMPT_PREFIX,
  CONSIGNMENT_PREFIX,
  EVENT_PREFIX,
  PAYMENT_PREFIX,
  SHIPMENT_PREFIX,
} from '../table/keys.ts';
import { commit, type Item } from '../table/transaction.ts';
import { leadsTo } from '../transfer/leads.ts';

const RECEPTION = eventType('dossier.received' satisfies EventName);

const HandedOver = z.object({ handOver: z.string().optional() });

const partsOf = (items: readonly Item[], prefix: string): readonly Item[] =>
  items.filter(({ SK }) => String(SK).startsWith(prefix));

/** The hand-over records in which shipments and consignments of a dossier stand. */
const recordsOf = (items: readonly Item[]): readonly string[] => [
  ...new Set(
    [SHIPMENT_PREFIX, CONSIGNMENT_PREFIX]
      .flatMap((prefix) => partsOf(items, prefix))
      .flatMap((item) => HandedOver.parse(item).handOver ?? []),
  ),
];

/** The local days on whose register a dossier stands. */
const receptionsOf = (items: readonly Item[]): readonly LocalDate[] =>
  partsOf(items, EVENT_PREFIX)
    .map((item) => Logged.parse(item))
    .filter(({ event }) => readKept(event).type === RECEPTION)
    .map((entry) => localDateOf(new Date(linkOf(entry).time)));

/** What is kept was a copy: it is made again without the dossier when somebody asks for it. */
async function destroyCopies(copies: readonly KeptCopy[]): Promise<void> {
  for (const { key, objectKey } of copies) {
    await destroyVersions(await loadVersions([objectKey]));
    await commit(dropAll([key]));
  }
}

/** The record of what went over stays, without whom this dossier's was for or came from. */
async function forgetPersons(agency: string, record: string, dossierId: string): Promise<void> {
  const before = await loadHandOver(agency, record);
  const lines = before.lines.map((line) => (line.dossierId === dossierId ? withoutReceiver(line) : line));
  const arrivals = before.arrivals.map((one) => (one.dossierId === dossierId ? withoutSender(one) : one));
  await commit([putChanged(before, { ...before, version: before.version + 1, lines, arrivals })]);
  await destroyCopies(await loadHandOverSheets(agency, record));
}

/** What leads to the money of a dossier, and what came by transfer: with what its payer wrote. */
async function forgetMoney(dossierId: string, items: readonly Item[]): Promise<void> {
  const payments = partsOf(items, PAYMENT_PREFIX).map((item) => Payment.parse(item));
  const attempts = partsOf(items, ATTEMPT_PREFIX).map((item) => Attempt.parse(item));
  const left = await loadItems(await leadsTo(dossierId, payments, attempts));
  if (left.length > 0) await commit(dropAll(left));
}

/**
 * Takes whom a dossier is about out of what stands elsewhere. Its own items lead there, so this comes before they go.
 * @param items all that stand in its partition
 */
export async function forgetElsewhere(
  { agency, dossierId }: { readonly agency: string; readonly dossierId: string },
  items: readonly Item[],
): Promise<void> {
  await forgetMoney(dossierId, items);
  for (const record of recordsOf(items)) await forgetPersons(agency, record, dossierId);
  for (const day of receptionsOf(items)) await destroyCopies(await loadRegistersOf(agency, day));
}
