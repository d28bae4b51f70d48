import * as z from 'zod';
import { errandView, MadeFile, openedFiles, viewOfErrand } from '../errand/view.ts';
import type { Export } from './export.ts';

export const EXPORT_PATH = '/v1/me/export';

/** A copy of an account's data as its owner sees it. */
export const ExportView = z
  .object({
    ...errandView,
    /** Once it is ready. */
    archives: z.array(MadeFile),
  })
  .meta({ id: 'Export' });
type ExportView = z.infer<typeof ExportView>;

/** A copy as it stands, with addresses that open its archives for a minute. */
export const viewOfExport = async (one: Export): Promise<ExportView> => ({
  ...viewOfErrand(one),
  archives: await openedFiles(
    one,
    one.archives,
    'application/zip',
    (number) => `du-lieu-cua-toi-${number}.zip`,
  ),
});
