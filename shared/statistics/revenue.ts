import * as z from 'zod';
import { feeLineOf } from '../fee/tariff.ts';
import { NAMED_LINE } from '../fee-receipt/fee-receipt.ts';
import type { Booked } from '../fee-receipt/revenue.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { KeptText, type Text } from '../text.ts';

const sums = {
  issuedVnd: z.int(),
  issued: z.int(),
  endedVnd: z.int(),
  ended: z.int(),
  /** What is left: of what was issued, less what ended. */
  netVnd: z.int(),
  /** Of it, through providers. */
  onlineVnd: z.int(),
};

/** What one agency took of one line of fees on one day. */
export const RevenueRow = z.object({
  day: z.iso.date(),
  agency: z.string(),
  procedureCode: z.string(),
  line: z.object({ id: z.string(), name: KeptText }),
  ...sums,
});
export type RevenueRow = z.infer<typeof RevenueRow>;

/** All of it. A receipt has one line or more: how many there are is not their sum. */
export const RevenueTotal = z.object(sums).omit({ issued: true, ended: true });

/** Procedures by their codes. */
type Catalogue = ReadonlyMap<string, Procedure>;

/** A line that no tariff knows any more keeps its id. */
const nameOf = ({ procedureCode, lineId }: Booked, catalogue: Catalogue): Text =>
  (lineId === NAMED_LINE.id ? NAMED_LINE.name : feeLineOf(catalogue.get(procedureCode), lineId)?.name) ?? {
    vi: lineId,
    en: lineId,
  };

/** Rows of the book with the names of their lines, by day and agency, and their sum. */
export function revenueOf(book: readonly Booked[], catalogue: Catalogue) {
  const rows = book
    .map((booked): RevenueRow => {
      const { day, agency, procedureCode, lineId, ...taking } = booked;
      const line = { id: lineId, name: nameOf(booked, catalogue) };
      return { day, agency, procedureCode, line, ...taking, netVnd: taking.issuedVnd - taking.endedVnd };
    })
    .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  const sumOf = (of: (row: RevenueRow) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  return {
    rows,
    total: {
      issuedVnd: sumOf(({ issuedVnd }) => issuedVnd),
      endedVnd: sumOf(({ endedVnd }) => endedVnd),
      netVnd: sumOf(({ netVnd }) => netVnd),
      onlineVnd: sumOf(({ onlineVnd }) => onlineVnd),
    },
  };
}

const placeOf = ({ day, agency, procedureCode, line }: RevenueRow): string =>
  [day, agency, procedureCode, line.id].join('#');
