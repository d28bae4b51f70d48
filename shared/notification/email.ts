import { localDateOf } from '../clock.ts';
import { addWorkingDays, type Calendar } from '../deadline/calendar.ts';
import type { CloudEvent, EventName } from '../dossier/events.ts';
import { nameOfStep } from '../dossier/internal-process.ts';
import { feedbackKinds } from '../feedback/feedback.ts';
import { inSentence, vietnameseAmount, vietnameseDate, vietnameseTime } from '../format.ts';
import { lawOn } from '../law/law.ts';
import { refundReasons } from '../payment/refund.ts';
import { FailureReason, failureReasons } from '../shipment/report.ts';
import { itemInWords } from '../supplement/words.ts';
import type { Language, Text } from '../text.ts';
import { htmlOf, type Letter, textOf } from './letter.ts';
import { type Message, messages } from './messages.ts';

/** What a message needs to know of a dossier beyond the event it tells. */
export type Circumstances = {
  /** Of the deciding agency, as it was when the dossier was made: it may be gone by now. */
  readonly agencyName: Text;
  /** The one-stop desk that hands the result out. */
  readonly desk: string;
  /** By which the post counts the days between its attempts. */
  readonly calendar: Calendar;
};

/** What a letter needs to know of it besides. */
export type NotifiedDossier = Circumstances & {
  readonly applicantName: string;
  readonly procedureName: string;
  readonly statusName: string;
  /** The page where dossiers are looked up. */
  readonly trackingUrl: string;
};

export type Email = { readonly subject: string; readonly text: string; readonly html: string };

/** Things one after the other, in both languages. */
const listed = (texts: readonly Text[]): Text => ({
  vi: texts.map(({ vi }) => vi).join('; '),
  en: texts.map(({ en }) => en).join('; '),
});

const dayOf = (instant: string): string => vietnameseDate(localDateOf(new Date(instant)));

function attemptFailed({ data }: CloudEvent<'shipment.moved'>, { calendar }: Circumstances): Message {
  const reason = failureReasons[FailureReason.parse(data.reason)];
  const failed = { code: data.dossierCode, attempt: data.attempts, reason };
  const day = localDateOf(new Date(data.occurredAt));
  if (data.attempts >= lawOn('deliveryAttempts', day).value) return messages.lastAttemptFailed(failed);
  const next = addWorkingDays(day, lawOn('invitationDays', day).value, calendar);
  return messages.attemptFailed({ ...failed, date: vietnameseDate(next) });
}

function shipmentMoved(event: CloudEvent<'shipment.moved'>, dossier: Circumstances): Message | undefined {
  const { dossierCode: code, shipmentStatus, occurredAt } = event.data;
  switch (shipmentStatus) {
    case 'DELIVERY_FAILED':
      return attemptFailed(event, dossier);
    case 'DELIVERED':
      return messages.delivered({ code, date: dayOf(occurredAt) });
    case 'RETURNED_TO_AGENCY':
      return messages.returnedToAgency({ code, agency: dossier.agencyName });
    default:
      return undefined;
  }
}

/** Events that say nothing new to the applicant, who asked for them or has the result in hand, or are steps inside the agency. */
export const silentEvents = [
  'dossier.assigned',
  'dossier.claimed',
  'dossier.released',
  'dossier.processing-started',
  'dossier.payment-on-delivery',
  'dossier.consultation-requested',
  'dossier.consultation-withdrawn',
  'dossier.consultation-answered',
  'dossier.consultation-silent',
  'dossier.proposed',
  'dossier.sent-back',
  'dossier.approved',
  'dossier.withdrawal-requested',
  'dossier.withdrawal-taken-back',
  'dossier.result-issued',
  'dossier.returned',
  'dossier.rated',
  'shipment.instructed',
  'fee-receipt.cancelled',
] as const satisfies readonly EventName[];

