import { agencyByCode } from '../agency/agency.ts';
import { letterheadOf } from '../agency/letterhead.ts';
import { amountInWords } from '../amount-in-words.ts';
import { localDateOf } from '../clock.ts';
import type { FeeReceipt } from '../fee-receipt/fee-receipt.ts';
import { numberInSeries } from '../fee-receipt/series.ts';
import { inSentence, vietnameseAmount } from '../format.ts';
import { line } from './fields.ts';
import { nameOfActor, type SheetRecord } from './record.ts';
import type { Block, Sheet } from './sheet.ts';
import { dated, dayInWords } from './words.ts';

const linesTable = ({ lines, amountVnd }: FeeReceipt): Block => ({
  kind: 'table',
  columns: [
    { head: 'TT', width: 7, align: 'center' },
    { head: 'Tên loại phí, lệ phí', width: 48 },
    { head: 'Số lượng', width: 12, align: 'center' },
    { head: 'Mức thu (đồng)', width: 16, align: 'center' },
    { head: 'Số tiền (đồng)', width: 17, align: 'center' },
  ],
  rows: [
    ...lines.map(({ name, quantity, unitVnd, amountVnd: sum }, place) => [
      String(place + 1),
      name.vi,
      String(quantity),
      vietnameseAmount(unitVnd),
      vietnameseAmount(sum),
    ]),
    ['', 'Tổng cộng', '', '', vietnameseAmount(amountVnd)],
  ],
});

/** What has become of a receipt that does not hold any more: nobody takes its paper for one that does. */
function endOf({ end }: FeeReceipt): readonly Block[] {
  if (!end) return [];
  const day = dayInWords(localDateOf(end.at));
  const became = end.kind === 'replaced' ? `được thay thế bằng biên lai ${end.with}` : 'bị hủy';
  return [{ kind: 'paragraph', text: `Biên lai này đã ${became} ${day}. Lý do: ${inSentence(end.reason)}.` }];
}

/**
 * The receipt of a fee as a paper (NĐ 123/2020/NĐ-CP Điều 32): who collects and who pays, for what by which line, the sum in
 * figures and in words. Its code opens the page of verification.
 */
export function feeReceiptSheet({ feeReceipt: receipt, verificationUrl }: SheetRecord): Sheet | undefined {
  if (!receipt) return undefined;
  const { code, form, symbol, number, agency, payer, dossierCode, procedure, tariff, amountVnd } = receipt;
  const office = agencyByCode(agency)?.name.vi ?? agency;
  const letterhead = letterheadOf(office);
  const { issuedAt: at, issuedBy, online, replaces } = receipt;
  return {
    form: 'fee-receipt',
    letterhead,
    dated: dated(letterhead, at),
    title: ['Biên lai thu tiền', 'phí, lệ phí'],
    subtitle: `Số: ${numberInSeries(number)}`,
    qr: `${verificationUrl}#${code}`,
    qrLeadsTo: 'xác minh biên lai',
    body: [
      {
        kind: 'fields',
        fields: [
          { label: 'Mẫu số', value: form },
          { label: 'Ký hiệu', value: symbol },
        ],
      },
      ...endOf(receipt),
      line('Đơn vị thu', office),
      line('Người nộp tiền', payer.name, { strong: true }),
      line('Số định danh cá nhân, mã số thuế', payer.number),
      line('Địa chỉ', payer.address),
      line('Mã hồ sơ', dossierCode),
      line('Thủ tục hành chính', `${procedure.name.vi} (mã ${procedure.code})`),
      linesTable(receipt),
      line('Số tiền', `${vietnameseAmount(amountVnd)} đồng`, { strong: true }),
      line('Viết bằng chữ', amountInWords(amountVnd), { strong: true }),
      ...(tariff ? [line('Biểu mức thu', tariff)] : []),
      line('Hình thức thanh toán', online ? 'Trực tuyến' : 'Tại Bộ phận Một cửa'),
      ...(replaces ? [line('Thay thế biên lai', replaces)] : []),
      line('Mã tra cứu', code, { strong: true }),
    ],
    signatures: [
      { title: 'Người thu tiền', manner: '(Chữ ký số của đơn vị thu)', name: nameOfActor(issuedBy) },
    ],
    notes: [`Tra cứu, xác minh biên lai tại ${verificationUrl} bằng mã tra cứu và tệp này.`],
    at,
  };
}
