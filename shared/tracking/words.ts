import type { Filed } from '../dossier/dossier.ts';
import type { EventName } from '../dossier/events.ts';
import type { PastEvent } from '../dossier/history.ts';
import { type FiledStatus, filedStatuses, isFiledStatus } from '../dossier/status.ts';
import { vietnameseAmount, vietnameseTime } from '../format.ts';
import { whyReturned } from '../payment/refund.ts';
import { type ShipmentStatus, shipmentStatuses } from '../shipment/status.ts';
import type { Text } from '../text.ts';

type Facts = PastEvent['data'];

/** What a timeline says of an event. */
type EventLine = {
  readonly text: (facts: Facts) => Text;
  /** Of what only the owner is told, and nobody who has but the receipt. */
  readonly ownerOnly?: true;
};

const saying = (text: Text): EventLine => ({ text: () => text });

/** The same with the day on which the result is due from then on. */
const sayingDue = ({ vi, en }: Text): EventLine => ({
  text: ({ dueAt }) =>
    dueAt
      ? {
          vi: `${vi}, hẹn trả kết quả ${vietnameseTime(dueAt)}`,
          en: `${en}; the result is due on ${vietnameseTime(dueAt)}`,
        }
      : { vi, en },
});

const toOwner = (line: EventLine): EventLine => ({ ...line, ownerOnly: true });

/** What is said of feedback on the handling, or of a request to correct data. */
const ofFeedback = (handling: Text, correction: Text): EventLine => ({
  text: ({ kind }) => (kind === 'correction' ? correction : handling),
});

const isShipmentStatus = (status: string): status is ShipmentStatus =>
  Object.hasOwn(shipmentStatuses, status);

/** How far the post is with the result. */
const shipmentLine: EventLine = {
  text: ({ shipmentStatus = '' }) => {
    const name = isShipmentStatus(shipmentStatus) ? shipmentStatuses[shipmentStatus].name : undefined;
    if (!name) return { vi: 'Bưu điện báo tin về kết quả', en: 'The post reported on the result' };
    return { vi: `Bưu chính: ${name.vi.toLowerCase()}`, en: `Post: ${name.en.toLowerCase()}` };
  },
};

/** What becomes of money that settled nothing, with the sum and why. */
const refundLine = ({ vi, en }: Text): EventLine => ({
  text: ({ amountVnd = 0, refundReason }) => {
    const why = whyReturned(refundReason);
    const sum = vietnameseAmount(amountVnd);
    return {
      vi: `${vi}: ${sum} đồng${why ? ` (${why.vi.toLowerCase()})` : ''}`,
      en: `${en}: ${sum} đồng${why ? ` (${why.en.toLowerCase()})` : ''}`,
    };
  },
});