/**
 * Events that no law demands to be told: of the person's own act, or on the way to what is told. All others are, whatever its
 * owner has chosen, by at least one channel: whether it is received and until when it takes, what is to be supplemented, why
 * it is refused (NĐ 61/2018/NĐ-CP Điều 17, 19(4), 19(8)), what is to be paid (Điều 22), the apology and the other day (Điều
 * 19(9)), that the result is there or no longer holds (Điều 20), what the post could not deliver (TT 17/2017/TT-BTTTT), and
 * what becomes of feedback (NĐ 61/2018 Điều 6).
 */
const courtesies = [
  'dossier.submitted',
  'dossier.supplement-reminded',
  'dossier.supplement-answered',
  'dossier.payment-recorded',
  'shipment.ordered',
  'feedback.received',
] as const satisfies readonly EventName[];

/** Whether the law demands that an event be told. A new one is, until somebody has found that it need not be. */
export const isDemanded = ({ name }: { readonly name: string }): boolean =>
  !courtesies.some((one) => one === name);

/** Events that warn the agency. Its applicant hears of a delay by the apology, before the day is past. */
export const agencyEvents = [
  'dossier.step-overdue',
  'dossier.due-soon',
  'dossier.overdue',
  'feedback.due-soon',
  'feedback.overdue',
] as const satisfies readonly EventName[];

/** Whether an event is told to the agency, and not to the applicant. */
export const isForAgency = ({ name }: { readonly name: string | undefined }): boolean =>
  agencyEvents.some((one) => one === name);

/** What is told of feedback while it is to be answered: its applicant first, then its agency. */
const feedbackToAnswer = {
  'feedback.received': messages.feedbackReceived,
  'feedback.due-soon': messages.feedbackDueSoon,
  'feedback.overdue': messages.feedbackOverdue,
} as const;

/** The same of a request to correct data. */
const correctionToAnswer = {
  'feedback.received': messages.correctionReceived,
  'feedback.due-soon': messages.correctionDueSoon,
  'feedback.overdue': messages.correctionOverdue,
} as const;

/** What is told of money that goes back to its payer. */
const refundIn = {
  'refund.owed': messages.refundOwed,
  'refund.returned': messages.refundReturned,
  'refund.refused': messages.refundRefused,
} as const;

