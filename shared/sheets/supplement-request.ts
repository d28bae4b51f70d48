import { deskLetterheadOf } from '../agency/letterhead.ts';
import { LocalDate } from '../clock.ts';
import { inSentence } from '../format.ts';
import { itemInWords } from '../supplement/words.ts';
import { codeLine, contactLines, contentLines, line, ownerLine } from './fields.ts';
import { nameOfActor, type SheetRecord, trackingLink } from './record.ts';
import type { Sheet } from './sheet.ts';
import { dated, dayInWords, OPEN } from './words.ts';

/** Form 02 (NĐ 61/2018/NĐ-CP Điều 17(1)(a), 19(4)): what is to be supplemented, why, and until when, in the newest round. */
export function supplementRequestSheet(record: SheetRecord): Sheet | undefined {
  const { file } = record;
  const { dossier, supplements } = file;
  const round = supplements.at(-1);
  if (!round) return undefined;
  const officer = nameOfActor(round.requestedBy);
  const letterhead = deskLetterheadOf(dossier.office.desk);
  return {
    form: 'supplement-request',
    letterhead,
    numberSuffix: 'HDHS',
    dated: dated(letterhead, round.requestedAt),
    title: ['Phiếu yêu cầu', 'bổ sung, hoàn thiện hồ sơ'],
    subtitle: codeLine(dossier),
    qr: trackingLink(record),
    body: [
      ownerLine('Hồ sơ của', dossier),
      ...contactLines(dossier),
      ...contentLines(dossier),
      {
        kind: 'list',
        lead: 'Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:',
        items: round.items.map((item) => itemInWords(item).vi),
      },
      line('Lý do', round.reason),
      line('Thời hạn bổ sung, hoàn thiện', `hết ${dayInWords(LocalDate.parse(round.deadline))}`, {
        strong: true,
      }),
      line('Tra cứu hồ sơ tại', record.trackingUrl),
      {
        kind: 'paragraph',
        text: `Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với ${officer ? inSentence(officer) : OPEN}, số điện thoại ${OPEN} để được hướng dẫn./.`,
      },
    ],
    signatures: [{ title: 'Người hướng dẫn', manner: '(Ký và ghi rõ họ tên)', name: officer }],
    notes: [],
    at: round.requestedAt,
  };
}
