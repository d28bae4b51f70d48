import {
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
} from '@aws-sdk/client-s3';
import { s3 } from '../aws.ts';
import { environment } from '../resources.ts';
import { OBJECT_PREFIX, OWN_PREFIX } from './document.ts';

/** One version of an object, or the mark that it was deleted: only by its version does it go for good. */
export type ObjectVersion = { readonly Key: string; readonly VersionId: string };

/** Where all files of a dossier stand: what was uploaded for it, and what we have made of it. */
export const foldersOf = (dossierId: string): readonly string[] =>
  [OBJECT_PREFIX, OWN_PREFIX].map((prefix) => `${prefix}${dossierId}/`);

/** All versions below a folder, and all marks of deletion, a thousand at a time (S3 API reference, ListObjectVersions). */
async function* versionsIn(Prefix: string): AsyncGenerator<readonly ObjectVersion[]> {
  let from: Pick<ListObjectVersionsCommandOutput, 'NextKeyMarker' | 'NextVersionIdMarker'> = {};
  do {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({
        Bucket: environment('DOCUMENTS_BUCKET'),
        Prefix,
        KeyMarker: from.NextKeyMarker,
        VersionIdMarker: from.NextVersionIdMarker,
      }),
    );
    yield [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].flatMap(({ Key, VersionId }) =>
      Key !== undefined && VersionId !== undefined ? [{ Key, VersionId }] : [],
    );
    from = page.IsTruncated ? page : {};
  } while (from.NextKeyMarker !== undefined);
}

/** The versions below these folders. */
export async function loadVersions(folders: readonly string[]): Promise<readonly ObjectVersion[]> {
  const found: ObjectVersion[] = [];
  for (const folder of folders) for await (const page of versionsIn(folder)) found.push(...page);
  return found;
}

/** Most versions of one call (S3 API reference, DeleteObjects). */
const MOST_AT_ONCE = 1000;

/**
 * Destroys versions of objects for good. What is gone already counts as done.
 * @throws Error when S3 has kept one
 */
export async function destroyVersions(versions: readonly ObjectVersion[]): Promise<void> {
  for (let from = 0; from < versions.length; from += MOST_AT_ONCE) {
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({
        Bucket: environment('DOCUMENTS_BUCKET'),
        Delete: { Objects: versions.slice(from, from + MOST_AT_ONCE), Quiet: true },
      }),
    );
    const [first] = Errors;
    if (first) throw new Error(`${Errors.length} versions of objects were kept: ${first.Code}`);
  }
}
