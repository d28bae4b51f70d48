import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRegister } from '../../shared/sheets/contracts/open-register.ts';
import { openSheet } from '../../shared/sheets/contracts/open-sheet.ts';
import { fontFiles } from '../../shared/sheets/pdf/fonts.ts';

const packageFolder = (file: string): string => path.dirname(fileURLToPath(import.meta.resolve(file)));

/**
 * The files that the functions of the area `sheets` read, beside the bundle of each: the fonts, and the colour profile
 * that PDF/A wants, where pdfkit looks for it.
 *
 * @param functions the folder of all bundles
 */
export async function sheetAssets(
  functions: string,
): Promise<readonly { readonly path: string; readonly contents: Uint8Array }[]> {
  const fonts = packageFolder('@expo-google-fonts/tinos');
  const profile = path.join('data', 'sRGB_IEC61966_2_1.icc');
  const sources = [
    ...Object.values(fontFiles).map((file) => [path.join('fonts', file), path.join(fonts, file)] as const),
    [profile, path.join(packageFolder('pdfkit'), profile)] as const,
  ];
  const files = await Promise.all(
    sources.map(async ([name, source]) => ({ name, contents: await readFile(source) })),
  );
  return [openSheet, openRegister].flatMap(({ area, id }) =>
    files.map(({ name, contents }) => ({ path: path.join(functions, area, id, name), contents })),
  );
}
