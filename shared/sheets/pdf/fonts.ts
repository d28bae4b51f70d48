import { readFileSync } from 'node:fs';
import path from 'node:path';
import { create } from 'fontkit';
import type { Face } from './lines.ts';

/**
 * Tinos (SIL Open Font License 1.1) has the widths of Times New Roman, in which papers of the state are set
 * (NĐ 30/2020/NĐ-CP, phụ lục I), and all letters of Vietnamese. By their place in the npm package, and in the asset.
 */
export const fontFiles = {
  regular: '400Regular/Tinos_400Regular.ttf',
  bold: '700Bold/Tinos_700Bold.ttf',
  italic: '400Regular_Italic/Tinos_400Regular_Italic.ttf',
} as const satisfies Record<Face, string>;

export type Fonts = {
  readonly files: Readonly<Record<Face, Buffer>>;
  /** The code points that they can show; the faces agree in them. */
  readonly covered: ReadonlySet<number>;
};

/** Reads the fonts from their folder. */
export function readFonts(folder: string): Fonts {
  const read = (face: Face): Buffer => readFileSync(path.join(folder, fontFiles[face]));
  const files = { regular: read('regular'), bold: read('bold'), italic: read('italic') };
  const font = create(files.regular);
  return { files, covered: new Set('characterSet' in font ? font.characterSet : []) };
}

/** Stands for what a font cannot show: an archive wants no missing glyph (ISO 19005-2, 6.2.11.8). */
const UNKNOWN = '□';

/** A text as the fonts can show it: composed, with plain spaces, and line feeds as the only control. */
export const shown = (text: string, { covered }: Fonts): string =>
  Array.from(text.normalize('NFC').replace(/[^\S\n]/g, ' '), (character) =>
    character === '\n' || covered.has(character.codePointAt(0) ?? 0) ? character : UNKNOWN,
  ).join('');
