import * as z from 'zod';
import { KeptText, Words } from '../text.ts';
import type { Tariff } from './tariff.ts';

/** What decides about the fees of one dossier. */
export type Charged = {
  /** Pieces: copies, sheets. */
  readonly quantity: number;
  readonly filedOnline: boolean;
  /** The id of a relief of the tariff. */
  readonly relief?: string | undefined;
};

/** Fees as they are fixed with a request for payment: by which tariff, and how the sum comes about. */
export const Fees = z.object({
  tariff: z.string(),
  quantity: z.int().min(1),
  /** Who pays less, and the paper by which that was shown. */
  relief: z.object({ id: z.string(), proof: Words.optional() }).optional(),
  lines: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      name: KeptText,
      quantity: z.int(),
      unitVnd: z.int(),
      amountVnd: z.int(),
    }),
  ),
  amountVnd: z.int(),
});
export type Fees = z.infer<typeof Fees>;

/** What a piece of a line costs: of all that the law gives, the least. */
function unitVnd(
  { id, amountVnd, onlineVnd }: Tariff['lines'][number],
  amounts: Readonly<Record<string, number>>,
  { filedOnline }: Charged,
): number {
  return Math.min(amountVnd, amounts[id] ?? amountVnd, filedOnline ? (onlineVnd ?? amountVnd) : amountVnd);
}

/**
 * The fees of a dossier by a tariff, in whole đồng. Lines that come to no piece are left out. Pure.
 * @returns undefined when the tariff has no such relief
 */
export function feesOf(tariff: Tariff, charged: Charged): Fees | undefined {
  const { quantity } = charged;
  const relief = tariff.reliefs.find(({ id }) => id === charged.relief);
  if (charged.relief !== undefined && !relief) return undefined;
  const lines = tariff.lines.flatMap((line) => {
    const { id, kind, name, eachBeyond } = line;
    const pieces = eachBeyond === undefined ? 1 : Math.max(0, quantity - eachBeyond);
    const unit = unitVnd(line, relief?.amounts ?? {}, charged);
    return pieces > 0 ? [{ id, kind, name, quantity: pieces, unitVnd: unit, amountVnd: pieces * unit }] : [];
  });
  return {
    tariff: tariff.version,
    quantity,
    ...(relief && { relief: { id: relief.id } }),
    lines,
    amountVnd: lines.reduce((sum, { amountVnd }) => sum + amountVnd, 0),
  };
}
