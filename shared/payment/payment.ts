import * as z from 'zod';
import { Actor } from '../actor.ts';
import type { LocalDate } from '../clock.ts';
import { pastFrom } from '../deadline/last-day.ts';
import { Fees } from '../fee/fees.ts';
import { StoredInstant } from '../instant.ts';
import type { Access } from '../table/access.ts';
import { dueEntry, paymentKey } from '../table/keys.ts';
import { absent, type Write } from '../table/transaction.ts';

/** One request for payment (NĐ 61/2018 Điều 22), and how it ended. */
export const Payment = z.object({
  v: z.literal(1),
  /** 1, 2 … in the life of its dossier. */
  number: z.int().min(1),
  /** In đồng. */
  amountVnd: z.int(),
  /** By which tariff, and how the sum comes about; absent where an officer named it. */
  fees: Fees.optional(),
  /** Last local day to pay. */
  deadline: z.string(),
  requestedAt: StoredInstant,
  requestedBy: Actor,
  /** `toBeCollected`: its owner has chosen that the post collects it when it delivers the result. */
  state: z.enum(['open', 'toBeCollected', 'paid', 'unpaid', 'withdrawn']),
  /** Number of the receipt that was given for it. */
  receiptNo: z.string().optional(),
  settledAt: StoredInstant.optional(),
  settledBy: Actor.optional(),
});
export type Payment = z.infer<typeof Payment>;

const itemOf = (dossierId: string, payment: Payment, access: Access) => ({
  ...paymentKey(dossierId, payment.number),
  ...payment,
  ...access,
  ...(payment.state === 'open' && dueEntry('payment', pastFrom(payment.deadline as LocalDate), dossierId)),
});

/** A new request for payment. */
export const putPayment = (dossierId: string, payment: Payment, access: Access): Write => ({
  put: itemOf(dossierId, payment, access),
  when: absent,
});

/** A request for payment that must still stand as it was read. */
export const putChangedPayment = (
  dossierId: string,
  before: Payment,
  after: Payment,
  access: Access,
): Write => ({
  put: itemOf(dossierId, after, access),
  when: {
    expression: '#state = :state',
    names: { '#state': 'state' },
    values: { ':state': before.state },
  },
});
