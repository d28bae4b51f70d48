import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { signResult } from '../../shared/issuing/contracts/sign-result.ts';
import { openClosingSheet } from '../../shared/sheets/contracts/open-closing-sheet.ts';
import { openHandOverSheet } from '../../shared/sheets/contracts/open-hand-over-sheet.ts';
import { openRegister } from '../../shared/sheets/contracts/open-register.ts';
import { openSheet } from '../../shared/sheets/contracts/open-sheet.ts';
import { fontFiles } from '../../shared/sheets/pdf/fonts.ts';

const packageFolder = (file: string): string => path.dirname(fileURLToPath(import.meta.resolve(file)));

/**
 * The files that functions read which set type, beside the bundle of each: the fonts, and for sheets the colour profile
 * that PDF/A wants, where pdfkit looks for it.
 *
 * @param functions the folder of all bundles
 */
export async function sheetAssets(
  functions: string,
): Promise<readonly { readonly path: string; readonly contents: Uint8Array }[]> {
  const fonts = packageFolder('@expo-google-fonts/tinos');
  const profile = path.join('data', 'sRGB_IEC61966_2_1.icc');
  const font = (file: string) => [path.join('fonts', file), path.join(fonts, file)] as const;
  const sources = [
    ...Object.values(fontFiles).map(font),
    [profile, path.join(packageFolder('pdfkit'), profile)] as const,
  ];
  const files = await Promise.all(
    sources.map(async ([name, source]) => ({ name, contents: await readFile(source) })),
  );
  const beside = ({ area, id }: { readonly area: string; readonly id: string }, those: typeof files) =>
    those.map(({ name, contents }) => ({ path: path.join(functions, area, id, name), contents }));
  const [regular] = font(fontFiles.regular);
  return [
    ...[openSheet, openRegister, openHandOverSheet, openClosingSheet].flatMap((sheet) =>
      beside(sheet, files),
    ),
    ...beside(
      signResult,
      files.filter(({ name }) => name === regular),
    ),
  ];
}