/** What happened, in words: a line for each event. */
export const eventLines: Readonly<Record<EventName, EventLine>> = {
  'dossier.submitted': saying({ vi: 'Hồ sơ được nộp', en: 'The dossier was filed' }),
  'dossier.received': sayingDue({ vi: 'Hồ sơ được tiếp nhận', en: 'The dossier was received' }),
  'dossier.refused': saying({ vi: 'Hồ sơ không được tiếp nhận, giải quyết', en: 'The dossier was refused' }),
  'dossier.processing-started': saying({
    vi: 'Cơ quan bắt đầu giải quyết',
    en: 'The agency began to work on it',
  }),
  'dossier.assigned': toOwner(
    saying({ vi: 'Cơ quan phân công người giải quyết', en: 'The agency assigned it' }),
  ),
  'dossier.claimed': toOwner(saying({ vi: 'Cán bộ nhận giải quyết', en: 'An officer took it up' })),
  'dossier.released': toOwner(
    saying({ vi: 'Cơ quan phân công lại người giải quyết', en: 'It is to be assigned again' }),
  ),
  'dossier.consultation-requested': toOwner(
    saying({ vi: 'Cơ quan lấy ý kiến cơ quan phối hợp', en: 'Another agency was asked for its opinion' }),
  ),
  'dossier.consultation-answered': toOwner(
    saying({ vi: 'Cơ quan phối hợp đã có ý kiến', en: 'The other agency gave its opinion' }),
  ),
  'dossier.consultation-silent': toOwner(
    saying({
      vi: 'Cơ quan phối hợp không trả lời đúng hạn, được coi là đồng ý',
      en: 'The other agency did not answer in time, which counts as consent',
    }),
  ),
  'dossier.consultation-withdrawn': toOwner(
    saying({ vi: 'Cơ quan không lấy ý kiến nữa', en: 'The other agency is no longer asked' }),
  ),
  'dossier.proposed': toOwner(
    saying({ vi: 'Đã thẩm định, trình lãnh đạo', en: 'It was appraised and lies with the leader' }),
  ),
  'dossier.sent-back': toOwner(
    saying({ vi: 'Lãnh đạo yêu cầu thẩm định lại', en: 'The leader had it appraised again' }),
  ),
  'dossier.approved': toOwner(saying({ vi: 'Lãnh đạo đã phê duyệt', en: 'The leader approved it' })),
  'dossier.supplement-requested': saying({
    vi: 'Cơ quan yêu cầu bổ sung, hoàn thiện',
    en: 'A supplement was asked for',
  }),
  'dossier.supplement-reminded': saying({
    vi: 'Cơ quan nhắc bổ sung, hoàn thiện',
    en: 'You were reminded of the supplement',
  }),
  'dossier.supplement-answered': sayingDue({ vi: 'Đã nhận nội dung bổ sung', en: 'The supplement came in' }),
  'dossier.payment-requested': saying({ vi: 'Cơ quan yêu cầu nộp phí, lệ phí', en: 'Payment was asked for' }),
  'dossier.charge-corrected': saying({
    vi: 'Cơ quan điều chỉnh phí, lệ phí phải nộp',
    en: 'What is to be paid was corrected',
  }),
  'dossier.charge-waived': sayingDue({
    vi: 'Không phải nộp phí, lệ phí',
    en: 'Nothing is to be paid',
  }),
  'dossier.payment-recorded': sayingDue({ vi: 'Đã nhận phí, lệ phí', en: 'The payment came in' }),
  'dossier.payment-on-delivery': sayingDue({
    vi: 'Phí, lệ phí sẽ được bưu điện thu hộ khi trả kết quả',
    en: 'The post collects the charge when it delivers the result',
  }),
  'dossier.extended': sayingDue({ vi: 'Thời hạn giải quyết được gia hạn', en: 'The time was extended' }),
  'dossier.reappointed': sayingDue({
    vi: 'Cơ quan xin lỗi và hẹn lại ngày trả kết quả',
    en: 'The agency apologised and appointed another day',
  }),
  'dossier.due-date-moved': sayingDue({
    vi: 'Ngày hẹn trả thay đổi theo lịch làm việc',
    en: 'The due day moved with the working calendar',
  }),
  'dossier.step-overdue': toOwner(
    saying({
      vi: 'Một bước xử lý chậm so với quy trình nội bộ, cơ quan đã được nhắc',
      en: 'A step inside the agency is late, and the agency was told',
    }),
  ),
  'dossier.due-soon': saying({ vi: 'Sắp đến ngày hẹn trả kết quả', en: 'The due day is near' }),
  'dossier.overdue': saying({
    vi: 'Đã quá ngày hẹn trả kết quả',
    en: 'The due day is past',
  }),
  'dossier.withdrawal-requested': saying({ vi: 'Ông/Bà yêu cầu rút hồ sơ', en: 'You asked to withdraw it' }),
  'dossier.withdrawal-taken-back': saying({
    vi: 'Ông/Bà hủy yêu cầu rút, hồ sơ tiếp tục được giải quyết',
    en: 'You took the withdrawal back, and the dossier goes on',
  }),
  'dossier.withdrawal-declined': saying({
    vi: 'Yêu cầu rút không được chấp nhận, hồ sơ tiếp tục được giải quyết',
    en: 'The withdrawal was declined, and the dossier goes on',
  }),
  'dossier.stopped': {
    text: ({ withdrawn }) =>
      withdrawn
        ? { vi: 'Hồ sơ dừng xử lý theo yêu cầu của Ông/Bà', en: 'The dossier was stopped, as you asked' }
        : { vi: 'Hồ sơ dừng xử lý', en: 'The dossier was stopped' },
  },
  'dossier.result-issued': saying({ vi: 'Kết quả đã được ký', en: 'The result was signed' }),
  'dossier.result-corrected': saying({
    vi: 'Kết quả được thay bằng bản đã sửa',
    en: 'The result was replaced by a corrected one',
  }),
  'dossier.result-revoked': saying({ vi: 'Kết quả bị thu hồi', en: 'The result was revoked' }),
  'dossier.done': saying({ vi: 'Đã có kết quả', en: 'The result is ready' }),
  'dossier.returned': saying({ vi: 'Đã trả kết quả', en: 'The result was handed over' }),
  'shipment.ordered': saying({
    vi: 'Kết quả được giao cho bưu điện',
    en: 'The result was handed to the post',
  }),
  'shipment.instructed': toOwner(
    saying({
      vi: 'Ông/Bà đề nghị bưu điện phát theo cách khác',
      en: 'You asked the post for another delivery',
    }),
  ),
  'shipment.moved': shipmentLine,
  'refund.owed': toOwner(
    refundLine({ vi: 'Khoản đã nộp sẽ được hoàn trả', en: 'What was paid will be returned' }),
  ),
  'refund.returned': toOwner(
    refundLine({ vi: 'Khoản đã nộp đã được hoàn trả', en: 'What was paid was returned' }),
  ),
  'refund.refused': toOwner(
    refundLine({
      vi: 'Tổ chức thanh toán không hoàn được, cơ quan sẽ hoàn trả trực tiếp',
      en: 'The provider of payment does not return it: the agency will',
    }),
  ),
  'feedback.received': toOwner(
    ofFeedback(
      { vi: 'Đã tiếp nhận phản ánh, kiến nghị của Ông/Bà', en: 'Your feedback was received' },
      {
        vi: 'Đã tiếp nhận yêu cầu chỉnh sửa dữ liệu của Ông/Bà',
        en: 'Your request to correct data was received',
      },
    ),
  ),
  'feedback.due-soon': toOwner(
    ofFeedback(
      {
        vi: 'Cơ quan được nhắc sắp đến hạn trả lời phản ánh, kiến nghị',
        en: 'The agency was warned that your feedback is to be answered soon',
      },
      {
        vi: 'Cơ quan được nhắc sắp đến hạn trả lời yêu cầu chỉnh sửa dữ liệu',
        en: 'The agency was warned that your request to correct data is to be answered soon',
      },
    ),
  ),
  'feedback.overdue': toOwner(
    ofFeedback(
      {
        vi: 'Quá hạn trả lời phản ánh, kiến nghị, cơ quan đã được nhắc',
        en: 'Your feedback is not answered in time, and the agency was told',
      },
      {
        vi: 'Quá hạn trả lời yêu cầu chỉnh sửa dữ liệu, cơ quan đã được nhắc',
        en: 'Your request to correct data is not answered in time, and the agency was told',
      },
    ),
  ),
  'feedback.answered': toOwner({
    text: ({ verdict }) => {
      if (verdict === 'accepted')
        return {
          vi: 'Dữ liệu đã được chỉnh sửa theo yêu cầu của Ông/Bà',
          en: 'Data were corrected as you asked',
        };
      return verdict === 'declined'
        ? {
            vi: 'Yêu cầu chỉnh sửa dữ liệu của Ông/Bà không được chấp nhận',
            en: 'Your request to correct data was declined',
          }
        : { vi: 'Phản ánh, kiến nghị của Ông/Bà đã được trả lời', en: 'Your feedback was answered' };
    },
  }),
  'fee-receipt.cancelled': toOwner(
    saying({
      vi: 'Biên lai đã hủy, phí, lệ phí đã được trả lại',
      en: 'The receipt was cancelled, and the fee given back',
    }),
  ),
  'dossier.rated': toOwner(saying({ vi: 'Ông/Bà đã đánh giá', en: 'You rated how it was handled' })),
};

