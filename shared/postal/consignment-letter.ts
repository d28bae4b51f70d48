import { toInstant, withVietnamOffset } from '../clock.ts';
import type { Consignment } from '../consignment/consignment.ts';
import type { ConsignmentLetter } from '../consignment/letters.ts';
import { putPassed } from '../consignment/store.ts';
import { dayParts } from '../consignment/window.ts';
import { accessTo } from '../dossier/access.ts';
import type { DossierFile } from '../dossier/dossier.ts';
import { vietnameseDate, vietnameseTime } from '../format.ts';
import { log } from '../log.ts';
import { type DraftLetter, firstOf, sendDraftLetter } from '../notification/draft-letter.ts';
import type { Message } from '../notification/messages.ts';
import { failureReasons } from '../shipment/report.ts';
import { commit } from '../table/transaction.ts';

/** The texts, each in a sentence or two. */
const texts: Record<ConsignmentLetter, (consignment: Consignment) => Message> = {
  booked: ({ window: { day, part } }) => ({
    title: { vi: 'Bưu điện sẽ đến nhận hồ sơ', en: 'The post will collect your papers' },
    text: {
      vi: `Bưu điện sẽ đến nhận hồ sơ của Ông/Bà ${dayParts[part].name.vi} ngày ${vietnameseDate(day)}. Xin chuẩn bị đủ giấy tờ dưới đây để cùng kiểm đếm và niêm phong.`,
      en: `The post will collect your papers ${dayParts[part].name.en} of ${vietnameseDate(day)}. Please have the papers below ready, to be counted and sealed together.`,
    },
  }),
  failed: ({ failures }) => {
    const missed = failures.at(-1);
    const { vi, en } = failureReasons[missed?.reason ?? 'receiverAbsent'];
    return {
      title: { vi: 'Bưu điện chưa nhận được hồ sơ', en: 'The post could not collect your papers' },
      text: {
        vi: `Bưu điện đã đến lần ${missed?.attempt ?? 1} nhưng chưa nhận được hồ sơ: ${vi}. Bưu điện sẽ đến lại; Ông/Bà có thể hủy và đặt ngày khác.`,
        en: `The post came for attempt ${missed?.attempt ?? 1} and could not collect your papers: ${en}. It will come again; you can call this off and book another day.`,
      },
    };
  },
  collected: ({ checklist }) => ({
    title: { vi: 'Bưu điện đã nhận hồ sơ', en: 'The post has your papers' },
    text: {
      vi: `Bưu điện đã nhận hồ sơ của Ông/Bà, niêm phong số ${checklist?.seal ?? '—'}. Hồ sơ được tính là đã nộp khi Bộ phận Một cửa và bưu điện ký biên bản giao nhận.`,
      en: `The post has your papers, under the seal ${checklist?.seal ?? '—'}. They count as filed when the one-stop desk and the post have signed the hand-over record.`,
    },
  }),
  cancelled: ({ supplement }) => ({
    title: { vi: 'Đã hủy việc thu gom hồ sơ', en: 'The collection is cancelled' },
    text: supplement
      ? {
          vi: 'Bưu điện không đến nhận giấy tờ bổ sung nữa. Ông/Bà có thể đặt ngày khác, gửi tệp hoặc nộp tại Bộ phận Một cửa trong thời hạn bổ sung.',
          en: 'The post will not collect your supplement. You can book another day, send files, or hand it in at the one-stop desk, by the last day to answer.',
        }
      : {
          vi: 'Bưu điện không đến nhận hồ sơ nữa. Hồ sơ nháp vẫn còn: Ông/Bà có thể đặt ngày khác.',
          en: 'The post will not collect your papers. The draft is still there: you can book another day.',
        },
  }),
  returned: ({ supplement }) => ({
    title: { vi: 'Bưu điện đã trả lại hồ sơ', en: 'The post has brought your papers back' },
    text: supplement
      ? {
          vi: 'Bưu điện đã trả lại giấy tờ bổ sung cho người gửi, giấy tờ chưa được nộp. Ông/Bà có thể đặt thu gom lại, gửi tệp hoặc nộp tại Bộ phận Một cửa.',
          en: 'The post has brought your supplement back: nothing has been answered. You can book another collection, send files, or hand it in at the one-stop desk.',
        }
      : {
          vi: 'Bưu điện đã trả lại hồ sơ cho người gửi, hồ sơ chưa được nộp. Ông/Bà có thể đặt thu gom lại hoặc nộp trực tiếp tại Bộ phận Một cửa.',
          en: 'The post has brought your papers back: nothing has been filed. You can book another collection, or hand them in at the one-stop desk.',
        },
  }),
  lost: () => ({
    title: { vi: 'Hồ sơ bị thất lạc', en: 'Your papers are lost' },
    text: {
      vi: 'Bưu điện báo hồ sơ của Ông/Bà bị thất lạc. Bưu điện phải trả mọi chi phí làm lại giấy tờ và bồi thường theo quy định; Bộ phận Một cửa đã được báo.',
      en: 'The post says that your papers are lost. It pays for every paper that is issued anew, and compensation; the one-stop desk knows.',
    },
  }),
};

