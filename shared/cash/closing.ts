import * as z from 'zod';
import { type Instant, LocalDate, localDateOf } from '../clock.ts';
import { fault } from '../http/faults.ts';
import { Problem } from '../http/problems.ts';
import { StoredInstant } from '../instant.ts';
import { personal } from '../personal.ts';
import { type Text, Words } from '../text.ts';
import { Cashier, type Drawer } from './drawer.ts';
import { cashMoved, cashSum, nameOfMovement } from './movement.ts';

/** The notes that are in use, in đồng (Ngân hàng Nhà nước Việt Nam, tiền đang lưu hành). */
const NOTES = [
  500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100,
] as const;

/** How many of one note were counted. */
const Counted = z.object({ noteVnd: z.literal(NOTES), count: z.int().min(1).max(100_000) });

/** What somebody counted in a drawer, and why that is not what must be in it. */
export const Counting = z.strictObject({
  /** The drawer that was counted: its officer's own where none is named. */
  cashier: Cashier.shape.subject.max(200).optional(),
  /** Which state of the drawer was counted. */
  version: z.int().min(1),
  notes: z.array(Counted.strict()).max(NOTES.length),
  reason: personal(z.string().trim().min(5).max(1000), 'words').optional(),
});
export type Counting = z.output<typeof Counting>;

/**
 * The record of a drawer that was counted and closed (Luật Kế toán 88/2015/QH13 Điều 40). It never changes; that the money
 * was handed over is added to it once.
 */
export const Closing = z.object({
  v: z.literal(1),
  agency: z.string(),
  /** The local day on which it was closed. */
  day: LocalDate,
  /** 1, 2 … of the agency in the year, without a gap. */
  number: z.int().min(1),
  cashier: Cashier,
  /** Amounts in đồng by what moved (`nameOfMovement`), since the closing before. */
  movements: z.record(z.string(), z.int()),
  notes: z.array(Counted),
  /** Why what was counted differs. */
  reason: Words.optional(),
  closedAt: StoredInstant,
  /** The cashier, or a leader in the cashier's place. */
  closedBy: Cashier,
  /** Who took the money over. */
  takenOver: z.object({ at: StoredInstant, by: Cashier }).optional(),
});
export type Closing = z.infer<typeof Closing>;

/** What a closing is called in addresses and on its paper: `H25.03-20211011-QT000012` (quỹ tiền mặt). */
export const CLOSING_CODE = /^[A-Y]\d{2}(\.\d{2,3}){0,4}-\d{8}-QT\d{6}$/;
export const closingCode = ({ agency, day, number }: Pick<Closing, 'agency' | 'day' | 'number'>): string =>
  `${agency}-${placeOfClosing({ day, number })}`;

/** Its place among the closings of its agency, in the order in which they were made. */
export const placeOfClosing = ({ day, number }: Pick<Closing, 'day' | 'number'>): string =>
  `${day.replaceAll('-', '')}-QT${String(number).padStart(6, '0')}`;

/** The agency and the place that a code names. */
export function closingNamed(code: string): { readonly agency: string; readonly place: string } {
  const [agency = '', ...place] = code.split('-');
  return { agency, place: place.join('-') };
}

const countedVnd = (notes: Closing['notes']): number =>
  notes.reduce((sum, { noteVnd, count }) => sum + noteVnd * count, 0);

/** What a closing comes to. */
export function sumOfClosing({ movements, notes }: Pick<Closing, 'movements' | 'notes'>) {
  const sum = cashSum(cashMoved(movements));
  const counted = countedVnd(notes);
  return { ...sum, countedVnd: counted, differenceVnd: counted - sum.expectedVnd };
}

const refused = (detail: Text): Problem => new Problem('cash-not-allowed', { detail });

type Act = { readonly at: Instant; readonly by: Cashier };

/** A drawer in which something has moved since it was closed. @throws Problem `cash-not-found` */
export function requireOpen(drawer: Drawer | undefined): Drawer {
  if (drawer && drawer.movements.length > 0) return drawer;
  throw new Problem('cash-not-found');
}

/**
 * A drawer that is closed as it was counted. Pure.
 * @param number in the year
 * @throws Problem `version-stale` when something has moved since, `invalid-request` when what was counted differs and nobody
 *   says why
 */
export function closedDrawer(
  { agency, cashier, version, movements }: Drawer,
  { version: counted, notes, reason }: Counting,
  { number, at, by }: Act & { readonly number: number },
): Closing {
  if (version !== counted) throw new Problem('version-stale');
  const closing: Closing = {
    v: 1,
    agency,
    day: localDateOf(at),
    number,
    cashier,
    movements: Object.fromEntries(movements.map((one) => [nameOfMovement(one), one.amountVnd])),
    notes,
    ...(reason && { reason }),
    closedAt: at,
    closedBy: by,
  };
  if (sumOfClosing(closing).differenceVnd !== 0 && !reason)
    throw new Problem('invalid-request', { faults: [fault('body', '/reason', 'required')] });
  return closing;
}

/**
 * A closing whose money somebody else has taken over, and counted again. Pure.
 * @throws Problem `cash-not-allowed` to who closed it or had it, where another sum was counted, and when it was taken over
 */
export function takenOver(closing: Closing, receivedVnd: number, { at, by }: Act): Closing {
  const { cashier, closedBy } = closing;
  if (closing.takenOver)
    throw refused({ vi: 'Tiền của biên bản này đã được bàn giao.', en: 'This money was taken over before.' });
  if (by.subject === cashier.subject || by.subject === closedBy.subject)
    throw refused({
      vi: 'Người nhận tiền phải khác người thu và người khóa quỹ.',
      en: 'Who takes the money over is another than who took it in or closed the drawer.',
    });
  if (receivedVnd !== sumOfClosing(closing).countedVnd)
    throw refused({
      vi: 'Số tiền nhận khác số tiền trong biên bản: hãy cùng kiểm đếm lại.',
      en: 'It is another sum than the record says: count it again, together.',
    });
  return { ...closing, takenOver: { at, by } };
}
