import * as z from 'zod';
import { Actor } from '../actor.ts';
import type { Instant, LocalDate } from '../clock.ts';
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
  /**
   * `held`: that of a draft is paid, and waits for the submission. `toBeCollected`: its owner has chosen that the post collects it
   * when it delivers the result.
   */
  state: z.enum(['open', 'held', 'toBeCollected', 'paid', 'unpaid', 'withdrawn']),
  /** Of a draft: by which it is known to who pays, as a filed dossier is by its own code. */
  code: z.string().optional(),
  /** Of a draft, once it has ended: when it is looked at whether the draft can go. */
  lookAt: StoredInstant.optional(),
  /** Number of the receipt that was given for it. */
  receiptNo: z.string().optional(),
  settledAt: StoredInstant.optional(),
  settledBy: Actor.optional(),
});
export type Payment = z.infer<typeof Payment>;

/** When a request is looked at: past its last day while it stands. */
const lookedAtFrom = ({ state, deadline, lookAt }: Payment): Instant | undefined =>
  state === 'open' || state === 'held' ? pastFrom(deadline as LocalDate) : lookAt;

function itemOf(dossierId: string, payment: Payment, access: Access) {
  const from = lookedAtFrom(payment);
  return {
    ...paymentKey(dossierId, payment.number),
    ...payment,
    ...access,
    ...(from && dueEntry('payment', from, dossierId)),
  };
}

/** A new request for payment. */
export const putPayment = (dossierId: string, payment: Payment, access: Access): Write => ({
  put: itemOf(dossierId, payment, access),
  when: absent,
});

/** A request for payment that comes from one state into another, once. */
export const putChangedPayment = (
  dossierId: string,
  { state }: Payment,
  after: Payment,
  access: Access,
): Write => ({
  put: itemOf(dossierId, after, access),
  when: { expression: '#state = :state', names: { '#state': 'state' }, values: { ':state': state } },
});
