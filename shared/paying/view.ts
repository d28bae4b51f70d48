import { withVietnamOffset } from '../clock.ts';
import { type FeeReceipt, feeReceiptStateOf, feeReceiptStates } from '../fee-receipt/fee-receipt.ts';
import { numberInSeries } from '../fee-receipt/series.ts';
import type { Attempt } from '../payment/attempt.ts';
import type { Difference } from '../payment/difference.ts';
import type { Payment } from '../payment/payment.ts';
import { type Refund, refundReasons } from '../payment/refund.ts';
import type { Paying } from '../payment/store.ts';

const viewOfRefund = ({ amountVnd, state, reason, owedAt, endedAt, document }: Refund) => ({
  amountVnd,
  state,
  reason: { code: reason, name: refundReasons[reason] },
  owedAt: withVietnamOffset(owedAt),
  endedAt: endedAt && withVietnamOffset(endedAt),
  document,
});

const viewOfDifference = ({ kind, moved, day, ourVnd, theirVnd, explainedAt, document }: Difference) => ({
  kind,
  moved,
  day,
  ourVnd,
  theirVnd,
  explainedAt: explainedAt && withVietnamOffset(explainedAt),
  document,
});

const viewOfAttempt = (attempt: Attempt, refund: Refund | undefined) => ({
  number: attempt.number,
  reference: attempt.reference,
  provider: attempt.provider,
  state: attempt.state,
  became: attempt.became,
  startedAt: withVietnamOffset(attempt.startedAt),
  expiresAt: withVietnamOffset(attempt.expiresAt),
  refund: refund && viewOfRefund(refund),
  difference: attempt.difference && viewOfDifference(attempt.difference),
});

function viewOfReceipt(receipt: FeeReceipt) {
  const { code, form, symbol, number, amountVnd, issuedAt, replaces, end } = receipt;
  const state = feeReceiptStateOf(receipt);
  return {
    code,
    form,
    symbol,
    number: numberInSeries(number),
    amountVnd,
    issuedAt: withVietnamOffset(issuedAt),
    replaces,
    state: { code: state, name: feeReceiptStates[state] },
    end: end && {
      at: withVietnamOffset(end.at),
      reason: end.reason,
      ...(end.kind === 'replaced' ? { replacedWith: end.with } : { document: end.document }),
    },
  };
}

/** The requests of a dossier, each with its receipts and with what was tried online for it. */
export const viewOfPayments = (
  payments: readonly Payment[],
  { attempts, refunds }: Paying,
  receipts: readonly FeeReceipt[],
) =>
  payments.map(({ number, amountVnd, deadline, state, receiptNo, fees }) => ({
    number,
    amountVnd,
    deadline,
    state,
    receiptNo,
    fees,
    receipts: receipts.filter(({ payment }) => payment === number).map(viewOfReceipt),
    attempts: attempts
      .filter(({ payment }) => payment === number)
      .map((one) =>
        viewOfAttempt(
          one,
          refunds.find(({ attempt }) => attempt === one.number),
        ),
      ),
  }));
