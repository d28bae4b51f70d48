import { letterheadOf } from '../agency/letterhead.ts';
import { nameOf } from '../applicant/applicant.ts';
import type { Appointment } from '../appointment/appointment.ts';
import { LocalDate, localDateOf } from '../clock.ts';
import { inSentence } from '../format.ts';
import { codeLine } from './fields.ts';
import { happenedAt, newestOf, type SheetRecord, trackingLink } from './record.ts';
import type { Sheet } from './sheet.ts';
import { dated, dayInWords, timeInWords } from './words.ts';

type Promised = Pick<Appointment, 'at' | 'reason' | 'dueBefore'> & { readonly newDate: LocalDate };

/** What was appointed; or else what is proposed, since the warning that proposes it. */
function promisedBy({ file, history, apologyDraft }: SheetRecord): Promised | undefined {
  const warning = newestOf(history, 'dossier.due-soon');
  const { dueAt } = file.dossier;
  if (apologyDraft && warning && dueAt)
    return {
      at: happenedAt(warning),
      reason: apologyDraft.reason,
      dueBefore: dueAt,
      newDate: LocalDate.parse(apologyDraft.newDate),
    };
  const reappointment = file.appointments.findLast(({ kind }) => kind === 'reappointment');
  return reappointment && { ...reappointment, newDate: localDateOf(reappointment.dueAt) };
}

/**
 * Form 04 (NĐ 61/2018/NĐ-CP Điều 19(9)): the agency is late, says why and for when, and apologises. Its head signs. A draft
 * says that it is one.
 */
export function apologySheet(record: SheetRecord): Sheet | undefined {
  const { dossier } = record.file;
  const promised = promisedBy(record);
  const { receivedAt, office, procedure, form } = dossier;
  if (!promised || !receivedAt) return undefined;
  const { at, reason, dueBefore, newDate } = promised;
  const agency = office.name.vi;
  const applicant = form.applicant.kind === 'citizen' ? 'Ông/Bà' : 'Tổ chức';
  const letterhead = letterheadOf(agency);
  return {
    form: 'apology',
    ...(record.apologyDraft && { isDraft: true }),
    letterhead,
    numberSuffix: 'PXL',
    dated: dated(letterhead, at),
    title: [record.apologyDraft ? 'Dự thảo phiếu xin lỗi' : 'Phiếu xin lỗi', 'và hẹn lại ngày trả kết quả'],
    subtitle: codeLine(dossier),
    qr: trackingLink(record),
    body: [
      { kind: 'fields', fields: [{ label: 'Kính gửi', value: nameOf(form.applicant), strong: true }] },
      {
        kind: 'paragraph',
        text: `Hồi ${timeInWords(receivedAt)}, ${agency} tiếp nhận hồ sơ đề nghị giải quyết thủ tục “${procedure.name.vi}” của ${applicant}; mã hồ sơ: ${dossier.code}.`,
      },
      { kind: 'paragraph', text: `Thời gian hẹn trả kết quả: ${timeInWords(dueBefore)}.` },
      {
        kind: 'paragraph',
        text: `Tuy nhiên đến nay, ${agency} chưa trả kết quả giải quyết hồ sơ của ${applicant} đúng thời hạn ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Lý do: ${inSentence(reason)}.`,
      },
      {
        kind: 'paragraph',
        text: `${agency} xin lỗi ${applicant} và sẽ trả kết quả giải quyết hồ sơ vào ${dayInWords(newDate)}.`,
      },
      {
        kind: 'paragraph',
        text: `Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của ${applicant}; ${agency} mong nhận được sự thông cảm của ${applicant}./.`,
      },
    ],
    signatures: [{ title: 'Thủ trưởng cơ quan, đơn vị', manner: '(Ký, ghi rõ họ tên và đóng dấu)' }],
    notes: [],
    at,
  };
}
