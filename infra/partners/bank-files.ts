import type { DayFormat } from '../../shared/payment/day-file.ts';
import type { Deal, Mood } from './bank-deals.ts';

/** Money that moved, as a provider's file names it. */
export type Moved = {
  readonly kind: 'payment' | 'refund';
  readonly reference: string;
  readonly transaction: string;
  readonly amountVnd: number;
  readonly content: string;
  readonly at: string;
};

/** What moved by a deal. */
export const movedBy = ({
  reference,
  transaction = '',
  amountVnd,
  description: content,
  state,
  paidAt,
  refund,
}: Deal): readonly Moved[] => [
  ...(state === 'paid' && paidAt
    ? [{ kind: 'payment', reference, transaction, amountVnd, content, at: paidAt } as const]
    : []),
  ...(refund?.returnedAt
    ? [
        {
          kind: 'refund',
          reference,
          transaction,
          amountVnd: refund.amountVnd,
          content,
          at: refund.returnedAt,
        } as const,
      ]
    : []),
];

/** What a file says of a day (`yyyyMMdd`), as the mood has it; nothing where there is to be no file. */
export function movedOn(
  all: readonly Moved[],
  day: string,
  file: Mood['file'],
): readonly Moved[] | undefined {
  if (file === 'absent') return undefined;
  const moved = all.filter(({ at }) => at.startsWith(day));
  const [first, ...others] = moved;
  if (file === 'lacking') return others;
  if (file === 'doubled' && first) return [first, ...moved];
  if (file === 'short' && first) return [{ ...first, amountVnd: first.amountVnd - 1000 }, ...others];
  if (file === 'other-sum' && first) return [{ ...first, amountVnd: first.amountVnd + 1000 }, ...others];
  const stranger: Moved = {
    kind: 'payment',
    reference: 'KHONGPHAICUATINH',
    transaction: '99',
    amountVnd: 50_000,
    content: 'KHONG PHAI CUA TINH',
    at: `${day}120000`,
  };
  return file === 'strange' ? [...moved, stranger] : moved;
}

/** A file of a day in a provider's format. */
export function dayFileOf(
  { separator, records, fields, kinds, unitsPerDong, proof }: DayFormat,
  moved: readonly Moved[],
  { merchant, day, secret }: { readonly merchant: string; readonly day: string; readonly secret: string },
): string {
  const codeOf = (kind: Moved['kind']) => Object.keys(kinds).find((code) => kinds[code] === kind) ?? '';
  const rows = moved.map(({ kind, reference, transaction, amountVnd, content, at }) => {
    const amount = String(amountVnd * unitsPerDong);
    const values = { kind: codeOf(kind), reference, transaction, amount, content, other: at };
    return [records.movement, ...fields.map((field) => values[field])].join(separator);
  });
  const proved = [[records.head, merchant, day].join(separator), ...rows].join('\n');
  const units = moved.reduce((sum, { amountVnd }) => sum + amountVnd * unitsPerDong, 0);
  return `${proved}\n${[records.end, moved.length, units, proof(proved, secret)].join(separator)}\n`;
}
