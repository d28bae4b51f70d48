import { type Group, type Line, spanOf } from './census.ts';
import { type Figures, figuresOf } from './figures.ts';

/** From how many dossiers on a number tells nothing of a person. */
const SMALLEST_CELL = 5;

/** A row as anybody may see it: without its figures where they would tell too much. */
export type PublishedRow = Pick<Group, 'key' | 'name'> & { readonly figures: Figures | null };

type Row = PublishedRow & { readonly figures: Figures; readonly lines: readonly Line[] };

/**
 * Rows for the public. Fewer than five dossiers of procedures that hold sensitive data (NĐ 13/2023 Điều 2(4)) are not shown;
 * and where only one row is hidden, neither is the smallest of the others, since the total less the rest would show it.
 */
export function published(
  groups: readonly Group[],
  sensitive: (code: string) => boolean,
): readonly PublishedRow[] {
  const rows = groups.map((group): Row => ({ ...group, figures: figuresOf(spanOf(group.lines)) }));
  const size = ({ figures }: Row): number => figures.received.total;
  const hidden = new Set(
    rows.filter(
      (row) => size(row) < SMALLEST_CELL && row.lines.every(({ procedureCode }) => sensitive(procedureCode)),
    ),
  );
  const [smallest] = rows.filter((row) => !hidden.has(row)).sort((one, other) => size(one) - size(other));
  if (hidden.size === 1 && smallest) hidden.add(smallest);
  return rows.map((row) => ({ key: row.key, name: row.name, figures: hidden.has(row) ? null : row.figures }));
}

/** What rows are ranked by, the greatest first; what has nothing to divide comes last. */
export const orders = ['received', 'online', 'inTime', 'overdue', 'post', 'paid', 'favourable'] as const;
export type Order = (typeof orders)[number];

const measured = {
  received: ({ received }) => received.total,
  online: ({ online }) => online.percent,
  inTime: ({ inTime }) => inTime.percent,
  overdue: ({ inProgress, resolved }) => inProgress.overdue + resolved.overdue,
  post: ({ post }) => post.either,
  paid: ({ fees }) => fees.paid.totalVnd,
  favourable: ({ ratings }) => ratings.favourable.percent,
} as const satisfies Record<Order, (figures: Figures) => number | null>;

/** The rows in their order. Equal ones keep the order of their keys. */
export const ranked = (rows: readonly PublishedRow[], order: Order): readonly PublishedRow[] => {
  const value = ({ figures }: PublishedRow): number => (figures && measured[order](figures)) ?? -1;
  return rows.toSorted((one, other) => value(other) - value(one));
};
