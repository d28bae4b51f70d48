import { nameOf } from '../applicant/applicant.ts';
import type { DossierFile } from '../dossier/dossier.ts';
import { loadFileIfThere } from '../dossier/store.ts';
import { vietnameseAmount } from '../format.ts';
import type { Sources } from '../http/chain.ts';
import { log } from '../log.ts';
import type { Email } from '../notification/email.ts';
import { htmlOf, textOf } from '../notification/letter.ts';
import { type Message, messages } from '../notification/messages.ts';
import { NumberRefused, sendEmail, sendToPhone, smsMessage } from '../notification/send.ts';
import { smsOf } from '../notification/sms.ts';
import { type Refund, type RefundState, refundReasons, toldRefund } from '../payment/refund.ts';

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

/** What the payer of a draft is told by e-mail of a refund. It names neither the procedure nor what was applied for. Pure. */
export function refundLetter(
  { title, text }: Message,
  name: string,
  { reference, amountVnd }: Refund,
): Email {
  const letter = {
    language: 'vi',
    title: title.vi,
    greeting: `Kính gửi Ông/Bà ${name},`,
    message: text.vi,
    translation: text.en,
    facts: [
      ['Mã giao dịch', reference],
      ['Số tiền', `${vietnameseAmount(amountVnd)} đồng`],
    ],
    guidance: 'Ông/Bà không cần làm gì để được hoàn trả.',
  } as const;
  return { subject: title.vi, text: textOf(letter), html: htmlOf(letter) };
}

/** Tells of a refund by the e-mail address of the draft, and where there is none by SMS. */
async function tell({ dossier, payments }: DossierFile, refund: Refund, now: Date): Promise<void> {
  const message = messageOf(refund, payments[0]?.code ?? refund.reference);
  const applicant = dossier.form?.applicant;
  if (!message || !applicant) return;
  if (applicant.email) {
    await sendEmail(applicant.email, refundLetter(message, nameOf(applicant), refund));
    return;
  }
  // The provider's key of a message is the number of an event, which no dossier has so many of.
  const sequence = 900_000 + refund.attempt * 10 + Object.keys(wordsOf).indexOf(refund.state);
  const told = { id: refund.reference, subject: dossier.id, sequence };
  await sendToPhone(applicant.phone, smsMessage(smsOf(message)), told, now).catch((error: unknown) => {
    if (!(error instanceof NumberRefused)) throw error;
  });
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
    if (file) await tell(file, refund, now());
    return toldRefund(refund);
  } catch (error) {
    log.error('EVENT_FAILED', error, { dossierId });
    return refund;
  }
}
