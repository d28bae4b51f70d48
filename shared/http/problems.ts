import type { Text } from '../text.ts';

/**
 * Every error a client can get (RFC 9457 `application/problem+json`), by its stable code.
 * The type URI of a problem is `https://dichvucong.hanam.gov.vn/problems/<code>`.
 */
export const problems = {
  'malformed-json': {
    status: 400,
    title: { vi: 'Nội dung gửi lên không phải JSON hợp lệ', en: 'The body is not valid JSON' },
  },
  'invalid-request': {
    status: 400,
    title: { vi: 'Yêu cầu có thông tin chưa hợp lệ', en: 'The request has invalid fields' },
  },
  'cursor-invalid': {
    status: 400,
    title: {
      vi: 'Con trỏ trang không hợp lệ, hãy tải lại từ trang đầu',
      en: 'The page cursor is not valid: start again from the first page',
    },
  },
  'idempotency-key-required': {
    status: 400,
    title: {
      vi: 'Thiếu hoặc sai tiêu đề Idempotency-Key',
      en: 'The Idempotency-Key header is missing or malformed',
    },
  },
  'signature-invalid': {
    status: 401,
    title: { vi: 'Chữ ký của đối tác không hợp lệ', en: "The partner's signature is not valid" },
  },
  'caller-not-allowed': {
    status: 403,
    title: { vi: 'Tài khoản này không được thực hiện thao tác', en: 'This account may not do this' },
  },
  'procedure-not-found': {
    status: 404,
    title: { vi: 'Không có thủ tục với mã này', en: 'There is no procedure with this code' },
  },
  'dossier-not-found': {
    status: 404,
    title: { vi: 'Không tìm thấy hồ sơ', en: 'The dossier was not found' },
  },
  'document-not-found': {
    status: 404,
    title: { vi: 'Không tìm thấy giấy tờ', en: 'The document was not found' },
  },
  'calendar-version-not-found': {
    status: 404,
    title: { vi: 'Lịch làm việc không có phiên bản này', en: 'The working calendar has no such version' },
  },
  'sheet-not-found': {
    status: 404,
    title: { vi: 'Hồ sơ không có phiếu này', en: 'The dossier has no such form' },
  },
  'result-not-found': {
    status: 404,
    title: { vi: 'Không tìm thấy kết quả', en: 'The result was not found' },
  },
  'fee-receipt-not-found': {
    status: 404,
    title: { vi: 'Không tìm thấy biên lai', en: 'The receipt of the fee was not found' },
  },
  'transfer-not-found': {
    status: 404,
    title: { vi: 'Không có khoản chuyển khoản này', en: 'There is no such transfer' },
  },
  'cash-not-found': {
    status: 404,
    title: {
      vi: 'Không có quỹ tiền mặt cần khóa, hoặc không tìm thấy biên bản khóa quỹ',
      en: 'There is no drawer to be closed, or no such closing',
    },
  },
  'verification-not-found': {
    status: 404,
    title: {
      vi: 'Không có giấy tờ nào với mã và nội dung này',
      en: 'There is no paper with this code and this content',
    },
  },
  'tariff-not-found': {
    status: 404,
    title: {
      vi: 'Thủ tục này chưa có biểu phí, lệ phí',
      en: 'No tariff is entered for this procedure',
    },
  },
  'shipment-not-found': {
    status: 404,
    title: { vi: 'Không tìm thấy bưu gửi', en: 'The shipment was not found' },
  },
  'consignment-not-found': {
    status: 404,
    title: { vi: 'Không tìm thấy lần thu gom', en: 'The collection was not found' },
  },
  'hand-over-not-found': {
    status: 404,
    title: { vi: 'Không tìm thấy biên bản giao nhận', en: 'The hand-over record was not found' },
  },
  'destruction-list-not-found': {
    status: 404,
    title: {
      vi: 'Không tìm thấy danh mục tài liệu hết thời hạn lưu trữ',
      en: 'The list of what is to be destroyed was not found',
    },
  },
  'subscription-not-found': {
    status: 404,
    title: { vi: 'Cơ quan không có hàng đợi sự kiện', en: 'The agency has no queue of events' },
  },
  'message-not-found': {
    status: 404,
    title: { vi: 'Không tìm thấy tin nhắn', en: 'The message was not found' },
  },
  'absence-not-found': {
    status: 404,
    title: { vi: 'Không có lịch vắng mặt này', en: 'There is no such absence' },
  },
  'feedback-not-found': {
    status: 404,
    title: { vi: 'Không tìm thấy phản ánh, kiến nghị', en: 'The feedback was not found' },
  },
  'export-not-found': {
    status: 404,
    title: {
      vi: 'Chưa có bản sao dữ liệu nào, hoặc bản sao đã hết hạn',
      en: 'There is no copy of the data, or it has expired',
    },
  },
  'tracking-not-found': {
    status: 404,
    title: {
      vi: 'Mã hồ sơ hoặc mã tra cứu không đúng',
      en: 'The dossier code or the tracking secret is wrong',
    },
  },
  'online-filing-not-offered': {
    status: 409,
    title: {
      vi: 'Thủ tục này chưa nhận hồ sơ trực tuyến',
      en: 'This procedure does not take dossiers online',
    },
  },
  'fees-unpaid': {
    status: 409,
    title: {
      vi: 'Phí, lệ phí phải được nộp trước',
      en: 'The fees are to be paid first',
    },
  },
  'payment-not-open': {
    status: 409,
    title: {
      vi: 'Hồ sơ không có khoản phí, lệ phí nào đang chờ thanh toán',
      en: 'The dossier waits for no payment',
    },
  },
  'payment-under-way': {
    status: 409,
    title: {
      vi: 'Một lần thanh toán khác chưa kết thúc, hãy thử lại sau ít phút',
      en: 'Another payment has not ended yet: try again in some minutes',
    },
  },
  'refund-not-open': {
    status: 409,
    title: {
      vi: 'Giao dịch này không có khoản tiền nào chờ cơ quan hoàn lại',
      en: 'Nothing of this attempt is for the agency to return',
    },
  },
  'transfer-not-open': {
    status: 409,
    title: {
      vi: 'Khoản chuyển khoản này đã được xử lý',
      en: 'It is known what this transfer is for, or it went back',
    },
  },
  'difference-not-open': {
    status: 409,
    title: {
      vi: 'Giao dịch này không có sai lệch nào chờ làm rõ',
      en: 'No difference of this attempt waits for an explanation',
    },
  },
  'fee-receipt-not-valid': {
    status: 409,
    title: {
      vi: 'Biên lai này đã được thay thế hoặc đã hủy',
      en: 'This receipt was replaced or cancelled',
    },
  },
  'cash-not-allowed': {
    status: 409,
    title: {
      vi: 'Quỹ tiền mặt hoặc biên bản khóa quỹ không cho phép thao tác này',
      en: 'The drawer, or the closing of it, does not allow this',
    },
  },
  'subscription-not-allowed': {
    status: 409,
    title: {
      vi: 'Hàng đợi sự kiện đã tạm dừng hoặc không tạm dừng, nên không cho phép thao tác này',
      en: 'The queue is suspended already, or is not suspended, and does not allow this',
    },
  },
  'transition-not-allowed': {
    status: 409,
    title: {
      vi: 'Trạng thái hồ sơ không cho phép thao tác này',
      en: 'The status of the dossier does not allow this',
    },
  },
  'hand-over-not-allowed': {
    status: 409,
    title: {
      vi: 'Biên bản giao nhận hoặc bưu gửi không cho phép thao tác này',
      en: 'The hand-over record or a shipment does not allow this',
    },
  },
  'destruction-not-allowed': {
    status: 409,
    title: {
      vi: 'Danh mục tài liệu hết thời hạn lưu trữ không cho phép thao tác này',
      en: 'The list of what is to be destroyed does not allow this',
    },
  },
  'hold-not-allowed': {
    status: 409,
    title: {
      vi: 'Hồ sơ đang được giữ lại hoặc không được giữ lại, nên không cho phép thao tác này',
      en: 'The dossier is held already, or is not held, and does not allow this',
    },
  },
  'not-in-your-hands': {
    status: 409,
    title: {
      vi: 'Hồ sơ không do Ông/Bà thụ lý: hãy nhận việc, hoặc đề nghị lãnh đạo phân công',
      en: 'The dossier is not in your hands: claim it, or ask a leader to assign it',
    },
  },
  'officer-away': {
    status: 409,
    title: {
      vi: 'Ông/Bà đang trong thời gian vắng mặt, hãy kết thúc lịch vắng mặt trước khi nhận việc',
      en: 'You are recorded as away: end the absence before you take anything',
    },
  },
  'supplement-by-post': {
    status: 409,
    title: {
      vi: 'Giấy tờ bổ sung gửi qua bưu chính: hãy hủy lần thu gom, hoặc chờ Bộ phận Một cửa tiếp nhận',
      en: 'The supplement comes by post: call the collection off, or wait until the desk takes it in',
    },
  },
  'approval-required': {
    status: 409,
    title: {
      vi: 'Kết quả cần được lãnh đạo phê duyệt trước',
      en: 'A leader has to approve the result first',
    },
  },
  'consultation-open': {
    status: 409,
    title: {
      vi: 'Đang lấy ý kiến cơ quan khác: hãy chờ trả lời hoặc rút yêu cầu',
      en: 'Another agency is being asked: wait for its answer, or withdraw the question',
    },
  },
  'consultation-ended': {
    status: 409,
    title: {
      vi: 'Việc lấy ý kiến đã kết thúc, không nhận thêm trả lời',
      en: 'The consultation has ended and takes no answer any more',
    },
  },
  'supplement-limit-reached': {
    status: 409,
    title: {
      vi: 'Hồ sơ đã được yêu cầu bổ sung đủ số lần cho phép',
      en: 'A supplement has been requested as often as the law allows',
    },
  },
  'feedback-limit-reached': {
    status: 409,
    title: {
      vi: 'Hồ sơ đang có đủ số phản ánh, kiến nghị chờ trả lời, hãy đợi trả lời trước khi gửi thêm',
      en: 'As much feedback on this dossier as may wait is waiting for its answer: send more once it is answered',
    },
  },
  'feedback-answered': {
    status: 409,
    title: { vi: 'Phản ánh, kiến nghị này đã được trả lời', en: 'This feedback has been answered' },
  },
  'correction-too-late': {
    status: 409,
    title: {
      vi: 'Hồ sơ đã được quyết định hoặc kết thúc, không chỉnh sửa theo cách này được',
      en: 'The dossier is decided or has ended, and is not corrected in this way',
    },
  },
  'rating-too-early': {
    status: 409,
    title: {
      vi: 'Chỉ đánh giá được khi hồ sơ đã kết thúc',
      en: 'A dossier can be rated once it has come to its end',
    },
  },
  'rating-given': {
    status: 409,
    title: { vi: 'Hồ sơ này đã được đánh giá', en: 'This dossier has been rated' },
  },
  'extract-not-found': {
    status: 404,
    title: {
      vi: 'Chưa có danh sách nào, hoặc danh sách đã hết hạn',
      en: 'There is no list, or it has expired',
    },
  },
  'extract-under-way': {
    status: 409,
    title: {
      vi: 'Danh sách đang được lập',
      en: 'A list is being made',
    },
  },
  'export-under-way': {
    status: 409,
    title: {
      vi: 'Bản sao dữ liệu đang được lập',
      en: 'A copy of the data is being made',
    },
  },
  'export-too-soon': {
    status: 409,
    title: {
      vi: 'Mỗi ngày chỉ lập một bản sao dữ liệu, hãy dùng bản sao gần nhất',
      en: 'A copy of the data is made once a day: use the newest one',
    },
  },
  'consent-required': {
    status: 409,
    title: {
      vi: 'Việc này cần sự đồng ý của Ông/Bà: hãy xem và đồng ý tại /v1/me/consents',
      en: 'This needs your consent: read what for, and give it, at /v1/me/consents',
    },
  },
  'consent-wording-changed': {
    status: 409,
    title: {
      vi: 'Nội dung đồng ý đã thay đổi, hãy đọc bản mới nhất',
      en: 'The wording of this consent has changed: read the newest one',
    },
  },
  'consent-of-guardian': {
    status: 409,
    title: {
      vi: 'Trẻ em cần cha, mẹ hoặc người giám hộ cùng đồng ý, việc này không thực hiện trực tuyến được',
      en: 'For a child a parent or guardian has to consent as well, which cannot be done online',
    },
  },
  'document-not-open': {
    status: 409,
    title: { vi: 'Giấy tờ này chưa mở được', en: 'This document cannot be opened' },
  },
  'result-missing': {
    status: 409,
    title: {
      vi: 'Hồ sơ trả kết quả trực tuyến phải có tệp kết quả đã ký số',
      en: 'A result that is wanted online must be there as a signed file',
    },
  },
  'result-not-valid': {
    status: 409,
    title: {
      vi: 'Kết quả này chưa được trả, đã được thay thế hoặc đã bị thu hồi',
      en: 'This result is not given out yet, was replaced or was revoked',
    },
  },
  'file-not-signable': {
    status: 409,
    title: {
      vi: 'Không ký số được tệp này: tệp bị khóa hoặc không đọc được. Hãy tải lên tệp PDF khác',
      en: 'This file cannot be signed: it is locked or cannot be read. Upload another PDF',
    },
  },
  'signer-missing': {
    status: 409,
    title: {
      vi: 'Cơ quan chưa có chứng thư chữ ký số trên hệ thống',
      en: 'The agency has no certificate to sign with here',
    },
  },
  'calendar-ends': {
    status: 409,
    title: {
      vi: 'Lịch làm việc chưa kéo dài đến ngày hẹn trả, cần bổ sung lịch trước',
      en: 'The working calendar does not reach the due day: it has to be extended first',
    },
  },
  'extension-not-offered': {
    status: 409,
    title: {
      vi: 'Hồ sơ không được gia hạn: thủ tục không có thời hạn dài hơn, hồ sơ đã được gia hạn hoặc đã quá ngày hẹn trả',
      en: 'The dossier cannot be extended: its procedure has no longer time, it has been extended, or its due day is past',
    },
  },
  'reappointment-limit-reached': {
    status: 409,
    title: {
      vi: 'Ngày trả kết quả đã được hẹn lại đủ số lần cho phép',
      en: 'Another day has been appointed as often as the law allows',
    },
  },
  'reappointment-too-late': {
    status: 409,
    title: {
      vi: 'Đã quá hạn xin lỗi và hẹn lại; ngày hẹn trả giữ nguyên, hồ sơ tính là quá hạn khi ngày đó đã qua',
      en: 'It is too late for an apology with another day; the due day stands, and once it is past the dossier is overdue',
    },
  },
  'day-full': {
    status: 409,
    title: {
      vi: 'Cơ quan đã nhận đủ 9999 hồ sơ trong ngày',
      en: 'The agency has received its 9999 dossiers of the day',
    },
  },
  'events-expired': {
    status: 410,
    title: {
      vi: 'Sự kiện cũ hơn 30 ngày không còn trong luồng, hãy đọc theo từng hồ sơ',
      en: 'What is older than 30 days is no longer in the feed: read it dossier by dossier',
    },
  },
  'version-stale': {
    status: 412,
    title: {
      vi: 'Hồ sơ đã thay đổi, hãy tải lại rồi thử lại',
      en: 'The dossier has changed: read it again, then try again',
    },
  },
  'body-too-large': { status: 413, title: { vi: 'Nội dung gửi lên quá lớn', en: 'The body is too large' } },
  'body-not-json': {
    status: 415,
    title: { vi: 'Nội dung phải là application/json', en: 'The body must be application/json' },
  },
  'form-invalid': { status: 422, title: { vi: 'Tờ khai chưa hợp lệ', en: 'The form is not valid' } },
  'papers-incomplete': { status: 422, title: { vi: 'Hồ sơ chưa đủ giấy tờ', en: 'Papers are missing' } },
  'code-not-valid': {
    status: 422,
    title: {
      vi: 'Mã xác nhận không đúng hoặc không còn hiệu lực',
      en: 'The code is wrong, or no longer valid',
    },
  },
  'document-not-fit': {
    status: 422,
    title: {
      vi: 'Tệp không đúng yêu cầu của thành phần hồ sơ',
      en: 'The file does not fit the required paper',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    title: {
      vi: 'Idempotency-Key đã dùng cho một yêu cầu khác',
      en: 'The Idempotency-Key was used for another request',
    },
  },
  'if-match-required': {
    status: 428,
    title: {
      vi: 'Thiếu tiêu đề If-Match với phiên bản hồ sơ',
      en: "The If-Match header with the dossier's version is missing",
    },
  },
  'too-many-calls': {
    status: 429,
    title: {
      vi: 'Ông/Bà đã gọi quá nhiều lần, hãy thử lại sau',
      en: 'That was too often: try again later',
    },
  },
  'codes-used-up': {
    status: 429,
    title: {
      vi: 'Đã gửi đủ số mã xác nhận của hôm nay, hãy thử lại vào ngày mai',
      en: 'No more codes are sent today: try again tomorrow',
    },
  },
  internal: {
    status: 500,
    title: { vi: 'Lỗi hệ thống, hãy thử lại sau', en: 'Something went wrong on our side: try again later' },
  },
  'provider-unavailable': {
    status: 503,
    title: {
      vi: 'Đơn vị thanh toán chưa trả lời, hãy thử lại sau ít phút',
      en: 'The provider of payment does not answer: try again in some minutes',
    },
  },
  busy: {
    status: 503,
    title: {
      vi: 'Hệ thống đang bận, hãy thử lại sau giây lát',
      en: 'The service is busy: try again in a moment',
    },
  },
} as const satisfies Record<string, { status: number; title: Text }>;

export type ProblemCode = keyof typeof problems;

/** Where the types of problems live: `<base>/<code>` is the type URI of a problem. */
export const PROBLEM_TYPE_BASE = 'https://dichvucong.hanam.gov.vn/problems';

/** One fault of a request: where it stands (JSON pointer inside its part) and what is wrong, for machine and person. */
export type Fault = {
  readonly in: 'path' | 'query' | 'header' | 'body' | 'document';
  /** JSON pointer, e.g. `/owner/phone`, or the name of a header or parameter. */
  readonly field: string;
  /** Stable code, e.g. `required`, `too-long`, `personal-id`. */
  readonly code: string;
  readonly message: Text;
};

/** The one error that ends a request: thrown by rules and stores, written by the wrapper as `application/problem+json`. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly detail: Text | undefined;
  readonly faults: readonly Fault[];
  /** Seconds until the same call may do. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ProblemCode,
    explanation: { detail?: Text; faults?: readonly Fault[]; retryAfterSeconds?: number } = {},
  ) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.detail = explanation.detail;
    this.faults = explanation.faults ?? [];
    this.retryAfterSeconds = explanation.retryAfterSeconds;
  }
}
