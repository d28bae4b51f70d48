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
] as const satisfies readonly EventName[];

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
      return feedbackToAnswer[event.name](facts);
    }
    case 'feedback.answered':
      return messages.feedbackAnswered({ code, kind: feedbackKinds[event.data.kind] });
    default:
      event.name satisfies (typeof silentEvents)[number];
      return undefined;
  }
}

/** All that a letter says. */
const whole = ({ text, besides }: Message, language: Language): string =>
  besides ? `${text[language]} ${besides[language]}` : text[language];

/** National status codes of a dossier whose result nobody waits for any more: refused, stopped, finished, returned. */
const SETTLED = [3, 8, 9, 10];

const GUIDANCE =
  'Ông/Bà có thể theo dõi hồ sơ trên Cổng Dịch vụ công của tỉnh: đăng nhập tài khoản đã nộp hồ sơ, hoặc tra cứu bằng mã hồ sơ và mã tra cứu ghi trên giấy biên nhận.';

const GUIDANCE_TO_AGENCY =
  'Cán bộ, công chức xử lý hồ sơ trên hệ thống thông tin một cửa điện tử của tỉnh, bằng tài khoản của mình.';

/** The e-mail about an event to whom it concerns, in Vietnamese with a line in English; undefined when there is nothing to tell. Pure. */
export function emailFor(event: CloudEvent, dossier: NotifiedDossier): Email | undefined {
  const message = messageOf(event, dossier);
  if (!message) return undefined;
  const { dossierCode, dueAt, nationalStatus } = event.data;
  const due = SETTLED.includes(nationalStatus) ? undefined : dueAt;
  const toAgency = isForAgency(event);
  const letter: Letter = {
    title: message.title.vi,
    greeting: `Kính gửi ${toAgency ? dossier.agencyName.vi : `Ông/Bà ${dossier.applicantName}`},`,
    message: whole(message, 'vi'),
    english: whole(message, 'en'),
    facts: [
      ['Mã hồ sơ', dossierCode],
      ['Thủ tục', dossier.procedureName],
      ['Cơ quan giải quyết', dossier.agencyName.vi],
      ['Trạng thái', dossier.statusName],
      ...(due ? [['Ngày hẹn trả kết quả', vietnameseTime(due)] as const] : []),
    ],
    guidance: toAgency ? GUIDANCE_TO_AGENCY : GUIDANCE,
    // After #, so that the code stands in no log on its way.
    trackingUrl: `${dossier.trackingUrl}#${dossierCode}`,
  };
  return { subject: `[${dossierCode}] ${letter.title}`, text: textOf(letter), html: htmlOf(letter) };
}
