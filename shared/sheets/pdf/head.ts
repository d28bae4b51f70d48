import { encode } from 'uqr';
import type { Sheet } from '../sheet.ts';
import type { Galley } from './galley.ts';
import type { Face } from './lines.ts';
import { LEADING } from './style.ts';

const STATE = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
const MOTTO = 'Độc lập - Tự do - Hạnh phúc';

/** The side of a QR code of some 60 characters that a telephone reads from paper: 17 mm. */
const QR_SIZE = 48;

const upper = (text: string): string => text.toLocaleUpperCase('vi');

/** Lines one under another, centred in a column; returns where they end and how wide the last is. */
function column(
  galley: Galley,
  texts: readonly (readonly [text: string, face: Face, size: number])[],
  at: { readonly x: number; readonly width: number; readonly y: number },
) {
  let { y } = at;
  let width = 0;
  for (const [text, face, size] of texts) {
    const lines = galley.lines([{ text, face }], size, { width: at.width });
    const element = galley.element('P');
    galley.y = y;
    galley.put(element, lines, { x: at.x, width: at.width, size, align: 'center' });
    element.end();
    y += lines.length * size * LEADING;
    width = lines.at(-1)?.width ?? 0;
  }
  return { y, width };
}

/** Who writes, left, and the name of the state, right (NĐ 30/2020/NĐ-CP, phụ lục I mục II). */
function letterhead(galley: Galley, { letterhead: head, numberSuffix, dated }: Sheet): void {
  const { head: small, body } = galley.style;
  const top = galley.y;
  const right = galley.widthOf(STATE, small, 'bold') + 2;
  const left = galley.width - right - 10;
  const middle = (x: number, width: number, rule: number, y: number): void =>
    galley.rules([
      [x + (width - rule) / 2, y],
      [x + (width + rule) / 2, y],
    ]);

  const office = column(
    galley,
    [
      ...(head.authority ? [[upper(head.authority), 'regular', small] as const] : []),
      [upper(head.office), 'bold', small],
    ],
    { x: 0, width: left, y: top },
  );
  middle(0, left, Math.min(left, office.width) * 0.4, office.y + 0.35 * small);
  const motto = column(
    galley,
    [
      [STATE, 'bold', small],
      [MOTTO, 'bold', small * 1.08],
    ],
    { x: galley.width - right, width: right, y: top },
  );
  middle(galley.width - right, right, motto.width, motto.y + 0.35 * small);

  const below = Math.max(office.y, motto.y) + 0.9 * small;
  const ends = [below];
  if (numberSuffix)
    ends.push(
      column(galley, [[`Số: ………/${numberSuffix}`, 'regular', body]], { x: 0, width: left, y: below }).y,
    );
  if (dated)
    ends.push(
      column(galley, [[dated, 'italic', body]], {
        x: galley.width - right,
        width: right,
        y: below,
      }).y,
    );
  galley.y = Math.max(...ends);
}

/** The title in the middle, and the QR code at the right of it. */
function title(galley: Galley, { title: lines, subtitle, qr, qrLeadsTo = 'tra cứu hồ sơ' }: Sheet): void {
  const { title: size, body } = galley.style;
  const top = galley.y + 0.7 * body;
  const heading = galley.element('H1');
  galley.y = top;
  galley.flow(heading, galley.lines([{ text: upper(lines.join('\n')), face: 'bold' }], size), {
    size,
    align: 'center',
  });
  heading.end();
  const end = column(galley, [[subtitle, 'bold', body]], { x: 0, width: galley.width, y: galley.y + 1 }).y;
  if (qr) {
    const { data } = encode(qr, { ecc: 'M', border: 0 });
    galley.figure(
      `Mã QR dẫn đến trang ${qrLeadsTo}: ${qr}`,
      data,
      [galley.width - QR_SIZE, top + 1],
      QR_SIZE,
    );
  }
  galley.y = Math.max(end, qr ? top + QR_SIZE + 1 : 0) + 0.6 * body;
}

/** All above the body. */
export function setHead(galley: Galley, sheet: Sheet): void {
  letterhead(galley, sheet);
  title(galley, sheet);
}
