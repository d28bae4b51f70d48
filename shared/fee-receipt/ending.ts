import * as z from 'zod';
import { localDateOf } from '../clock.ts';
import { personal } from '../personal.ts';
import type { Act, FeeReceipt } from './fee-receipt.ts';
import { feeReceiptCode, type Numbered, seriesOn } from './series.ts';

const reason = personal(z.string().trim().min(5).max(1000), 'words');

/** A receipt names somebody wrongly: another of the same sum takes its place. */
const Replacing = z.strictObject({
  as: z.literal('replaced'),
  reason,
  payer: z.strictObject({
    name: personal(z.string().trim().normalize('NFC').min(2).max(200), 'personName'),
    address: personal(z.string().trim().normalize('NFC').min(5).max(300), 'street'),
  }),
});

/** The fee was not owed: the desk has given the money back, and says by which document. */
const Cancelling = z.strictObject({
  as: z.literal('cancelled'),
  reason,
  document: z.string().trim().min(3).max(100),
  /** In cash, out of the officer's own drawer. */
  fromDrawer: z.literal(true).optional(),
});

/** What ends a receipt, as the desk says it. */
export const Ending = z.discriminatedUnion('as', [Replacing, Cancelling]);
export type Ending = z.output<typeof Ending>;

/** A receipt and the one that stands in its place from now on, with the next number. Pure. */
export function replacedReceipt(
  before: FeeReceipt,
  { reason, payer }: Pick<z.infer<typeof Replacing>, 'reason' | 'payer'>,
  { numbered, at, by }: Act & { readonly numbered: Numbered },
): { readonly after: FeeReceipt; readonly successor: FeeReceipt } {
  const code = feeReceiptCode(numbered);
  return {
    after: { ...before, end: { kind: 'replaced', at, by, reason, with: code } },
    successor: {
      ...before,
      ...numbered,
      ...seriesOn(localDateOf(at)),
      code,
      payer: { ...before.payer, ...payer },
      issuedAt: at,
      issuedBy: by,
      replaces: before.code,
    },
  };
}

/** A receipt whose money went back to the payer. Pure. */
export const cancelledReceipt = (
  before: FeeReceipt,
  { reason, document }: Pick<z.infer<typeof Cancelling>, 'reason' | 'document'>,
  { at, by }: Act,
): FeeReceipt => ({ ...before, end: { kind: 'cancelled', at, by, reason, document } });
