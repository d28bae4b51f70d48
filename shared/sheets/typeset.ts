import path from 'node:path';
import type { Render } from './kept.ts';

/**
 * Renders with the fonts that the build put beside the function. What sets type is loaded when a sheet is first made:
 * one that is kept is opened without.
 * @param folder of the function
 */
export function typesetter(folder: string): Render {
  const load = async () => {
    const [{ renderPdf }, { readFonts }] = await Promise.all([
      import('./pdf/render.ts'),
      import('./pdf/fonts.ts'),
    ]);
    const fonts = readFonts(path.join(folder, 'fonts'));
    return { renderPdf, fonts };
  };
  let loaded: ReturnType<typeof load> | undefined;
  return async (sheet) => {
    loaded ??= load();
    const { renderPdf, fonts } = await loaded;
    return renderPdf(sheet, fonts);
  };
}
