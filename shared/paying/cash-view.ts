import * as z from 'zod';
import { type Closing, closingCode, sumOfClosing } from '../cash/closing.ts';
import { Cashier, type Drawer, isLeftOpen, openSince } from '../cash/drawer.ts';
import { cashSum } from '../cash/movement.ts';
import { type LocalDate, withVietnamOffset } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import { Words } from '../text.ts';

const localTime = z.iso.datetime({ offset: true });

const CashSum = z.object({
  receipts: z.int(),
  takenVnd: z.int(),
  givenBackVnd: z.int(),
  /** What must be there. */
  expectedVnd: z.int(),
  /** By agency and year of the receipts; the numbers between are other cashiers' too. */
  series: z.array(
    z.object({
      agency: z.string(),
      year: z.int(),
      first: z.int(),
      last: z.int(),
      receipts: z.int(),
      amountVnd: z.int(),
    }),
  ),
});

/** A drawer that is to be closed. */
export const DrawerView = CashSum.extend({
  cashier: Cashier,
  version: z.int(),
  openSince: z.iso.date(),
  /** The working day after that is over, too. */
  isLate: z.boolean(),
}).meta({ id: 'CashDrawer' });

/** A drawer that was counted and closed. */
export const ClosingView = CashSum.extend({
  code: z.string(),
  number: z.int(),
  cashier: Cashier,
  closedAt: localTime,
  closedBy: Cashier,
  notes: z.array(z.object({ noteVnd: z.int(), count: z.int() })),
  countedVnd: z.int(),
  differenceVnd: z.int(),
  reason: Words.optional(),
  takenOver: z.object({ at: localTime, by: Cashier }).optional(),
}).meta({ id: 'CashClosing' });

/** The drawers that are to be closed, those first that have been open the longest. */
export const viewOfDrawers = (
  drawers: readonly Drawer[],
  today: LocalDate,
  calendar: Calendar,
): z.output<typeof DrawerView>[] =>
  drawers
    .flatMap((drawer) => {
      const since = openSince(drawer);
      if (!since) return [];
      const { cashier, version, movements } = drawer;
      const isLate = isLeftOpen(since, today, calendar);
      return [{ cashier, version, openSince: since, isLate, ...cashSum(movements) }];
    })
    .sort((one, other) => (one.openSince < other.openSince ? -1 : 1));

export function viewOfClosing(closing: Closing): z.output<typeof ClosingView> {
  const { number, cashier, closedAt, closedBy, notes, reason, takenOver } = closing;
  return {
    code: closingCode(closing),
    number,
    cashier,
    closedAt: withVietnamOffset(closedAt),
    closedBy,
    notes,
    ...sumOfClosing(closing),
    ...(reason && { reason }),
    ...(takenOver && { takenOver: { ...takenOver, at: withVietnamOffset(takenOver.at) } }),
  };
}
