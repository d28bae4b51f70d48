import { LocalDate } from '../clock.ts';
import { numberedInSeries } from '../fee-receipt/series.ts';

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

const sumOf = (amounts: readonly Pick<CashMovement, 'amountVnd'>[]): number =>
  amounts.reduce((sum, { amountVnd }) => sum + amountVnd, 0);

/** The receipts of each series among what was taken. The numbers between the first and the last are other cashiers' too. */
function seriesOf(taken: readonly CashMovement[]) {
  const numbered = taken
    .map(({ reference, amountVnd }) => ({ ...numberedInSeries(reference), amountVnd }))
    .sort((one, other) => one.number - other.number);
  return [...Map.groupBy(numbered, ({ agency, year }) => `${agency}-${year}`).values()].flatMap(
    (receipts) => {
      const [first] = receipts;
      const last = receipts.at(-1);
      if (!first || !last) return [];
      const { agency, year } = first;
      const amountVnd = sumOf(receipts);
      return [{ agency, year, first: first.number, last: last.number, receipts: receipts.length, amountVnd }];
    },
  );
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
    series: seriesOf(taken),
  };
}
