import type * as z from 'zod';
import type { Text } from '../text.ts';
import type { Fault } from './problems.ts';

/** Messages of our own refinements, by the code a schema gives in `params: { code }`. */
const ownMessages: Readonly<Record<string, Text>> = {
  'personal-id': {
    vi: 'Số định danh cá nhân (CCCD) phải có 12 chữ số và đúng cấu trúc',
    en: 'The personal id (CCCD) must have 12 digits of a valid structure',
  },
  'tax-code': { vi: 'Mã số thuế không đúng', en: 'The tax code is not valid' },
  'item-code': { vi: 'Mã bưu gửi không đúng', en: 'The item code is not valid' },
  phone: { vi: 'Số điện thoại không đúng', en: 'The phone number is not valid' },
  email: { vi: 'Địa chỉ thư điện tử không đúng', en: 'The e-mail address is not valid' },
  'full-name': { vi: 'Họ và tên không đúng', en: 'The full name is not valid' },
  'birth-date-disagrees': {
    vi: 'Ngày sinh không khớp với số định danh cá nhân',
    en: 'The date of birth does not agree with the personal id',
  },
  'unit-unknown': {
    vi: 'Không có đơn vị hành chính với mã này',
    en: 'There is no administrative unit with this code',
  },
  'result-channel-not-offered': {
    vi: 'Thủ tục này không trả kết quả theo cách đã chọn',
    en: 'This procedure does not return results this way',
  },
  'paper-unknown': {
    vi: 'Thủ tục này không có thành phần hồ sơ với mã này',
    en: 'The procedure has no paper with this id',
  },
  'type-not-accepted': {
    vi: 'Loại tệp không được chấp nhận cho giấy tờ này',
    en: 'This type of file is not accepted for this paper',
  },
  'file-too-large': { vi: 'Tệp vượt quá kích thước cho phép', en: 'The file is larger than allowed' },
  'file-empty': { vi: 'Tệp rỗng', en: 'The file is empty' },
  'paper-missing': { vi: 'Thiếu giấy tờ bắt buộc', en: 'A required paper is missing' },
  'paper-not-examined': { vi: 'Giấy tờ chưa kiểm tra xong', en: 'The paper is still being examined' },
  'too-many-files': { vi: 'Hồ sơ đã có đủ 50 tệp', en: 'The dossier has its 50 files already' },
  'paper-or-field': {
    vi: 'Mỗi mục là một giấy tờ hoặc một trường của tờ khai, không phải cả hai',
    en: 'An item is a paper or a field of the form, not both',
  },
  'field-unknown': {
    vi: 'Tờ khai không có trường này',
    en: 'The form has no such field',
  },
  'field-not-asked': {
    vi: 'Trường này không được yêu cầu sửa',
    en: 'This field was not asked for',
  },
  'not-corrected-so': {
    vi: 'Trường này không sửa theo cách này: cách nhận kết quả thì đổi tại hồ sơ; số giấy tờ mà hồ sơ được lập theo thì nộp hồ sơ mới',
    en: 'This field is not corrected so: change the delivery of the dossier itself, and file anew under another number',
  },
  'verdict-missing': {
    vi: 'Yêu cầu chỉnh sửa dữ liệu phải được chấp nhận hoặc từ chối',
    en: 'A request to correct data is accepted or declined',
  },
  'verdict-of-nothing': {
    vi: 'Phản ánh, kiến nghị chỉ được trả lời, không có gì để chấp nhận hay từ chối',
    en: 'Feedback is answered, and there is nothing to accept or decline',
  },
  'paper-not-there': {
    vi: 'Hồ sơ không có giấy tờ này',
    en: 'The dossier has no such paper',
  },
  'paper-not-asked': {
    vi: 'Giấy tờ này không được yêu cầu bổ sung',
    en: 'This paper was not asked for',
  },
  'reason-unknown': {
    vi: 'Danh mục không có lý do với mã này',
    en: 'The catalogue has no reason with this code',
  },
  'reason-not-of-this': {
    vi: 'Lý do này không dùng cho loại nội dung được yêu cầu',
    en: 'This reason cannot be given for what is asked for',
  },
  'channel-not-offered': {
    vi: 'Thủ tục này không nhận hồ sơ theo cách đã chọn',
    en: 'This procedure does not take dossiers this way',
  },
  'proxy-not-allowed': {
    vi: 'Thủ tục này phải do chính người yêu cầu thực hiện',
    en: 'The applicant must come in person for this procedure',
  },
  'proxy-is-applicant': {
    vi: 'Người nộp chính là người yêu cầu: hãy lập hồ sơ của mình, không cần ủy quyền',
    en: 'Who files is the applicant: make a draft of your own, without an authorisation',
  },
  'on-record': {
    vi: 'Biên bản giao nhận với bưu điện đã có trong hệ thống, không khai lại',
    en: 'The hand-over record with the post is on file already and is not stated again',
  },
  'window-past': { vi: 'Buổi hẹn thu gom đã qua', en: 'That time for the collection has passed' },
  'window-after-deadline': {
    vi: 'Buổi hẹn thu gom sau ngày cuối cùng để bổ sung',
    en: 'That time for the collection is after the last day to answer',
  },
  'window-too-far': {
    vi: 'Chỉ hẹn thu gom trong 14 ngày tới',
    en: 'A collection is booked for one of the next 14 days',
  },
  'not-a-working-day': {
    vi: 'Bưu điện chỉ thu gom vào ngày làm việc',
    en: 'The post collects on working days only',
  },
  'not-a-collection': {
    vi: 'Bưu gửi thu gom không có bước này',
    en: 'Papers that are collected have no such step',
  },
  'not-a-delivery': {
    vi: 'Bưu gửi trả kết quả không có bước này',
    en: 'A result that is delivered has no such step',
  },
  'not-by-post': {
    vi: 'Hồ sơ này không nộp qua bưu chính',
    en: 'This dossier did not come by post',
  },
  'in-the-future': { vi: 'Thời điểm không được ở trong tương lai', en: 'The time must not be in the future' },
  'asked-twice': { vi: 'Mục này đã được yêu cầu', en: 'This item is asked for already' },
  'day-of-another-year': { vi: 'Ngày không thuộc năm này', en: 'The day is not of this year' },
  'day-twice': { vi: 'Ngày được nêu hai lần', en: 'The day is given twice' },
  'day-kind': {
    vi: 'Chỉ làm bù vào thứ Bảy, chỉ nghỉ bù và hoán đổi vào ngày làm việc',
    en: 'Only a Saturday is worked by swap, and only a weekday is off in lieu or by swap',
  },
  'swap-unpaired': {
    vi: 'Mỗi ngày nghỉ hoán đổi phải có một thứ Bảy làm bù trong cùng năm',
    en: 'Each day off by swap needs a worked Saturday of the same year',
  },
  'year-not-next': {
    vi: 'Chỉ thêm được năm liền sau năm cuối của lịch',
    en: 'Only the year after the last of the calendar can be added',
  },
  'year-not-there': { vi: 'Lịch chưa có năm này', en: 'The calendar has no such year' },
  'day-not-there': { vi: 'Lịch không có ngày này', en: 'The calendar says nothing of this day' },
  'nothing-changes': { vi: 'Không có gì thay đổi', en: 'Nothing would change' },
  'not-later': { vi: 'Ngày hẹn mới phải sau ngày hẹn trả', en: 'The new day must be later than the due day' },
  period: {
    vi: 'Ngày cuối không được trước ngày đầu, và cả kỳ không quá 31 ngày',
    en: 'The last day must not be before the first, and the period has 31 days at most',
  },
  'not-in-time': {
    vi: 'Ngày trả lời phải từ hôm nay đến hết thời hạn bổ sung',
    en: 'The day of the answer must be between today and the last day to answer',
  },
  'sum-by-tariff': {
    vi: 'Số tiền tính theo biểu phí, chỉ nêu số lượng và đối tượng miễn, giảm',
    en: 'The tariff says the sum: say how many, and who pays less',
  },
  'relief-unknown': {
    vi: 'Biểu phí không có đối tượng miễn, giảm này',
    en: 'The tariff knows no such relief',
  },
  'relief-not-claimed-here': {
    vi: 'Thủ tục này không nộp phí trước khi tiếp nhận: xuất trình giấy tờ miễn, giảm khi cơ quan yêu cầu nộp phí',
    en: 'Nothing is paid before reception: show the proof when the agency asks for the fee',
  },
  'nothing-to-pay': {
    vi: 'Đối tượng này được miễn, không phải nộp phí, lệ phí',
    en: 'This applicant is exempt: nothing is to be paid',
  },
  'something-to-pay': {
    vi: 'Theo biểu phí vẫn còn phí, lệ phí phải nộp: hãy điều chỉnh khoản thu',
    en: 'By the tariff something is still to be paid: correct the charge',
  },
  'deadline-past': { vi: 'Thời hạn phải ở trong tương lai', en: 'The deadline must be in the future' },
};

