import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { s3 } from '../aws.ts';
import { environment } from '../resources.ts';
import type { Opening } from './document.ts';

/** An opening is used at once or not at all. */
const OPENING_SECONDS = 60;

/** An object of the bucket of documents, in the one version that may be opened, and what it is called. */
export type Openable = {
  readonly key: string;
  readonly version: string;
  readonly contentType: string;
  readonly name: string;
};

/** Signs the opening of exactly this version; it is saved under its own name, never shown in the site. */
export async function signOpening({ key, version, contentType, name }: Openable): Promise<Opening> {
  const url = await getSignedUrl(
    s3,
    new GetObjectCommand({
      Bucket: environment('DOCUMENTS_BUCKET'),
      Key: key,
      VersionId: version,
      ResponseContentType: contentType,
      ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    }),
    { expiresIn: OPENING_SECONDS },
  );
  return { url, expiresInSeconds: OPENING_SECONDS };
}
