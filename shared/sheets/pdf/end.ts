import type { Sheet, Signature } from '../sheet.ts';
import type { Galley, Laid } from './galley.ts';
import type { Face, Run } from './lines.ts';
import { LEADING } from './style.ts';

/** Room for a signature, in lines. */
const SIGNATURE_LINES = 3;

function laySignatures(galley: Galley, signatures: readonly Signature[]): Laid {
  const size = galley.style.body;
  const leading = size * LEADING;
  const width = galley.width / 2;
  const set = (text: string, face: Face) => galley.lines(text ? [{ text, face }] : [], size, { width });
  const sides = signatures.map(({ title, manner, name }, place) => ({
    // One alone stands at the right, where an agency signs (NĐ 30/2020/NĐ-CP, phụ lục I mục II.7).
    x: signatures.length === 1 ? width : place * width,
    parts: [set(title.toLocaleUpperCase('vi'), 'bold'), set(manner, 'italic'), set(name ?? '', 'bold')],
  }));
  const lines = Math.max(...sides.map(({ parts }) => parts.reduce((sum, part) => sum + part.length, 0)));
  const height = (lines + SIGNATURE_LINES + 0.5) * leading;
  return {
    height,
    draw: () => {
      galley.need(height);
      const top = galley.y + 0.5 * leading;
      for (const { x, parts } of sides) {
        galley.y = top;
        for (const [place, part] of parts.entries()) {
          if (place === 2) galley.y += SIGNATURE_LINES * leading;
          const element = galley.element('P');
          galley.flow(element, part, { x, width, size, align: 'center' });
          element.end();
        }
      }
      galley.y = top + height - 0.5 * leading;
    },
  };
}

function layNotes(galley: Galley, notes: readonly string[]): Laid {
  const size = galley.style.note;
  const texts: readonly Run[] = [
    { text: 'Ghi chú:', face: 'bold' },
    ...notes.map((note): Run => ({ text: `- ${note}`, face: 'italic' })),
  ];
  const paragraphs = texts.map((run) => galley.lines([run], size));
  return {
    height: paragraphs.flat().length * size * LEADING + size,
    draw: () => {
      galley.y += size;
      for (const lines of paragraphs) {
        const element = galley.element('P');
        galley.flow(element, lines, { size, align: 'justify' });
        element.end();
      }
    },
  };
}

/** All below the body, laid out: who signs, and what is noted. */
export const layEnd = (galley: Galley, { signatures, notes }: Sheet): readonly Laid[] => [
  ...(signatures.length > 0 ? [laySignatures(galley, signatures)] : []),
  ...(notes.length > 0 ? [layNotes(galley, notes)] : []),
];
