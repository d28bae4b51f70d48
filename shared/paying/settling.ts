import { publicActor } from '../actor.ts';
import { type LocalDate, localDateOf, toInstant } from '../clock.ts';
import { accessTo } from '../dossier/access.ts';
import type { Occasion } from '../dossier/change.ts';
import { declaredFees } from '../dossier/charge.ts';
import type { DossierFile, Draft, Filed } from '../dossier/dossier.ts';
import { issuedFeeReceipt, loadReceiptsTaken } from '../dossier/fee-receipting.ts';
import type { Following } from '../dossier/filing.ts';
import { vietnameseAmount } from '../format.ts';
import { Problem } from '../http/problems.ts';
import { type Attempt, CollectorId } from '../payment/attempt.ts';
import { type Payment, putChangedPayment } from '../payment/payment.ts';
import { loadPaying, putChangedAttempt } from '../payment/store.ts';
import { wayToPay } from '../payment/way.ts';
import type { Procedure } from '../procedure/procedure.ts';

/** The money of a draft that was charged, and how many receipts its agency has issued in the year. */
export type MoneyOfDraft = { readonly attempts: readonly Attempt[]; readonly receiptsTaken: number };

/** What is to be known of the money of a draft that is submitted on a local day: nothing where there is none. */
export async function loadMoneyOf(
  { dossier: draft, payments }: DossierFile<Draft>,
  day: LocalDate,
): Promise<MoneyOfDraft> {
  if (payments.length === 0) return { attempts: [], receiptsTaken: 0 };
  const [{ attempts }, receiptsTaken] = await Promise.all([
    loadPaying(draft.id),
    loadReceiptsTaken(draft, day),
  ]);
  return { attempts, receiptsTaken };
}

/** What is said to whoever submits what is not paid for. */
const unpaid = (amountVnd: number): Problem =>
  new Problem('fees-unpaid', {
    detail: {
      vi: `Nộp ${vietnameseAmount(amountVnd)} đồng phí, lệ phí trước, trực tuyến hoặc bằng chuyển khoản, rồi nộp hồ sơ.`,
      en: `Pay the fees of ${vietnameseAmount(amountVnd)} đồng first, online or by transfer, and then submit.`,
    },
  });

/**
 * What follows at once from a submission whose fees are paid before it: the money that the draft holds settles its charge, with
 * the receipt, on condition that it still holds it. Who is exempt by what the form declares was charged with nothing.
 * @throws Problem `fees-unpaid` while it holds none
 */
export function paidCharge(
  submitted: Filed,
  procedure: Procedure,
  charge: Payment | undefined,
  { attempts, receiptsTaken }: MoneyOfDraft,
  { at }: Pick<Occasion, 'at'>,
): Following {
  const owedVnd = charge?.amountVnd ?? declaredFees(submitted.form, procedure, localDateOf(at)).amountVnd;
  if (owedVnd === 0) return { states: [] };
  const held = attempts.find(({ became }) => became === 'held');
  if (charge?.state !== 'held' || !held) throw unpaid(owedVnd);
  const now = toInstant(at);
  // By whose word the money is there.
  const by = { kind: 'partner', partner: CollectorId.parse(held.provider) } as const;
  const { receipt, writes } = issuedFeeReceipt(submitted, charge, { at: now, by, taken: receiptsTaken });
  const receiptNo = receipt.code;
  const way = wayToPay(publicActor(by));
  const paid: Payment = { ...charge, state: 'paid', receiptNo, settledAt: now, settledBy: by };
  return {
    states: [
      {
        after: submitted,
        told: { name: 'dossier.payment-recorded', data: { amountVnd: paid.amountVnd, receiptNo, way } },
      },
    ],
    payments: [paid],
    writes: [
      ...writes,
      putChangedPayment(submitted.id, charge, paid, accessTo(submitted)),
      putChangedAttempt(submitted.id, held, { ...held, became: 'settled' }),
    ],
  };
}
