import * as z from 'zod';
import { Actor, publicActor } from '../actor.ts';
import { KeptName, KeptNumber } from '../applicant/identifiers.ts';
import { type Instant, localDateOf } from '../clock.ts';
import { Fees } from '../fee/fees.ts';
import { Problem } from '../http/problems.ts';
import { StoredInstant } from '../instant.ts';
import type { Payment } from '../payment/payment.ts';
import { wayToPay } from '../payment/way.ts';
import { personal } from '../personal.ts';
import { KeptText, Words } from '../text.ts';
import { feeReceiptCode, type Numbered, seriesOn } from './series.ts';

/** Who paid, as it stands on the receipt. */
export const Payer = z.object({
  name: KeptName,
  address: personal(z.string(), 'street'),
  /** Of the citizen's card, or the tax code. */
  number: KeptNumber,
});
export type Payer = z.infer<typeof Payer>;

const ended = { at: StoredInstant, by: Actor, reason: Words };

/**
 * An electronic receipt of phí and lệ phí (biên lai, NĐ 123/2020/NĐ-CP Điều 30-33): for every request that is paid, one.
 * What it says never changes. What was wrong is replaced by another or cancelled; its number stays taken, with the mark of it.
 */
export const FeeReceipt = z.object({
  v: z.literal(1),
  code: z.string(),
  /** The agency that collects, the year, and the number in its series: 1, 2 … without a gap. */
  agency: z.string(),
  year: z.int(),
  number: z.int().min(1),
  /** Ký hiệu mẫu and ký hiệu, as they were on that day. */
  form: z.string(),
  symbol: z.string(),
  dossierId: z.uuid(),
  dossierCode: z.string(),
  procedure: z.object({ code: z.string(), name: KeptText }),
  /** The number of the request that was paid. */
  payment: z.int().min(1),
  payer: Payer,
  /** The tariff; absent where an officer named the sum. */
  tariff: z.string().optional(),
  lines: Fees.shape.lines,
  /** In đồng: the sum of the lines. */
  amountVnd: z.int(),
  /** Paid through a provider; without it at the desk, by a transfer into the account for fees, or to the post. */
  online: z.literal(true).optional(),
  issuedAt: StoredInstant,
  /** Whose act settled the request, or who replaced the one before. */
  issuedBy: Actor,
  /** Code of the receipt in whose place it stands. */
  replaces: z.string().optional(),
  end: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('replaced'), ...ended, with: z.string() }),
      /** The money was given back, by this document. */
      z.object({ kind: z.literal('cancelled'), ...ended, document: z.string() }),
    ])
    .optional(),
});
export type FeeReceipt = z.infer<typeof FeeReceipt>;

/** From `valid` to one of the others, once; nothing leads back. */
export const feeReceiptStates = {
  valid: { vi: 'Còn hiệu lực', en: 'Valid' },
  replaced: { vi: 'Đã được thay thế', en: 'Replaced' },
  cancelled: { vi: 'Đã hủy', en: 'Cancelled' },
} as const;
export const feeReceiptStateNames = [
  'valid',
  'replaced',
  'cancelled',
] as const satisfies readonly FeeReceiptState[];
export type FeeReceiptState = keyof typeof feeReceiptStates;

export const feeReceiptStateOf = ({ end }: Pick<FeeReceipt, 'end'>): FeeReceiptState => end?.kind ?? 'valid';

/** The line of a sum that an officer named, since no tariff is entered. */
export const NAMED_LINE = {
  id: 'named',
  name: { vi: 'Phí, lệ phí theo thông báo của cơ quan', en: 'Fee as the agency named it' },
} as const;

const linesOf = ({ fees, amountVnd }: Payment): FeeReceipt['lines'] =>
  fees?.lines ?? [{ ...NAMED_LINE, kind: 'PHI', quantity: 1, unitVnd: amountVnd, amountVnd }];

/** When it was issued or ended, and by whom. */
export type Act = { readonly at: Instant; readonly by: Actor };

/** The receipt of a request that has just been paid. Pure. */
export function feeReceiptFor(
  payment: Payment,
  about: Pick<FeeReceipt, 'dossierId' | 'dossierCode' | 'procedure' | 'payer'>,
  { numbered, at, by }: Act & { readonly numbered: Numbered },
): FeeReceipt {
  const { number, fees, amountVnd } = payment;
  return {
    v: 1,
    code: feeReceiptCode(numbered),
    ...numbered,
    ...seriesOn(localDateOf(at)),
    ...about,
    payment: number,
    ...(fees && { tariff: fees.tariff }),
    lines: linesOf(payment),
    amountVnd,
    ...(wayToPay(publicActor(by)) === 'online' && { online: true }),
    issuedAt: at,
    issuedBy: by,
  };
}

/** The receipt of this code among those of a dossier, while it holds. @throws Problem `fee-receipt-not-found`, `fee-receipt-not-valid` */
export function requireFeeReceipt(receipts: readonly FeeReceipt[], code: string): FeeReceipt {
  const receipt = receipts.find((one) => one.code === code);
  if (!receipt) throw new Problem('fee-receipt-not-found');
  if (feeReceiptStateOf(receipt) !== 'valid') throw new Problem('fee-receipt-not-valid');
  return receipt;
}