const isKnown = (type: string): type is EventName => Object.hasOwn(eventLines, type);

/** What an event says; one that no action of today has says what status it led to. */
export function lineOf({ type, data }: PastEvent): { readonly text: Text; readonly ownerOnly: boolean } {
  if (isKnown(type)) {
    const { text, ownerOnly = false } = eventLines[type];
    return { text: text(data), ownerOnly };
  }
  const text = isFiledStatus(data.status) ? filedStatuses[data.status].name : { vi: type, en: type };
  return { text, ownerOnly: true };
}

/** Who has to act next. */
export const parties = ['applicant', 'desk', 'agency', 'post', 'nobody'] as const;
export type Party = (typeof parties)[number];

/** What is to be done next, and by whom. */
export type NextStep = {
  readonly who: Party;
  readonly text: Text;
  /** Last local day. */
  readonly by?: string | undefined;
};

/** What a timeline says of a status: what goes on now, and what comes next. */
type StatusLine = {
  readonly now: Text;
  readonly next: (dossier: Filed) => NextStep;
};

const step = (who: Party, text: Text) => (): NextStep => ({ who, text });

const ended = step('nobody', {
  vi: 'Hồ sơ đã kết thúc. Ông/Bà có thể đánh giá, gửi phản ánh, kiến nghị hoặc nộp hồ sơ mới.',
  en: 'The dossier has ended. You may rate it, send feedback, or file anew.',
});

/** How a result is had, by the way that was chosen. */
const ways: Readonly<Record<Filed['form']['delivery']['channel'], NextStep>> = {
  desk: {
    who: 'applicant',
    text: {
      vi: 'Nhận kết quả tại Bộ phận Một cửa, mang theo giấy hẹn và giấy tờ tùy thân.',
      en: 'Collect the result at the one-stop desk, with your receipt and identity paper.',
    },
  },
  online: {
    who: 'applicant',
    text: { vi: 'Đăng nhập và nhận kết quả điện tử.', en: 'Sign in and take the electronic result.' },
  },
  post: {
    who: 'post',
    text: { vi: 'Phát kết quả đến địa chỉ đã đăng ký.', en: 'Brings the result to the address you gave.' },
  },
};