/** What an event tells the applicant or the agency, if anything. */
export function messageOf(event: CloudEvent, dossier: Circumstances): Message | undefined {
  const { dossierCode: code, occurredAt, dueAt, delivery, channel } = event.data;
  const due = dueAt && vietnameseTime(dueAt);
  switch (event.name) {
    case 'dossier.submitted':
      // What a desk takes in is received at once, and told of as such.
      return channel === 'online' ? messages.submitted({ code }) : undefined;
    case 'dossier.received':
      return due ? messages.received({ code, date: dayOf(occurredAt), due }) : undefined;
    case 'dossier.refused':
      return messages.refused({ code, reason: inSentence(event.data.reason) });
    case 'dossier.supplement-requested':
      return messages.supplement({
        code,
        items: listed(event.data.items.map(itemInWords)),
        reason: inSentence(event.data.reason),
        deadline: vietnameseDate(event.data.deadline),
      });
    case 'dossier.supplement-reminded':
      return messages.supplementReminder({
        code,
        items: event.data.items.map(({ name }) => inSentence(name)).join('; '),
        deadline: vietnameseDate(event.data.deadline),
      });
    case 'dossier.supplement-answered':
      return due ? messages.supplemented({ code, due }) : messages.supplementedBeforeReception({ code });
    case 'dossier.payment-requested': {
      const { amountVnd, deadline } = event.data;
      return messages.pay({ code, amount: vietnameseAmount(amountVnd), deadline: vietnameseDate(deadline) });
    }
    case 'dossier.charge-corrected': {
      const { amountVnd, deadline, reason } = event.data;
      return messages.chargeCorrected({
        code,
        amount: vietnameseAmount(amountVnd),
        reason: inSentence(reason),
        deadline: vietnameseDate(deadline),
      });
    }
    case 'dossier.charge-waived':
      return messages.chargeWaived({ code, reason: inSentence(event.data.reason) });
    case 'dossier.payment-recorded': {
      const { amountVnd, receiptNo } = event.data;
      return messages.paid({ code, amount: vietnameseAmount(amountVnd), receiptNo });
    }
    case 'refund.owed':
    case 'refund.returned':
    case 'refund.refused': {
      const { amountVnd, refundReason } = event.data;
      const facts = { code, amount: vietnameseAmount(amountVnd), reason: refundReasons[refundReason] };
      return refundIn[event.name](facts);
    }
    case 'dossier.extended':
      return due ? messages.extended({ code, reason: inSentence(event.data.reason), due }) : undefined;
    case 'dossier.reappointed':
      return due
        ? messages.apology({
            code,
            agency: dossier.agencyName,
            reason: inSentence(event.data.reason),
            due,
          })
        : undefined;
    case 'dossier.due-date-moved': {
      const { reason, dueBefore } = event.data;
      const before = vietnameseTime(dueBefore);
      return due ? messages.dueDateMoved({ code, reason: inSentence(reason), before, due }) : undefined;
    }
    case 'dossier.step-overdue': {
      const { step, stepDueAt } = event.data;
      return messages.stepOverdue({ code, step: nameOfStep(step), due: vietnameseTime(stepDueAt) });
    }
    case 'dossier.due-soon': {
      const { apologyDraft: draft } = event.data;
      if (!due || !draft) return due ? messages.dueSoon({ code, due }) : undefined;
      const { newDate, confirmBy } = draft;
      return messages.dueSoonWithDraft({
        code,
        due,
        newDate: vietnameseDate(newDate),
        confirmBy: vietnameseDate(confirmBy),
      });
    }
    case 'dossier.overdue':
      return due ? messages.overdue({ code, due }) : undefined;
    case 'dossier.withdrawal-declined':
      return messages.withdrawalDeclined({ code, reason: inSentence(event.data.reason) });
    case 'dossier.stopped':
      return event.data.withdrawn
        ? messages.withdrawn({ code })
        : messages.stopped({ code, reason: inSentence(event.data.reason) });
    case 'dossier.done':
      if (delivery === 'post') return messages.doneByPost({ code });
      return delivery === 'online'
        ? messages.doneOnline({ code })
        : messages.done({ code, place: dossier.desk });
    case 'dossier.result-corrected': {
      const { replaces, resultCode, reason } = event.data;
      return messages.resultCorrected({ code, replaces, resultCode, reason: inSentence(reason) });
    }
    case 'dossier.result-revoked': {
      const { resultCode, reason, legalBasis } = event.data;
      const why = { reason: inSentence(reason), legalBasis: inSentence(legalBasis) };
      return messages.resultRevoked({ code, resultCode, ...why });
    }
    case 'shipment.ordered':
      return messages.posted({ code, tracking: event.data.itemCode });
    case 'shipment.moved':
      return shipmentMoved(event, dossier);
    case 'feedback.received':
    case 'feedback.due-soon':
    case 'feedback.overdue': {
      const { kind, deadline } = event.data;
      const facts = { code, kind: feedbackKinds[kind], deadline: vietnameseDate(deadline) };
      return kind === 'correction'
        ? correctionToAnswer[event.name](facts)
        : feedbackToAnswer[event.name](facts);
    }
    case 'feedback.answered':
      if (event.data.verdict === 'accepted') return messages.correctionAccepted({ code });
      if (event.data.verdict === 'declined') return messages.correctionDeclined({ code });
      return messages.feedbackAnswered({ code, kind: feedbackKinds[event.data.kind] });
    default:
      event.name satisfies (typeof silentEvents)[number];
      return undefined;
  }
}

/** Texts one after the other. */
const joined = (texts: readonly Text[]): Text => ({
  vi: texts.map(({ vi }) => vi).join(' '),
  en: texts.map(({ en }) => en).join(' '),
});

/**
 * What an event tells with others that came shortly before it, as one message: the newest state, and of what came before
 * what the law demands to be told.
 * @param earlier oldest first
 */
