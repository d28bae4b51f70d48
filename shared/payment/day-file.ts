import type { LocalDate } from '../clock.ts';
import { isSameText } from '../signature.ts';
import { Movement } from './movement.ts';

/**
 * How a provider writes down what moved on a local day: a record to a line, each named by its first field. The first
 * names merchant and day; one follows for each movement that succeeded; the last has their number, their sum, and the
 * proof of all lines before it.
 */
export type DayFormat = {
  readonly separator: string;
  readonly records: { readonly head: string; readonly movement: string; readonly end: string };
  /** The fields of a movement after its record's name, in their order; what we have no use for is `other`. */
  readonly fields: readonly ('reference' | 'transaction' | 'kind' | 'amount' | 'content' | 'other')[];
  /** By its own codes. */
  readonly kinds: Readonly<Record<string, Movement['kind']>>;
  /** How many of what it counts in are one đồng. */
  readonly unitsPerDong: number;
  proof(text: string, secret: string): string;
};

/** By whom, of which day, and under which key a file must be. */
export type DayFileOf = { readonly merchant: string; readonly day: LocalDate; readonly secret: string };

/** A local day as both formats write it: `yyyyMMdd`. */
export const dayStamp = (day: LocalDate): string => day.replaceAll('-', '');

/** One line as a movement. @throws Error when it is none */
function movementOf({ separator, records, fields, kinds, unitsPerDong }: DayFormat, line: string): Movement {
  const [record, ...values] = line.split(separator);
  const at = (field: DayFormat['fields'][number]): string => values[fields.indexOf(field)] ?? '';
  const read = Movement.safeParse({
    kind: kinds[at('kind')],
    reference: at('reference'),
    amountVnd: Number(at('amount')) / unitsPerDong,
    transaction: at('transaction') || undefined,
    content: at('content') || undefined,
  });
  if (record !== records.movement || !read.success) throw new Error('A line of the file is no movement');
  return read.data;
}

/**
 * What moved on a day, by a provider's file.
 * @throws Error when the file is not whole, not proved, or another merchant's or day's: then nothing of it is believed
 */
export function readDayFile(
  format: DayFormat,
  text: string,
  { merchant, day, secret }: DayFileOf,
): readonly Movement[] {
  const { separator, records, unitsPerDong } = format;
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const proved = lines.slice(0, -1);
  const [record, count, units, proof = ''] = lines.at(-1)?.split(separator) ?? [];
  const [head, ...rows] = proved;
  if (head !== [records.head, merchant, dayStamp(day)].join(separator))
    throw new Error(`The file is not that of ${merchant} of ${day}`);
  if (record !== records.end || !isSameText(proof, format.proof(proved.join('\n'), secret)))
    throw new Error(`The file of ${day} is not proved by its last line`);
  const moved = rows.map((line) => movementOf(format, line));
  const sumVnd = moved.reduce((sum, { amountVnd }) => sum + amountVnd, 0);
  if (moved.length !== Number(count) || sumVnd * unitsPerDong !== Number(units))
    throw new Error(`The file of ${day} has not in it what its last line says`);
  return moved;
}
