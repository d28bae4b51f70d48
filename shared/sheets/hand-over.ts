import { oneStopDeskOf } from '../agency/desk.ts';
import { deskLetterheadOf } from '../agency/letterhead.ts';
import { amountInWords } from '../amount-in-words.ts';
import type { Instant } from '../clock.ts';
import { vietnameseAmount } from '../format.ts';
import { type HandOver, recordOf, sumOfLines } from '../hand-over/hand-over.ts';
import { line } from './fields.ts';
import type { Block, Sheet, Signature } from './sheet.ts';
import { dated, timeInWords } from './words.ts';

/** Who takes the results over: the operator that the State has appointed for public administration (QĐ 45/2016/QĐ-TTg Điều 3). */
const POST = 'Bưu điện tỉnh Hà Nam';

function manifest(record: HandOver): Block {
  const { items, papers, codVnd } = sumOfLines(record);
  return {
    kind: 'table',
    columns: [
      { head: 'STT', width: 4, align: 'center' },
      { head: 'Mã hồ sơ', width: 15 },
      { head: 'Mã bưu gửi', width: 12 },
      { head: 'Người nhận', width: 17 },
      { head: 'Địa chỉ nhận', width: 30 },
      { head: 'Số giấy tờ', width: 6, align: 'center' },
      { head: 'Thu hộ (đồng)', width: 9, align: 'center' },
      { head: 'Ghi chú', width: 8 },
    ],
    rows: [
      ...record.lines.map((item, place) => [
        String(place + 1),
        item.dossierCode,
        item.itemCode,
        item.receiverName,
        item.receiverAddress,
        String(item.papers),
        vietnameseAmount(item.codVnd),
        '',
      ]),
      ['', 'Tổng cộng', `${items} bưu gửi`, '', '', String(papers), vietnameseAmount(codVnd), ''],
    ],
  };
}

/** Signed in the system at a time, or to be signed by hand. */
const signature = (
  title: string,
  signed: { readonly name: string; readonly at: Instant } | undefined,
): Signature => ({
  title,
  manner: signed ? `(Đã ký ${timeInWords(signed.at)})` : '(Ký và ghi rõ họ tên)',
  name: signed?.name,
});

/**
 * Biên bản giao nhận (QĐ 45/2016/QĐ-TTg Điều 9): what a desk hands to the post and the post takes over, item by item, with
 * totals and both signatures. Until both have signed it is a draft; one that was discarded is no paper.
 */
export function handOverSheet(record: HandOver): Sheet | undefined {
  const { agency, state, giver, taker, openedAt } = record;
  if (state === 'discarded') return undefined;
  const isDraft = state !== 'closed';
  const desk = oneStopDeskOf(agency);
  const letterhead = deskLetterheadOf(desk);
  const { codVnd } = sumOfLines(record);
  const at = taker?.at ?? giver?.at ?? openedAt;
  return {
    form: 'hand-over',
    ...(isDraft && { isDraft }),
    letterhead,
    dated: dated(letterhead, at),
    title: [
      isDraft ? 'Dự thảo biên bản giao nhận' : 'Biên bản giao nhận',
      'kết quả giải quyết thủ tục hành chính',
    ],
    subtitle: `Số: ${recordOf(record)}`,
    body: [
      line('Bên giao', desk, { strong: true }),
      line('Người giao', giver?.name),
      line('Bên nhận', POST, { strong: true }),
      {
        kind: 'fields',
        fields: [
          { label: 'Người nhận', value: taker?.name },
          { label: 'Số thẻ', value: taker?.card },
          { label: 'Tuyến', value: taker?.route },
        ],
      },
      { kind: 'paragraph', text: 'Hai bên đã cùng kiểm đếm, niêm phong và giao nhận các bưu gửi sau đây:' },
      manifest(record),
      ...(codVnd > 0 ? [line('Tổng số tiền thu hộ bằng chữ', amountInWords(codVnd), { strong: true })] : []),
    ],
    signatures: [signature('Người giao', giver), signature('Người nhận', taker)],
    notes: [],
    at,
  };
}