const unknown: Text = { vi: 'Giá trị không hợp lệ', en: 'The value is not valid' };

/** The message of a fault of ours, by its code. */
export const faultMessage = (code: string): Text => ownMessages[code] ?? unknown;

type Issue = z.core.$ZodIssue;

/** What zod calls a value that is not there, by the kind of schema. */
const missing = new Set(['invalid_type', 'invalid_value', 'invalid_union']);

/** A zod issue as a stable code and a message in both languages. */
function explain(issue: Issue): { code: string; message: Text } {
  if (issue.input === undefined && missing.has(issue.code))
    return { code: 'required', message: { vi: 'Bắt buộc phải có', en: 'Required' } };
  switch (issue.code) {
    case 'invalid_type':
      return {
        code: 'wrong-type',
        message: { vi: `Phải là kiểu ${issue.expected}`, en: `Must be of type ${issue.expected}` },
      };
    case 'too_small':
      return issue.origin === 'string'
        ? {
            code: 'too-short',
            message: {
              vi: `Cần ít nhất ${issue.minimum} ký tự`,
              en: `Needs at least ${issue.minimum} characters`,
            },
          }
        : {
            code: 'too-small',
            message: { vi: `Phải từ ${issue.minimum} trở lên`, en: `Must be at least ${issue.minimum}` },
          };
    case 'too_big':
      return issue.origin === 'string'
        ? {
            code: 'too-long',
            message: { vi: `Không quá ${issue.maximum} ký tự`, en: `At most ${issue.maximum} characters` },
          }
        : { code: 'too-big', message: { vi: `Không quá ${issue.maximum}`, en: `At most ${issue.maximum}` } };
    case 'invalid_value': {
      const values = issue.values.join(', ');
      return {
        code: 'not-a-choice',
        message: { vi: `Phải là một trong: ${values}`, en: `Must be one of: ${values}` },
      };
    }
    case 'unrecognized_keys':
      return { code: 'unknown-field', message: { vi: 'Không có trường này', en: 'There is no such field' } };
    case 'invalid_format':
      return {
        code: `not-${issue.format}`,
        message: { vi: 'Không đúng định dạng', en: 'Not in the right format' },
      };
    case 'invalid_union':
      return {
        code: 'not-a-choice',
        message: { vi: 'Không thuộc các dạng được phép', en: 'Fits none of the allowed forms' },
      };
    case 'custom': {
      const code = typeof issue.params?.code === 'string' ? issue.params.code : 'invalid';
      return { code, message: faultMessage(code) };
    }
    default:
      return { code: 'invalid', message: unknown };
  }
}

/** JSON pointer (RFC 6901) of a path inside a part of the request. */
const pointer = (path: readonly PropertyKey[]): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Every fault that a schema found in one part of a request. */
export const faultsOf = (part: Fault['in'], issues: readonly Issue[]): readonly Fault[] =>
  issues.flatMap((issue) => {
    const paths =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({
      in: part,
      field: part === 'body' || part === 'document' ? pointer(path) : path.join('.'),
      ...explain(issue),
    }));
  });

/** One fault found by a rule rather than by a schema. */
export const fault = (
  part: Fault['in'],
  field: string,
  code: string,
  message = faultMessage(code),
): Fault => ({
  in: part,
  field,
  code,
  message,
});
