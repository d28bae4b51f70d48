import * as z from 'zod';
import { toInstant, withVietnamOffset } from '../clock.ts';
import { Opening, Sha256 } from '../document/document.ts';
import { signOpening } from '../document/opening.ts';
import { exportStates } from '../errand/errand.ts';
import { spreadsheetTypes } from '../spreadsheet.ts';
import { drillDownNames } from './drill-down.ts';
import { type Extract, extractFormats } from './extract.ts';

export const EXTRACT_PATH = '/v1/statistics/extract';

const localTime = z.iso.datetime({ offset: true });

/** A list of dossiers as who asked for it sees it. */
export const ExtractView = z
  .object({
    exportId: z.uuid(),
    /** `failed`: it could not be made, and may be asked for again at once. */
    state: z.enum(exportStates),
    figure: z.enum(drillDownNames),
    from: z.iso.date(),
    to: z.iso.date(),
    format: z.enum(extractFormats),
    requestedAt: localTime,
    /** From then on it is gone. */
    expiresAt: localTime,
    /** Dossiers in the list so far. */
    dossiers: z.int(),
    /** Once it is ready. */
    files: z.array(
      z.object({
        number: z.int().min(1),
        dossiers: z.int(),
        sizeBytes: z.int(),
        sha256: Sha256,
        opening: Opening,
      }),
    ),
  })
  .meta({ id: 'Extract' });
type ExtractView = z.infer<typeof ExtractView>;

/** A list as it stands, with addresses that open its files for a minute. */
export async function viewOfExtract(one: Extract): Promise<ExtractView> {
  const { exportId, state, figure, from, to, format } = one;
  const files = state === 'ready' ? one.files : [];
  return {
    exportId,
    state,
    figure,
    from,
    to,
    format,
    requestedAt: withVietnamOffset(one.requestedAt),
    expiresAt: withVietnamOffset(toInstant(new Date(one.expiresAt * 1000))),
    dossiers: one.files.reduce((sum, { dossiers }) => sum + dossiers, 0),
    files: await Promise.all(
      files.map(async ({ objectKey: key, objectVersion: version, ...file }, place) => ({
        number: place + 1,
        ...file,
        opening: await signOpening({
          key,
          version,
          contentType: spreadsheetTypes[format],
          name: `ho-so-cua-so-lieu-${place + 1}.${format}`,
        }),
      })),
    ),
  };
}
