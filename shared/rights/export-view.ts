import * as z from 'zod';
import { toInstant, withVietnamOffset } from '../clock.ts';
import { Opening, Sha256 } from '../document/document.ts';
import { signOpening } from '../document/opening.ts';
import { exportStates } from '../errand/errand.ts';
import type { Export } from './export.ts';

export const EXPORT_PATH = '/v1/me/export';

const localTime = z.iso.datetime({ offset: true });

/** A copy of an account's data as its owner sees it. */
export const ExportView = z
  .object({
    exportId: z.uuid(),
    /** `failed`: it could not be made, and may be asked for again at once. */
    state: z.enum(exportStates),
    requestedAt: localTime,
    /** From then on it is gone. */
    expiresAt: localTime,
    /** Once it is ready. */
    archives: z.array(
      z.object({
        number: z.int().min(1),
        /** Dossiers in it. */
        dossiers: z.int(),
        sizeBytes: z.int(),
        sha256: Sha256,
        opening: Opening,
      }),
    ),
  })
  .meta({ id: 'Export' });
type ExportView = z.infer<typeof ExportView>;

/** A copy as it stands, with addresses that open its archives for a minute. */
export async function viewOfExport(one: Export): Promise<ExportView> {
  const archives = one.state === 'ready' ? one.archives : [];
  return {
    exportId: one.exportId,
    state: one.state,
    requestedAt: withVietnamOffset(one.requestedAt),
    expiresAt: withVietnamOffset(toInstant(new Date(one.expiresAt * 1000))),
    archives: await Promise.all(
      archives.map(async ({ objectKey: key, objectVersion: version, ...archive }, place) => ({
        number: place + 1,
        ...archive,
        opening: await signOpening({
          key,
          version,
          contentType: 'application/zip',
          name: `du-lieu-cua-toi-${place + 1}.zip`,
        }),
      })),
    ),
  };
}
