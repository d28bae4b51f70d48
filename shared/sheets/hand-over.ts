import { oneStopDeskOf } from '../agency/desk.ts';
import { deskLetterheadOf } from '../agency/letterhead.ts';
import { amountInWords } from '../amount-in-words.ts';
import type { Instant } from '../clock.ts';
import { vietnameseAmount } from '../format.ts';
import { type Arrival, type HandOver, recordOf, sheetsIn, sumOfLines } from '../hand-over/hand-over.ts';
import { line } from './fields.ts';
import type { Block, Sheet, Signature } from './sheet.ts';
import { dated, timeInWords } from './words.ts';

/** Who takes the results over: the operator that the State has appointed for public administration (QĐ 45/2016/QĐ-TTg Điều 3). */
const POST = 'Bưu điện tỉnh Hà Nam';

/** Whether a seal was whole, as desk and carrier found it. */
const sealInWords = ({ seal, sealIntact }: Arrival): string =>
  [seal, sealIntact === undefined ? '' : sealIntact ? 'còn nguyên' : 'KHÔNG còn nguyên']
    .filter(Boolean)
    .join(', ');

const paperInWords = ({ name, originals, copies }: Arrival['papers'][number]): string =>
  `${name}: ${originals} bản chính, ${copies} bản sao`;

/** What came in, each with all its papers as they were counted. */
function arrivals(record: HandOver): Block {
  const { items, papers } = sumOfLines(record);
  return {
    kind: 'table',
    columns: [
      { head: 'STT', width: 4, align: 'center' },
      { head: 'Mã bưu gửi', width: 13 },
      { head: 'Người gửi', width: 15 },
      { head: 'Địa chỉ gửi', width: 22 },
      { head: 'Niêm phong', width: 13 },
      { head: 'Giấy tờ đã kiểm đếm', width: 27 },
      { head: 'Số giấy tờ', width: 6, align: 'center' },
    ],
    rows: [
      ...record.arrivals.map((item, place) => [
        String(place + 1),
        item.itemCode,
        item.senderName,
        item.senderAddress,
        sealInWords(item),
        item.papers.map(paperInWords).join('; '),
        String(sheetsIn(item)),
      ]),
      ['', 'Tổng cộng', `${items} bưu gửi`, '', '', '', String(papers)],
    ],
  };
}

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
 * Biên bản giao nhận (QĐ 45/2016/QĐ-TTg Điều 7, 9): what a desk hands to the post or takes over from it, item by item, with
 * totals and both signatures. Until both have signed it is a draft; one that was discarded is no paper.
 */
export function handOverSheet(record: HandOver): Sheet | undefined {
  const { agency, state, direction, giver, taker, openedAt } = record;
  if (state === 'discarded') return undefined;
  const isDraft = state !== 'closed';
  const desk = oneStopDeskOf(agency);
  const letterhead = deskLetterheadOf(desk);
  const { codVnd } = sumOfLines(record);
  const at = taker?.at ?? giver?.at ?? openedAt;
  const isInbound = direction === 'inbound';
  const carrier = [
    { label: 'Số thẻ', value: taker?.card },
    { label: 'Tuyến', value: taker?.route },
  ];
  return {
    form: 'hand-over',
    ...(isDraft && { isDraft }),
    letterhead,
    dated: dated(letterhead, at),
    title: [
      isDraft ? 'Dự thảo biên bản giao nhận' : 'Biên bản giao nhận',
      isInbound ? 'hồ sơ gửi qua dịch vụ bưu chính công ích' : 'kết quả giải quyết thủ tục hành chính',
    ],
    subtitle: `Số: ${recordOf(record)}`,
    body: [
      ...(isInbound
        ? [
            line('Bên giao', POST, { strong: true }),
            { kind: 'fields' as const, fields: [{ label: 'Người giao', value: taker?.name }, ...carrier] },
            line('Bên nhận', desk, { strong: true }),
            line('Người nhận', giver?.name),
            {
              kind: 'paragraph' as const,
              text: 'Hai bên đã cùng kiểm tra niêm phong, kiểm đếm và giao nhận hồ sơ sau đây. Thời điểm bên giao ký biên bản là thời điểm nộp hồ sơ:',
            },
            arrivals(record),
          ]
        : [
            line('Bên giao', desk, { strong: true }),
            line('Người giao', giver?.name),
            line('Bên nhận', POST, { strong: true }),
            { kind: 'fields' as const, fields: [{ label: 'Người nhận', value: taker?.name }, ...carrier] },
            {
              kind: 'paragraph' as const,
              text: 'Hai bên đã cùng kiểm đếm, niêm phong và giao nhận các bưu gửi sau đây:',
            },
            manifest(record),
          ]),
      ...(codVnd > 0 ? [line('Tổng số tiền thu hộ bằng chữ', amountInWords(codVnd), { strong: true })] : []),
    ],
    signatures: isInbound
      ? [signature('Người giao', taker), signature('Người nhận', giver)]
      : [signature('Người giao', giver), signature('Người nhận', taker)],
    notes: [],
    at,
  };
}
