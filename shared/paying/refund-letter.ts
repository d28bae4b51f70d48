import { loadFileIfThere } from '../dossier/store.ts';
import { vietnameseAmount } from '../format.ts';
import type { Sources } from '../http/chain.ts';
import { log } from '../log.ts';
import { type DraftLetter, firstOf, sendDraftLetter } from '../notification/draft-letter.ts';
import { type Message, messages } from '../notification/messages.ts';
import { type Refund, type RefundState, refundReasons, toldRefund } from '../payment/refund.ts';
import { commit } from '../table/transaction.ts';

/** The words for each state of a refund of which its payer is told. */
const wordsOf = {
  owed: messages.refundOwed,
  returned: messages.refundReturned,
  refused: messages.refundRefused,
} as const satisfies Partial<Record<RefundState, unknown>>;

const messageOf = ({ state, amountVnd, reason }: Refund, code: string): Message | undefined =>
  state === 'ordered'
    ? undefined
    : wordsOf[state]({ code, amount: vietnameseAmount(amountVnd), reason: refundReasons[reason] });

/** What the payer of a draft is told of a refund, if anything. Pure. */
export function refundLetter(refund: Refund, code: string): DraftLetter | undefined {
  const message = messageOf(refund, code);
  if (!message) return undefined;
  const { reference, amountVnd, attempt, state } = refund;
  return {
    number: firstOf.refund + attempt * 10 + Object.keys(wordsOf).indexOf(state),
    event: `refund.${state}`,
    message,
    facts: [
      ['Mã giao dịch', reference],
      ['Số tiền', `${vietnameseAmount(amountVnd)} đồng`],
    ],
    guidance: 'Ông/Bà không cần làm gì để được hoàn trả.',
  };
}

/**
 * A refund of the money of a draft, of whose state its payer is told. A draft has no events, by which all else is told.
 * @returns it as told, or as it was when that failed: whoever looks next tries again
 */
export async function toldByLetter(
  dossierId: string,
  refund: Refund,
  { now }: Pick<Sources, 'now'>,
): Promise<Refund> {
  try {
    const file = await loadFileIfThere(dossierId);
    const letter = file && refundLetter(refund, file.payments[0]?.code ?? refund.reference);
    if (file && letter) await commit(await sendDraftLetter(file.dossier, letter, now()));
    return toldRefund(refund);
  } catch (error) {
    log.error('EVENT_FAILED', error, { dossierId });
    return refund;
  }
}
