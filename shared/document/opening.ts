import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { s3 } from '../aws.ts';
import { environment } from '../resources.ts';
import { type AcceptedDocument, type Opening, objectKey } from './document.ts';

/** An opening is used at once or not at all. */
const OPENING_SECONDS = 60;

/** Signs the opening of exactly the version that was examined; it is saved under its own name, never shown in the site. */
export async function signOpening(document: AcceptedDocument): Promise<Opening> {
  const url = await getSignedUrl(
    s3,
    new GetObjectCommand({
      Bucket: environment('DOCUMENTS_BUCKET'),
      Key: objectKey(document),
      VersionId: document.objectVersion,
      ResponseContentType: document.contentType,
      ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(document.name)}`,
    }),
    { expiresIn: OPENING_SECONDS },
  );
  return { url, expiresInSeconds: OPENING_SECONDS };
}