export function messageWith(
  event: CloudEvent,
  earlier: readonly CloudEvent[],
  dossier: Circumstances,
): Message | undefined {
  const message = messageOf(event, dossier);
  if (!message) return undefined;
  const before = earlier.filter(isDemanded).flatMap((one) => messageOf(one, dossier)?.text ?? []);
  return { ...message, text: joined([...before, message.text]) };
}

/** All that a letter says. */
const whole = ({ text, besides }: Message, language: Language): string =>
  besides ? `${text[language]} ${besides[language]}` : text[language];

/** National status codes of a dossier whose result nobody waits for any more: refused, stopped, finished, returned. */
const SETTLED = [3, 8, 9, 10];

const guidance: Text = {
  vi: 'Ông/Bà có thể theo dõi hồ sơ trên Cổng Dịch vụ công của tỉnh: đăng nhập tài khoản đã nộp hồ sơ, hoặc tra cứu bằng mã hồ sơ và mã tra cứu ghi trên giấy biên nhận.',
  en: 'You can follow the dossier on the portal of the province: sign in with the account that filed it, or look it up by its code and the tracking code of the receipt.',
};

const guidanceToAgency: Text = {
  vi: 'Cán bộ, công chức xử lý hồ sơ trên hệ thống thông tin một cửa điện tử của tỉnh, bằng tài khoản của mình.',
  en: "Officers handle the dossier in the one-stop system of the province, each by the officer's own account.",
};

/** What a letter calls the facts that it states. */
const labels = {
  code: { vi: 'Mã hồ sơ', en: 'Dossier' },
  procedure: { vi: 'Thủ tục', en: 'Procedure' },
  agency: { vi: 'Cơ quan giải quyết', en: 'Agency' },
  status: { vi: 'Trạng thái', en: 'Status' },
  due: { vi: 'Ngày hẹn trả kết quả', en: 'Result due' },
} as const satisfies Record<string, Text>;

/** How somebody is greeted. */
export const greetings: Readonly<Record<Language, (name: string) => string>> = {
  vi: (name) => `Kính gửi ${name},`,
  en: (name) => `Dear ${name},`,
};

/** A letter as it is sent. @param subject where it is not its title alone */
export const emailOf = (letter: Letter, subject = letter.title): Email => ({
  subject,
  text: textOf(letter),
  html: htmlOf(letter),
});

/**
 * The e-mail about an event to whom it concerns, with a line in the other language; undefined when there is nothing to tell. Pure.
 * @param earlier events that are told with it, oldest first
 */
export function emailFor(
  event: CloudEvent,
  dossier: NotifiedDossier,
  language: Language = 'vi',
  earlier: readonly CloudEvent[] = [],
): Email | undefined {
  const message = messageWith(event, earlier, dossier);
  if (!message) return undefined;
  const { dossierCode, dueAt, nationalStatus } = event.data;
  const due = SETTLED.includes(nationalStatus) ? undefined : dueAt;
  const toAgency = isForAgency(event);
  const person = language === 'vi' ? `Ông/Bà ${dossier.applicantName}` : dossier.applicantName;
  const letter: Letter = {
    language,
    title: message.title[language],
    greeting: greetings[language](toAgency ? dossier.agencyName[language] : person),
    message: whole(message, language),
    translation: whole(message, language === 'vi' ? 'en' : 'vi'),
    facts: [
      [labels.code[language], dossierCode],
      [labels.procedure[language], dossier.procedureName],
      [labels.agency[language], dossier.agencyName[language]],
      [labels.status[language], dossier.statusName],
      ...(due ? [[labels.due[language], vietnameseTime(due)] as const] : []),
    ],
    guidance: toAgency ? guidanceToAgency[language] : guidance[language],
    // After #, so that the code stands in no log on its way.
    trackingUrl: `${dossier.trackingUrl}#${dossierCode}`,
  };
  return emailOf(letter, `[${dossierCode}] ${letter.title}`);
}
