import { LocalDate } from '../clock.ts';
import { FEE_RECEIPT_CODE, numberedInSeries } from '../fee-receipt/series.ts';

/** Cash that came into a drawer by a receipt, or went out of it. */
export type CashMovement = {
  readonly kind: 'in' | 'out';
  /** The local day. */
  readonly day: LocalDate;
  /** Code of the receipt; of money that was never receipted, the reference of the attempt that brought it. */
  readonly reference: string;
  /** In đồng, without a sign. */
  readonly amountVnd: number;
};

const NAMED = /^(IN|OUT)#(\d{4}-\d\d-\d\d)#(.+)$/;

/** Under what a movement is counted: `IN#2021-10-11#H25.03-2021-BL0000015`. */
export const nameOfMovement = ({ kind, day, reference }: CashMovement): string =>
  `${kind === 'in' ? 'IN' : 'OUT'}#${day}#${reference}`;

/** The movements among named amounts, by day and reference. */
export const cashMoved = (amounts: Readonly<Record<string, unknown>>): readonly CashMovement[] =>
  Object.entries(amounts)
    .flatMap(([name, amount]): readonly CashMovement[] => {
      const [, kind, day, reference = ''] = NAMED.exec(name) ?? [];
      if (kind === undefined) return [];
      return [
        {
          kind: kind === 'IN' ? 'in' : 'out',
          day: LocalDate.parse(day),
          reference,
          amountVnd: Number(amount),
        },
      ];
    })
    .sort((one, other) => (nameOfMovement(one) < nameOfMovement(other) ? -1 : 1));

const sumOf = (movements: readonly CashMovement[]): number =>
  movements.reduce((sum, { amountVnd }) => sum + amountVnd, 0);

/** The receipts of one series among what was taken: the first and the last of this cashier, who is not its only one. */
function seriesOf(taken: readonly CashMovement[]) {
  const series = new Map<string, readonly CashMovement[]>();
  for (const one of taken) {
    const { agency, year } = numberedInSeries(one.reference);
    const name = `${agency}-${year}`;
    series.set(name, [...(series.get(name) ?? []), one]);
  }
  return [...series.values()].map((receipts) => {
    const numbered = receipts.map(({ reference }) => numberedInSeries(reference));
    const numbers = numbered.map(({ number }) => number).sort((one, other) => one - other);
    return {
      agency: numbered[0]?.agency ?? '',
      year: numbered[0]?.year ?? 0,
      first: numbers[0] ?? 0,
      last: numbers.at(-1) ?? 0,
      receipts: receipts.length,
      amountVnd: sumOf(receipts),
    };
  });
}

/** What movements come to: what was taken by which receipts, what was given back, and what must be there. */
export function cashSum(movements: readonly CashMovement[]) {
  const taken = movements.filter(({ kind }) => kind === 'in');
  const givenBackVnd = sumOf(movements.filter(({ kind }) => kind === 'out'));
  const takenVnd = sumOf(taken);
  return {
    receipts: taken.length,
    takenVnd,
    givenBackVnd,
    expectedVnd: takenVnd - givenBackVnd,
    series: seriesOf(taken.filter(({ reference }) => FEE_RECEIPT_CODE.test(reference))),
  };
}