/** What the post was to collect, and did not. */
const payAtDesk: NextStep = {
  who: 'applicant',
  text: {
    vi: 'Nộp phí, lệ phí tại Bộ phận Một cửa để nhận kết quả.',
    en: 'Pay the charge at the one-stop desk, and collect the result there.',
  },
};

/** How it stands, in words: a line for each status. */
export const statusLines: Readonly<Record<FiledStatus, StatusLine>> = {
  submitted: {
    now: { vi: 'Hồ sơ đã nộp, chờ tiếp nhận', en: 'Filed, to be received' },
    next: step('desk', { vi: 'Kiểm tra và tiếp nhận hồ sơ.', en: 'Checks the dossier and receives it.' }),
  },
  received: {
    now: { vi: 'Hồ sơ đã được tiếp nhận', en: 'Received' },
    next: step('agency', { vi: 'Phân công và giải quyết hồ sơ.', en: 'Assigns the dossier and decides it.' }),
  },
  processing: {
    now: { vi: 'Hồ sơ đang được giải quyết', en: 'Being decided' },
    next: step('agency', {
      vi: 'Giải quyết hồ sơ và ký kết quả.',
      en: 'Decides the dossier and signs the result.',
    }),
  },
  supplementRequested: {
    now: { vi: 'Hồ sơ chờ Ông/Bà bổ sung, hoàn thiện', en: 'Waiting for your supplement' },
    next: ({ supplementUntil, supplementByPost }) =>
      supplementByPost
        ? {
            who: 'post',
            text: {
              vi: 'Thu gom giấy tờ bổ sung và giao cho Bộ phận Một cửa, nơi tiếp nhận.',
              en: 'Brings the supplement to the one-stop desk, which takes it in.',
            },
          }
        : {
            who: 'applicant',
            text: {
              vi: 'Bổ sung tất cả nội dung được yêu cầu trong một lần gửi: trực tuyến, tại Bộ phận Một cửa, hoặc qua bưu chính nếu thủ tục nhận qua bưu chính.',
              en: 'Send everything that is asked for, at once: online, at the one-stop desk, or by post where the procedure takes papers so.',
            },
            by: supplementUntil,
          },
  },
  paymentRequested: {
    now: { vi: 'Hồ sơ chờ Ông/Bà nộp phí, lệ phí', en: 'Waiting for your payment' },
    next: ({ paymentUntil }) => ({
      who: 'applicant',
      text: { vi: 'Nộp phí, lệ phí.', en: 'Pay the charge.' },
      by: paymentUntil,
    }),
  },
  withdrawalRequested: {
    now: { vi: 'Ông/Bà đã yêu cầu rút hồ sơ', en: 'You have asked to withdraw it' },
    next: step('agency', {
      vi: 'Xem xét yêu cầu rút hồ sơ. Trước khi có trả lời, Ông/Bà có thể hủy yêu cầu này.',
      en: 'Considers the withdrawal. Until it answers you may take it back.',
    }),
  },
  done: {
    now: { vi: 'Hồ sơ đã có kết quả', en: 'The result is ready' },
    next: ({ form, collection }) => (collection === 'atDesk' ? payAtDesk : ways[form.delivery.channel]),
  },
  returned: {
    now: { vi: 'Đã trả kết quả', en: 'The result was handed over' },
    next: ({ rating }) =>
      rating
        ? { who: 'nobody', text: { vi: 'Hồ sơ đã hoàn thành.', en: 'The dossier is complete.' } }
        : {
            who: 'applicant',
            text: {
              vi: 'Đánh giá mức độ hài lòng, nếu muốn.',
              en: 'Tell how satisfied you are, if you like.',
            },
          },
  },
  refused: {
    now: { vi: 'Hồ sơ không được tiếp nhận, giải quyết', en: 'The dossier was refused' },
    next: ended,
  },
  stopped: { now: { vi: 'Hồ sơ đã dừng xử lý', en: 'The dossier was stopped' }, next: ended },
};

/** The same of a draft, which nobody else knows. */
export const draftLine = {
  now: { vi: 'Hồ sơ nháp, chưa nộp', en: 'A draft that is not filed yet' },
  next: {
    who: 'applicant',
    text: { vi: 'Hoàn thành tờ khai, giấy tờ và nộp hồ sơ.', en: 'Complete form and papers, and file it.' },
  },
} as const satisfies { now: Text; next: NextStep };
