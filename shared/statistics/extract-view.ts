import * as z from 'zod';
import { errandView, MadeFile, openedFiles, viewOfErrand } from '../errand/view.ts';
import { spreadsheetTypes } from '../spreadsheet.ts';
import { drillDownNames } from './drill-down.ts';
import { type Extract, extractFormats } from './extract.ts';

export const EXTRACT_PATH = '/v1/statistics/extract';

/** A list of dossiers as who asked for it sees it. */
export const ExtractView = z
  .object({
    ...errandView,
    figure: z.enum(drillDownNames),
    from: z.iso.date(),
    to: z.iso.date(),
    format: z.enum(extractFormats),
    /** Dossiers in the list so far. */
    dossiers: z.int(),
    /** Once it is ready. */
    files: z.array(MadeFile),
  })
  .meta({ id: 'Extract' });
type ExtractView = z.infer<typeof ExtractView>;

/** A list as it stands, with addresses that open its files for a minute. */
export async function viewOfExtract(one: Extract): Promise<ExtractView> {
  const { figure, from, to, format } = one;
  return {
    ...viewOfErrand(one),
    figure,
    from,
    to,
    format,
    dossiers: one.files.reduce((sum, { dossiers }) => sum + dossiers, 0),
    files: await openedFiles(
      one,
      one.files,
      spreadsheetTypes[format],
      (number) => `ho-so-cua-so-lieu-${number}.${format}`,
    ),
  };
}
