import type { Text } from '../text.ts';

/** What an applicant, or an agency, is told: a title, and a text that says it all in one or two sentences, as an SMS does. */
export type Message = {
  readonly title: Text;
  readonly text: Text;
  /** What a letter says besides, which has room and a link. */
  readonly besides?: Text;
};

/** The edition of all texts: the record of a message names it. It goes up when a text changes. */
export const EDITION = 3;

/** Said with the result, so that no letter goes out for it alone: the tracking page is the link of every letter. */
const RATE: Text = {
  vi: 'Khi đã nhận kết quả, mời Ông/Bà đánh giá việc giải quyết hồ sơ ở trang tra cứu, theo đường dẫn trong thư này.',
  en: 'Once you have it, please rate how it was handled, on the tracking page to which the link of this letter leads.',
};

/** The texts. What stands in them is formatted already: dates as dd/MM/yyyy, amounts as 1.205.000. */
export const messages = {
  submitted: ({ code }: { code: string }) => ({
    title: { vi: 'Hồ sơ đã được gửi', en: 'Dossier sent' },
    text: {
      vi: `Hồ sơ của Ông/Bà đã được gửi thành công, mã tạm ${code}. Cơ quan sẽ kiểm tra và thông báo kết quả tiếp nhận.`,
      en: `Your dossier has been sent, with the provisional code ${code}. The agency will check it and tell you whether it is received.`,
    },
  }),
  received: ({ code, date, due }: { code: string; date: string; due: string }) => ({
    title: { vi: 'Hồ sơ đã được tiếp nhận', en: 'Dossier received' },
    text: {
      vi: `Hồ sơ ${code} đã được tiếp nhận ngày ${date}. Ngày hẹn trả kết quả: ${due}.`,
      en: `Dossier ${code} was received on ${date}. The result is due on ${due}.`,
    },
  }),
  refused: ({ code, reason }: { code: string; reason: string }) => ({
    title: { vi: 'Hồ sơ không được tiếp nhận', en: 'Dossier not received' },
    text: {
      vi: `Hồ sơ ${code} không được tiếp nhận. Lý do: ${reason}.`,
      en: `Dossier ${code} is not received. Reason: ${reason}.`,
    },
  }),
  supplement: ({
    code,
    items,
    reason,
    deadline,
  }: Record<'code' | 'reason' | 'deadline', string> & { items: Text }) => ({
    title: { vi: 'Hồ sơ cần bổ sung', en: 'Dossier to be supplemented' },
    text: {
      vi: `Hồ sơ ${code} cần bổ sung, hoàn thiện: ${items.vi}. Lý do: ${reason}. Hạn bổ sung: ${deadline}.`,
      en: `Dossier ${code} is to be supplemented: ${items.en}. Reason: ${reason}. Last day: ${deadline}.`,
    },
  }),
  supplementReminder: ({ code, items, deadline }: Record<'code' | 'items' | 'deadline', string>) => ({
    title: { vi: 'Sắp hết hạn bổ sung hồ sơ', en: 'The last day to supplement is near' },
    text: {
      vi: `Hồ sơ ${code} vẫn đang chờ bổ sung, hoàn thiện: ${items}. Hạn bổ sung: ${deadline}; sau ngày này hồ sơ sẽ kết thúc.`,
      en: `Dossier ${code} still waits for its supplement: ${items}. The last day is ${deadline}; after it the dossier ends.`,
    },
  }),
  supplemented: ({ code, due }: { code: string; due: string }) => ({
    title: { vi: 'Đã nhận giấy tờ bổ sung', en: 'Supplement received' },
    text: {
      vi: `Cơ quan đã nhận giấy tờ bổ sung của hồ sơ ${code}. Ngày hẹn trả mới: ${due}.`,
      en: `The agency has your supplement to dossier ${code}. The result is now due on ${due}.`,
    },
  }),
  /** A supplement to what is not received yet: no clock runs, so there is no day to appoint. */
  supplementedBeforeReception: ({ code }: { code: string }) => ({
    title: { vi: 'Đã nhận giấy tờ bổ sung', en: 'Supplement received' },
    text: {
      vi: `Cơ quan đã nhận giấy tờ bổ sung của hồ sơ ${code}. Cơ quan sẽ kiểm tra và thông báo kết quả tiếp nhận.`,
      en: `The agency has your supplement to dossier ${code}. It will check it and tell you whether it is received.`,
    },
  }),
  pay: ({ code, amount, deadline }: { code: string; amount: string; deadline: string }) => ({
    title: { vi: 'Hồ sơ cần thanh toán', en: 'Payment requested' },
    text: {
      vi: `Hồ sơ ${code} cần thực hiện nghĩa vụ tài chính: ${amount} đồng. Vui lòng thanh toán trước ${deadline}.`,
      en: `Dossier ${code} has a charge of ${amount} đồng. Please pay before ${deadline}.`,
    },
  }),
  chargeCorrected: ({
    code,
    amount,
    reason,
    deadline,
  }: Record<'code' | 'amount' | 'reason' | 'deadline', string>) => ({
    title: { vi: 'Khoản phải nộp được điều chỉnh', en: 'Your charge was corrected' },
    text: {
      vi: `Khoản phải nộp của hồ sơ ${code} được điều chỉnh thành ${amount} đồng, thay cho yêu cầu trước. Lý do: ${reason}. Vui lòng thanh toán trước ${deadline}; khoản nộp theo yêu cầu trước sẽ được hoàn trả.`,
      en: `The charge of dossier ${code} is now ${amount} đồng, in place of what was asked for before. Reason: ${reason}. Please pay before ${deadline}; what is paid of the former charge will be returned.`,
    },
  }),
  chargeWaived: ({ code, reason }: { code: string; reason: string }) => ({
    title: { vi: 'Hồ sơ không phải nộp phí, lệ phí', en: 'Nothing is to be paid' },
    text: {
      vi: `Hồ sơ ${code} không phải nộp phí, lệ phí, yêu cầu thanh toán trước không còn hiệu lực. Lý do: ${reason}.`,
      en: `Nothing is to be paid for dossier ${code} any more: what was asked for before no longer holds. Reason: ${reason}.`,
    },
  }),
  paid: ({ code, amount, receiptNo }: { code: string; amount: string; receiptNo: string }) => ({
    title: { vi: 'Đã nhận thanh toán', en: 'Payment received' },
    text: {
      vi: `Đã nhận thanh toán ${amount} đồng cho hồ sơ ${code}. Số biên lai: ${receiptNo}.`,
      en: `We have received ${amount} đồng for dossier ${code}. Receipt number: ${receiptNo}.`,
    },
  }),
  refundOwed: ({ code, amount, reason }: { code: string; amount: string; reason: Text }) => ({
    title: { vi: 'Khoản đã nộp sẽ được hoàn trả', en: 'A payment will be returned' },
    text: {
      vi: `Khoản ${amount} đồng đã nộp cho hồ sơ ${code} sẽ được hoàn trả. Lý do: ${reason.vi}.`,
      en: `${amount} đồng paid for dossier ${code} will be returned. Reason: ${reason.en}.`,
    },
  }),
  refundReturned: ({ code, amount, reason }: { code: string; amount: string; reason: Text }) => ({
    title: { vi: 'Khoản đã nộp đã được hoàn trả', en: 'A payment was returned' },
    text: {
      vi: `Khoản ${amount} đồng đã nộp cho hồ sơ ${code} đã được hoàn trả. Lý do: ${reason.vi}.`,
      en: `${amount} đồng paid for dossier ${code} was returned. Reason: ${reason.en}.`,
    },
  }),
  refundRefused: ({ code, amount, reason }: { code: string; amount: string; reason: Text }) => ({
    title: { vi: 'Cơ quan sẽ hoàn trả khoản đã nộp', en: 'The agency will return a payment' },
    text: {
      vi: `Tổ chức thanh toán không hoàn được khoản ${amount} đồng đã nộp cho hồ sơ ${code}; cơ quan sẽ liên hệ để hoàn trả trực tiếp. Lý do hoàn trả: ${reason.vi}.`,
      en: `The provider of payment does not return ${amount} đồng paid for dossier ${code}; the agency will get in touch and return it. Reason of the return: ${reason.en}.`,
    },
  }),
  extended: ({ code, reason, due }: Record<'code' | 'reason' | 'due', string>) => ({
    title: { vi: 'Gia hạn thời gian giải quyết', en: 'More time for the dossier' },
    text: {
      vi: `Thời gian giải quyết hồ sơ ${code} được gia hạn. Lý do: ${reason}. Ngày hẹn trả mới: ${due}.`,
      en: `Dossier ${code} takes longer, as the law allows. Reason: ${reason}. The result is now due on ${due}.`,
    },
  }),
  /** Phiếu xin lỗi và hẹn lại ngày trả kết quả: form 04 in a sentence. */
  apology: ({ code, agency, reason, due }: { code: string; agency: Text; reason: string; due: string }) => ({
    title: { vi: 'Xin lỗi và hẹn lại ngày trả kết quả', en: 'Our apology, and another day for the result' },
    text: {
      vi: `${agency.vi} xin lỗi Ông/Bà vì hồ sơ ${code} chưa được giải quyết đúng hạn. Lý do: ${reason}. Ngày hẹn trả lại: ${due}.`,
      en: `${agency.en} apologises: dossier ${code} will not be decided in time. Reason: ${reason}. The result is now due on ${due}.`,
    },
  }),
  stepOverdue: ({ code, step, due }: { code: string; step: Text; due: string }) => ({
    title: { vi: 'Một bước xử lý hồ sơ quá hạn', en: 'A step is overdue' },
    text: {
      vi: `Bước "${step.vi}" của hồ sơ ${code} đã quá hạn theo quy trình nội bộ từ ${due}.`,
      en: `The step "${step.en}" of dossier ${code} has been overdue by the internal process since ${due}.`,
    },
  }),
  /** To the agency, with the draft of its apology. */
  dueSoonWithDraft: ({
    code,
    due,
    newDate,
    confirmBy,
  }: Record<'code' | 'due' | 'newDate' | 'confirmBy', string>) => ({
    title: { vi: 'Hồ sơ sắp đến hạn trả kết quả', en: 'A result is due soon' },
    text: {
      vi: `Hồ sơ ${code} đến hạn trả kết quả vào ${due}. Nếu không kịp, thủ trưởng cơ quan xin lỗi và hẹn lại chậm nhất ngày ${confirmBy}; phiếu dự thảo đề xuất ngày ${newDate}.`,
      en: `The result of dossier ${code} is due on ${due}. If it will be late, the head of the agency apologises and appoints another day by ${confirmBy}; the draft proposes ${newDate}.`,
    },
  }),
  dueSoon: ({ code, due }: Record<'code' | 'due', string>) => ({
    title: { vi: 'Hồ sơ sắp đến hạn trả kết quả', en: 'A result is due soon' },
    text: {
      vi: `Hồ sơ ${code} đến hạn trả kết quả vào ${due} và không còn được hẹn lại.`,
      en: `The result of dossier ${code} is due on ${due}, and no other day can be appointed any more.`,
    },
  }),
  overdue: ({ code, due }: Record<'code' | 'due', string>) => ({
    title: { vi: 'Hồ sơ quá hạn trả kết quả', en: 'A result is overdue' },
    text: {
      vi: `Hồ sơ ${code} đã quá hạn trả kết quả từ ${due}.`,
      en: `The result of dossier ${code} has been overdue since ${due}.`,
    },
  }),
  dueDateMoved: ({ code, reason, before, due }: Record<'code' | 'reason' | 'before' | 'due', string>) => ({
    title: { vi: 'Ngày hẹn trả kết quả thay đổi', en: 'The due date has moved' },
    text: {
      vi: `Ngày hẹn trả kết quả hồ sơ ${code} chuyển từ ${before} sang ${due}. Lý do: ${reason}.`,
      en: `The result of dossier ${code}, due on ${before}, is now due on ${due}. Reason: ${reason}.`,
    },
  }),
  withdrawn: ({ code }: { code: string }) => ({
    title: { vi: 'Hồ sơ đã dừng theo yêu cầu', en: 'Dossier withdrawn' },
    text: {
      vi: `Hồ sơ ${code} đã dừng xử lý theo yêu cầu rút hồ sơ của Ông/Bà.`,
      en: `Dossier ${code} has been stopped, as you asked.`,
    },
  }),
  withdrawalDeclined: ({ code, reason }: { code: string; reason: string }) => ({
    title: { vi: 'Không thể rút hồ sơ', en: 'Withdrawal declined' },
    text: {
      vi: `Yêu cầu rút hồ sơ ${code} không được chấp nhận, hồ sơ tiếp tục được giải quyết. Lý do: ${reason}.`,
      en: `The withdrawal of dossier ${code} is declined, and the dossier goes on. Reason: ${reason}.`,
    },
  }),
  stopped: ({ code, reason }: { code: string; reason: string }) => ({
    title: { vi: 'Hồ sơ đã dừng xử lý', en: 'Dossier stopped' },
    text: {
      vi: `Hồ sơ ${code} đã dừng xử lý. Lý do: ${reason}.`,
      en: `Dossier ${code} has been stopped. Reason: ${reason}.`,
    },
  }),
  done: ({ code, place }: { code: string; place: string }) => ({
    title: { vi: 'Hồ sơ đã có kết quả', en: 'Result ready' },
    text: {
      vi: `Hồ sơ ${code} đã có kết quả. Mời Ông/Bà nhận kết quả tại ${place}.`,
      en: `The result of dossier ${code} is ready. Please collect it at ${place}.`,
    },
    besides: RATE,
  }),
  doneByPost: ({ code }: { code: string }) => ({
    title: { vi: 'Hồ sơ đã có kết quả', en: 'Result ready' },
    text: {
      vi: `Hồ sơ ${code} đã có kết quả. Kết quả được gửi qua bưu chính công ích đến địa chỉ Ông/Bà đã đăng ký.`,
      en: `The result of dossier ${code} is ready. The public post will bring it to the address you gave.`,
    },
  }),
  doneOnline: ({ code }: { code: string }) => ({
    title: { vi: 'Hồ sơ đã có kết quả', en: 'Result ready' },
    text: {
      vi: `Hồ sơ ${code} đã có kết quả là tệp đã ký số. Mời Ông/Bà đăng nhập Cổng Dịch vụ công của tỉnh để nhận.`,
      en: `The result of dossier ${code} is ready as a signed file. Please sign in to the portal to take it.`,
    },
    besides: RATE,
  }),
  resultCorrected: ({
    code,
    replaces,
    resultCode,
    reason,
  }: Record<'code' | 'replaces' | 'resultCode' | 'reason', string>) => ({
    title: { vi: 'Kết quả đã được đính chính', en: 'Result corrected' },
    text: {
      vi: `Kết quả ${replaces} của hồ sơ ${code} được thay thế bằng kết quả ${resultCode}. Lý do: ${reason}.`,
      en: `Result ${replaces} of dossier ${code} is replaced by result ${resultCode}. Reason: ${reason}.`,
    },
  }),
  resultRevoked: ({
    code,
    resultCode,
    reason,
    legalBasis,
  }: Record<'code' | 'resultCode' | 'reason' | 'legalBasis', string>) => ({
    title: { vi: 'Kết quả đã bị thu hồi', en: 'Result revoked' },
    text: {
      vi: `Kết quả ${resultCode} của hồ sơ ${code} đã bị thu hồi, hủy bỏ. Lý do: ${reason}. Căn cứ: ${legalBasis}.`,
      en: `Result ${resultCode} of dossier ${code} is revoked and no longer holds. Reason: ${reason}. Legal basis: ${legalBasis}.`,
    },
  }),
  posted: ({ code, tracking }: { code: string; tracking: string }) => ({
    title: { vi: 'Kết quả đã giao cho bưu điện', en: 'Result handed to the post' },
    text: {
      vi: `Kết quả hồ sơ ${code} đã được giao cho bưu điện, mã bưu gửi ${tracking}.`,
      en: `The result of dossier ${code} was handed to the post under the item code ${tracking}.`,
    },
  }),
  attemptFailed: ({
    code,
    attempt,
    reason,
    date,
  }: {
    code: string;
    attempt: number;
    reason: Text;
    date: string;
  }) => ({
    title: { vi: 'Bưu điện phát chưa thành công', en: 'Delivery attempt failed' },
    text: {
      vi: `Bưu điện phát kết quả hồ sơ ${code} lần ${attempt} không thành công: ${reason.vi}. Bưu điện sẽ mời phát lại ngày ${date}.`,
      en: `Delivery attempt ${attempt} for the result of dossier ${code} failed: ${reason.en}. The post will try again on ${date}.`,
    },
  }),
  /** After the last attempt the post invites no more. */
  lastAttemptFailed: ({ code, attempt, reason }: { code: string; attempt: number; reason: Text }) => ({
    title: { vi: 'Bưu điện phát chưa thành công', en: 'Delivery attempt failed' },
    text: {
      vi: `Bưu điện phát kết quả hồ sơ ${code} lần ${attempt} không thành công: ${reason.vi}.`,
      en: `Delivery attempt ${attempt} for the result of dossier ${code} failed: ${reason.en}.`,
    },
  }),
  delivered: ({ code, date }: { code: string; date: string }) => ({
    title: { vi: 'Kết quả đã được phát', en: 'Result delivered' },
    text: {
      vi: `Kết quả hồ sơ ${code} đã được phát thành công ngày ${date}.`,
      en: `The result of dossier ${code} was delivered on ${date}.`,
    },
    besides: RATE,
  }),
  returnedToAgency: ({ code, agency }: { code: string; agency: Text }) => ({
    title: { vi: 'Kết quả được chuyển hoàn', en: 'Result returned to the agency' },
    text: {
      vi: `Kết quả hồ sơ ${code} được chuyển hoàn về ${agency.vi} do phát không thành công.`,
      en: `The result of dossier ${code} goes back to ${agency.en}, since it could not be delivered.`,
    },
  }),
  feedbackReceived: ({ code, kind, deadline }: { code: string; kind: Text; deadline: string }) => ({
    title: { vi: 'Đã tiếp nhận phản ánh, kiến nghị', en: 'Feedback received' },
    text: {
      vi: `${kind.vi} của Ông/Bà về hồ sơ ${code} đã được tiếp nhận. Cơ quan sẽ trả lời chậm nhất ngày ${deadline}.`,
      en: `We have received your feedback (${kind.en.toLowerCase()}) on dossier ${code}. It will be answered by ${deadline}.`,
    },
  }),
  /** To the agency. */
  feedbackDueSoon: ({ code, kind, deadline }: { code: string; kind: Text; deadline: string }) => ({
    title: { vi: 'Sắp hết hạn trả lời phản ánh, kiến nghị', en: 'Feedback is to be answered soon' },
    text: {
      vi: `${kind.vi} về hồ sơ ${code} phải được trả lời chậm nhất ngày ${deadline}.`,
      en: `Feedback (${kind.en.toLowerCase()}) on dossier ${code} is to be answered by ${deadline}.`,
    },
  }),
  feedbackOverdue: ({ code, kind, deadline }: { code: string; kind: Text; deadline: string }) => ({
    title: { vi: 'Quá hạn trả lời phản ánh, kiến nghị', en: 'Feedback is not answered in time' },
    text: {
      vi: `${kind.vi} về hồ sơ ${code} chưa được trả lời, hạn trả lời là ngày ${deadline}.`,
      en: `Feedback (${kind.en.toLowerCase()}) on dossier ${code} was to be answered by ${deadline}, and is not.`,
    },
  }),
  correctionReceived: ({ code, deadline }: { code: string; deadline: string }) => ({
    title: { vi: 'Đã tiếp nhận yêu cầu chỉnh sửa dữ liệu', en: 'Request to correct data received' },
    text: {
      vi: `Yêu cầu chỉnh sửa dữ liệu trong hồ sơ ${code} của Ông/Bà đã được tiếp nhận. Cơ quan giải quyết hồ sơ sẽ trả lời chậm nhất ngày ${deadline}.`,
      en: `We have received your request to correct data in dossier ${code}. The agency that decides it answers by ${deadline}.`,
    },
  }),
  /** To the agency. */
  correctionDueSoon: ({ code, deadline }: { code: string; deadline: string }) => ({
    title: {
      vi: 'Yêu cầu chỉnh sửa dữ liệu chờ trả lời',
      en: 'A request to correct data waits for its answer',
    },
    text: {
      vi: `Yêu cầu chỉnh sửa dữ liệu trong hồ sơ ${code} phải được chấp nhận hoặc từ chối chậm nhất ngày ${deadline}.`,
      en: `A request to correct data in dossier ${code} is to be accepted or declined by ${deadline}.`,
    },
  }),
  correctionOverdue: ({ code, deadline }: { code: string; deadline: string }) => ({
    title: {
      vi: 'Quá hạn trả lời yêu cầu chỉnh sửa dữ liệu',
      en: 'A request to correct data is not answered in time',
    },
    text: {
      vi: `Yêu cầu chỉnh sửa dữ liệu trong hồ sơ ${code} chưa được trả lời, hạn trả lời là ngày ${deadline}.`,
      en: `A request to correct data in dossier ${code} was to be answered by ${deadline}, and is not.`,
    },
  }),
  /** What was corrected, and why it was not, stands where one has to sign in, and in no e-mail. */
  correctionAccepted: ({ code }: { code: string }) => ({
    title: { vi: 'Dữ liệu đã được chỉnh sửa', en: 'The data were corrected' },
    text: {
      vi: `Dữ liệu trong hồ sơ ${code} đã được chỉnh sửa theo yêu cầu của Ông/Bà.`,
      en: `The data in dossier ${code} were corrected as you asked.`,
    },
  }),
  correctionDeclined: ({ code }: { code: string }) => ({
    title: {
      vi: 'Yêu cầu chỉnh sửa dữ liệu không được chấp nhận',
      en: 'The request to correct data was declined',
    },
    text: {
      vi: `Yêu cầu chỉnh sửa dữ liệu trong hồ sơ ${code} không được chấp nhận. Mời Ông/Bà đăng nhập Cổng Dịch vụ công để xem lý do.`,
      en: `Your request to correct data in dossier ${code} was declined. Sign in to read why.`,
    },
  }),
  /** Its words stand where one has to sign in, and in no e-mail. */
  feedbackAnswered: ({ code, kind }: { code: string; kind: Text }) => ({
    title: { vi: 'Phản ánh, kiến nghị đã được trả lời', en: 'Feedback answered' },
    text: {
      vi: `${kind.vi} của Ông/Bà về hồ sơ ${code} đã được trả lời. Mời Ông/Bà đăng nhập Cổng Dịch vụ công để xem.`,
      en: `Your feedback (${kind.en.toLowerCase()}) on dossier ${code} has been answered. Sign in to read the answer.`,
    },
  }),
} as const satisfies Record<string, (facts: never) => Message>;
