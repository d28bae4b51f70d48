import * as z from 'zod';
import { type Instant, LocalDate, localDateOf } from '../clock.ts';
import { revenuePK, takingKey, takingsOf } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import type { Item, Write } from '../table/transaction.ts';
import type { FeeReceipt } from './fee-receipt.ts';

/** What an agency took of one line of fees on one local day, in đồng and in receipts. */
const Taking = z.object({
  v: z.literal(1),
  issuedVnd: z.int().default(0),
  issued: z.int().default(0),
  /** Of receipts that ended on this day, whenever they were issued: the book of a day that is over stays as it is. */
  endedVnd: z.int().default(0),
  ended: z.int().default(0),
  /** Of what is left, through a provider. */
  onlineVnd: z.int().default(0),
});

type Line = FeeReceipt['lines'][number];
type Counts = Readonly<Record<string, number>>;

const brought = ({ amountVnd }: Line): Counts => ({ issuedVnd: amountVnd, issued: 1 });
const takenAway = ({ amountVnd }: Line): Counts => ({ endedVnd: amountVnd, ended: 1 });

/** Adds to the book of a day what follows from each line of a receipt. */
const booked = (
  { agency, procedure, lines }: FeeReceipt,
  at: Instant,
  countsOf: (line: Line) => Counts,
): readonly Write[] =>
  lines.map((line) => ({
    add: { ...takingKey(agency, localDateOf(at), procedure.code, line.id), v: 1 },
    counts: countsOf(line),
  }));

/** What a receipt brings on its day: written in the transaction that issues it. */
export const revenueIssued = (receipt: FeeReceipt): readonly Write[] =>
  booked(receipt, receipt.issuedAt, (line) => ({
    ...brought(line),
    ...(receipt.online && { onlineVnd: line.amountVnd }),
  }));

/** What a receipt takes away when its money goes back. */
export const revenueCancelled = (receipt: FeeReceipt, at: Instant): readonly Write[] =>
  booked(receipt, at, (line) => ({
    ...takenAway(line),
    ...(receipt.online && { onlineVnd: -line.amountVnd }),
  }));

/** What the one before takes away, and its successor brings again: a transaction may touch an item once only. */
export const revenueReplaced = (successor: FeeReceipt): readonly Write[] =>
  booked(successor, successor.issuedAt, (line) => ({ ...brought(line), ...takenAway(line) }));

/** A line of the book: whose, of which day, and of what. */
export type Booked = Omit<z.infer<typeof Taking>, 'v'> & {
  readonly agency: string;
  readonly day: LocalDate;
  readonly procedureCode: string;
  readonly lineId: string;
};

function bookedBy(agency: string, item: Item): Booked {
  const [, day, procedureCode = '', lineId = ''] = z.string().parse(item.SK).split('#');
  const { v: _, ...taking } = Taking.parse(item);
  return { agency, day: LocalDate.parse(day), procedureCode, lineId, ...taking };
}

/** The book of an agency from one local day to another, both included, by day, procedure and line. */
export async function loadRevenue(
  agency: string,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<readonly Booked[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :book AND SK BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':book': revenuePK(agency),
      ':from': takingsOf(from),
      ':to': `${takingsOf(to)}~`,
    },
  });
  return items.map((item) => bookedBy(agency, item));
}
