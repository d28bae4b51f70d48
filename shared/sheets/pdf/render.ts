import { sheetForms } from '../forms.ts';
import type { Sheet } from '../sheet.ts';
import { layBlock } from './body.ts';
import { layEnd } from './end.ts';
import type { Fonts } from './fonts.ts';
import { Galley, type Laid } from './galley.ts';
import { setHead } from './head.ts';
import { a4, a5 } from './style.ts';

/** So many parts of the body go with the signatures to a new page: nobody signs an empty one. */
const COMPANY = 3;

const heightOf = (parts: readonly Laid[]): number => parts.reduce((sum, { height }) => sum + height, 0);

/** Where the parts begin that are to stand on one page with the end: fewer of the body where they are long. */
function beginOfEnd(body: readonly Laid[], end: readonly Laid[], page: number): number {
  const most = Math.max(0, body.length - COMPANY);
  for (let from = most; from < body.length; from += 1)
    if (heightOf([...body.slice(from), ...end]) <= page) return from;
  return body.length;
}

/**
 * A sheet as a PDF/A-2a file: tagged, in Vietnamese, its fonts embedded. The same sheet gives the same bytes, for the
 * time and the identifier of the file come from it.
 */
export async function renderPdf(sheet: Sheet, fonts: Fonts): Promise<Buffer> {
  const { number, title, law } = sheetForms[sheet.form];
  const isAcross = sheet.form === 'register' || sheet.form === 'hand-over';
  const galley = new Galley(
    {
      title: `${title} – ${sheet.subtitle}`,
      author: sheet.letterhead.office,
      subject: number === undefined ? law : `Mẫu số ${number}, ${law}`,
      createdAt: new Date(sheet.at),
    },
    isAcross ? a4 : a5,
    fonts,
    sheet.subtitle,
  );
  setHead(galley, sheet);
  const body = sheet.body.flatMap((block) => layBlock(galley, block));
  const end = layEnd(galley, sheet);
  const from = beginOfEnd(body, end, galley.whole);
  for (const [place, part] of [...body, ...end].entries()) {
    if (place === from && end.length > 0) galley.need(heightOf([...body.slice(from), ...end]));
    part.draw();
  }
  return galley.bytes();
}