const listed = ({ checklist, papers }: Consignment): readonly (readonly [string, string])[] =>
  (checklist?.papers ?? papers).map(
    ({ name, originals, copies }) => [name, `${originals} bản chính, ${copies} bản sao`] as const,
  );

const numberOfLetter = ({ number, told }: Consignment): number => firstOf.consignment + number * 1000 + told;

/** What its owner is told of a collection. Pure. */
export function consignmentLetter(kind: ConsignmentLetter, consignment: Consignment): DraftLetter {
  const { itemCode, supplement, addressee, checklist } = consignment;
  return {
    number: numberOfLetter(consignment),
    event: `consignment.${kind}`,
    message: texts[kind](consignment),
    facts: [
      ...(itemCode ? [['Mã bưu gửi', itemCode] as const] : []),
      ['Cơ quan nhận', addressee.name],
      ...(checklist ? [['Ký nhận lúc', vietnameseTime(withVietnamOffset(checklist.signedAt))] as const] : []),
      ...listed(consignment),
    ],
    guidance: `Ông/Bà xem và thay đổi việc thu gom tại ${supplement ? 'hồ sơ' : 'hồ sơ nháp'} trên Cổng Dịch vụ công.`,
  };
}

/** Whether its owner is to be told of a consignment now. */
export const hasLetters = ({ letters, lettersAt }: Consignment, now: Date): boolean =>
  letters.length > 0 && lettersAt !== undefined && lettersAt <= toInstant(now);

/** A message that could not be sent is tried again after so long. */
const AGAIN_MS = 15 * 60_000;

/** The consignment once the first of its letters has gone out. Pure. */
function toldNext(consignment: Consignment, at: Date): Consignment {
  const { lettersAt: _, ...settled } = consignment;
  const letters = consignment.letters.slice(1);
  const more = letters.length > 0 ? { lettersAt: toInstant(at) } : {};
  return { ...settled, letters, told: consignment.told + 1, ...more };
}

/**
 * Tells the owner the next that it is to hear of a collection, with a record in its log of messages.
 * @returns the consignment as it is then; one that could not be told of is tried again
 */
export async function tellByLetter(
  { dossier }: DossierFile,
  consignment: Consignment,
  at: Date,
): Promise<Consignment> {
  const [kind] = consignment.letters;
  if (!kind) return consignment;
  const put = (after: Consignment) => putPassed(dossier.id, consignment, after, accessTo(dossier));
  const asWritten = (after: Consignment) => ({ ...after, version: consignment.version + 1 });
  try {
    const record = await sendDraftLetter(dossier, consignmentLetter(kind, consignment), at);
    const after = toldNext(consignment, at);
    await commit([...record, put(after)]);
    return asWritten(after);
  } catch (error) {
    log.error('EVENT_FAILED', error, { reference: consignment.reference });
    const after = { ...consignment, lettersAt: toInstant(new Date(at.getTime() + AGAIN_MS)) };
    await commit([put(after)]);
    return asWritten(after);
  }
}
