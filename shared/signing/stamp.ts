import {
  beginText,
  endText,
  moveText,
  nextLine,
  type PDFDocument,
  type PDFPage,
  type PDFRef,
  setFontAndSize,
  setLineHeight,
  showText,
} from '@cantoo/pdf-lib';
import { create } from 'fontkit';

/** What is seen of a signature: lines of text, in a font that has their letters. */
export type Stamp = { readonly lines: readonly string[]; readonly font: () => Uint8Array };

/** Upright Times New Roman of ten points, in black, in the margin at the upper right (NĐ 30/2020/NĐ-CP, phụ lục I: digital signatures). */
const SIZE = 10;
const LEADING = 1.2 * SIZE;
const EDGE = 14;

/** The stamp as it appears in the upper right corner of a page, and the area that it takes there. */
export async function drawStamp(
  document: PDFDocument,
  page: PDFPage,
  { lines, font }: Stamp,
): Promise<{ readonly area: number[]; readonly appearance: PDFRef }> {
  document.registerFontkit({ create });
  const face = await document.embedFont(font(), { subset: true });
  const width = Math.max(...lines.map((line) => face.widthOfTextAtSize(line, SIZE)));
  const height = lines.length * LEADING;
  const { x, y, width: across, height: up } = page.getCropBox();
  const right = x + across - EDGE;
  const top = y + up - EDGE;
  const appearance = document.context.formXObject(
    [
      beginText(),
      setFontAndSize('F', SIZE),
      setLineHeight(LEADING),
      moveText(0, height - SIZE),
      ...lines.flatMap((line) => [showText(face.encodeText(line)), nextLine()]),
      endText(),
    ],
    { BBox: [0, 0, width, height], Resources: { Font: { F: face.ref } } },
  );
  return {
    area: [right - width, top - height, right, top],
    appearance: document.context.register(appearance),
  };
}
