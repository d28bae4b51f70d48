import { deskLetterheadOf } from '../agency/letterhead.ts';
import { atTheDesk, codeLine, contactLines, contentLines, line, ownerLine } from './fields.ts';
import { happenedAt, nameOfActor, newestOf, type SheetRecord, trackingLink } from './record.ts';
import type { Sheet } from './sheet.ts';
import { dated, OPEN, timeInWords } from './words.ts';

/** Form 03 (NĐ 61/2018/NĐ-CP Điều 17(1)(b), 19(8)): that a dossier is not received or not settled, and always why. */
export function refusalSheet(record: SheetRecord): Sheet | undefined {
  const {
    file: { dossier },
    history,
  } = record;
  const refused = newestOf(history, 'dossier.refused', 'dossier.stopped');
  if (!refused || refused.event.data.withdrawn) return undefined;
  const at = happenedAt(refused);
  const { desk } = dossier.office;
  const letterhead = deskLetterheadOf(desk);
  return {
    form: 'refusal',
    letterhead,
    numberSuffix: 'TNHS',
    dated: dated(letterhead, at),
    title: ['Phiếu từ chối', 'tiếp nhận, giải quyết hồ sơ'],
    subtitle: codeLine(dossier),
    qr: trackingLink(record),
    body: [
      line('Bộ phận Tiếp nhận và Trả kết quả', desk),
      ownerLine('Tiếp nhận hồ sơ của', dossier),
      ...contactLines(dossier),
      ...contentLines(dossier),
      line('Thời gian nộp hồ sơ', timeInWords(dossier.submittedAt)),
      {
        kind: 'paragraph',
        text: `Qua xem xét, ${desk} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:`,
      },
      { kind: 'paragraph', text: refused.event.data.reason ?? OPEN },
      { kind: 'paragraph', text: 'Xin thông báo cho Ông/Bà được biết và thực hiện./.' },
    ],
    signatures: atTheDesk(undefined, nameOfActor(refused.actor)),
    notes: [],
    at,
  };
}
