import * as z from 'zod';
import { toInstant, withVietnamOffset } from '../clock.ts';
import { Opening, Sha256 } from '../document/document.ts';
import { signOpening } from '../document/opening.ts';
import type { OwnFile } from '../document/own.ts';
import { type Errand, exportStates } from './errand.ts';

const localTime = z.iso.datetime({ offset: true });

/** What whoever asked sees of every errand. */
export const errandView = {
  exportId: z.uuid(),
  /** `failed`: it could not be made, and may be asked for again at once. */
  state: z.enum(exportStates),
  requestedAt: localTime,
  /** From then on it is gone. */
  expiresAt: localTime,
};

/** A file that was made. */
export const MadeFile = z.object({
  number: z.int().min(1),
  /** Dossiers in it. */
  dossiers: z.int(),
  sizeBytes: z.int(),
  sha256: Sha256,
  opening: Opening,
});
type MadeFile = z.infer<typeof MadeFile>;

/** What of every errand is seen, times with the offset of Vietnam. Pure. */
export const viewOfErrand = ({ exportId, state, requestedAt, expiresAt }: Errand) => ({
  exportId,
  state,
  requestedAt: withVietnamOffset(requestedAt),
  expiresAt: withVietnamOffset(toInstant(new Date(expiresAt * 1000))),
});

/**
 * The files of an errand once it is ready, with addresses that open them for a minute.
 * @param nameOf under which name a file is saved, by its number
 */
export const openedFiles = (
  { state }: Errand,
  files: readonly (OwnFile & Pick<MadeFile, 'dossiers'>)[],
  contentType: string,
  nameOf: (number: number) => string,
): Promise<MadeFile[]> =>
  Promise.all(
    (state === 'ready' ? files : []).map(
      async ({ objectKey: key, objectVersion: version, ...file }, place) => ({
        number: place + 1,
        ...file,
        opening: await signOpening({ key, version, contentType, name: nameOf(place + 1) }),
      }),
    ),
  );
