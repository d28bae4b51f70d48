import * as z from 'zod';
import { type Actor, Subject } from '../actor.ts';
import { KeptName } from '../applicant/identifiers.ts';
import { type Instant, type LocalDate, localDateOf } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import { workingDaysAfter } from '../deadline/soon.ts';
import type { FeeReceipt } from '../fee-receipt/fee-receipt.ts';
import { Problem } from '../http/problems.ts';
import { drawerKey } from '../table/keys.ts';
import type { Item, Write } from '../table/transaction.ts';
import { type CashMovement, cashMoved, nameOfMovement } from './movement.ts';

/** An officer of a desk who takes fees in cash. */
export const Cashier = z.object({ subject: Subject, name: KeptName });
export type Cashier = z.infer<typeof Cashier>;

/** What must be in a cashier's drawer, and by what since it was last closed. */
export type Drawer = {
  readonly agency: string;
  readonly cashier: Cashier;
  /** Rises with every movement and with every closing: who closes says which one was counted. */
  readonly version: number;
  readonly movements: readonly CashMovement[];
};

const StoredDrawer = z.object({
  v: z.literal(1),
  cashier: Cashier,
  version: z.int().min(1),
  sumVnd: z.int(),
});

/** A drawer as its item says it: each movement is a count of its own, whose name says what it was. */
export const drawerFrom = (agency: string, item: Item): Drawer => {
  const { cashier, version } = StoredDrawer.parse(item);
  return { agency, cashier, version, movements: cashMoved(item) };
};

/** The first local day of which something is in the drawer, or undefined when nothing moved since it was closed. */
export const openSince = ({ movements }: Pick<Drawer, 'movements'>): LocalDate | undefined =>
  movements.map(({ day }) => day).sort()[0];

/** Whether a drawer is still open though the working day after its first is over, as far as the days off are entered. */
export function isLeftOpen(since: LocalDate, today: LocalDate, calendar: Calendar): boolean {
  const last = workingDaysAfter(since, 1, calendar);
  return last !== undefined && last < today;
}

type Moved = {
  readonly at: Instant;
  readonly by: Actor;
  readonly reference: string;
  readonly amountVnd: number;
};

/**
 * Adds a movement to the drawer of whoever had it in hand. Nothing is read for that, and no condition is needed: a closing
 * leaves an empty drawer, so what comes after it is of the next one. An item holds some 8,000 movements (400 KB: DynamoDB
 * developer guide, quotas).
 */
function moved(kind: CashMovement['kind'], { at, by, reference, amountVnd }: Moved): readonly Write[] {
  if (by.kind !== 'officer' || by.role !== 'deskOfficer') return [];
  const { agency, subject, name } = by;
  const movement = { kind, day: localDateOf(at), reference, amountVnd };
  const counts = {
    version: 1,
    sumVnd: kind === 'in' ? amountVnd : -amountVnd,
    [nameOfMovement(movement)]: amountVnd,
  };
  const add = { ...drawerKey(agency, subject), v: 1, cashier: { subject, name } };
  if (kind === 'in') return [{ add, counts }];
  const when = { expression: 'sumVnd >= :amount', values: { ':amount': amountVnd } };
  return [{ add, counts, when, refused: tooLittle }];
}

const tooLittle = (): Problem =>
  new Problem('cash-not-allowed', {
    detail: {
      vi: 'Quỹ của Ông/Bà không đủ tiền mặt để trả lại: hãy trả bằng phiếu chi hoặc ủy nhiệm chi.',
      en: 'Your drawer does not hold so much: let it be returned by the treasury.',
    },
  });

/** What a new receipt brings into the drawer of the officer who took it in cash; nothing where the money came another way. */
export const takenInCash = ({ code, amountVnd, issuedAt, issuedBy }: FeeReceipt): readonly Write[] =>
  moved('in', { at: issuedAt, by: issuedBy, reference: code, amountVnd });

/** What an officer of a desk gave back out of the own drawer. Refused as `cash-not-allowed` when there is less in it. */
export const givenBackInCash = (given: Moved): readonly Write[] => moved('out', given);
