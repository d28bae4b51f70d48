import { SendObjectMalwareScanCommand } from '@aws-sdk/client-guardduty';
import { GetObjectTaggingCommand } from '@aws-sdk/client-s3';
import { guardDuty, s3 } from '../aws.ts';
import { environment } from '../resources.ts';
import { type Document, objectKey } from './document.ts';

/** The scan's verdict on the newest version of an object, or undefined while there is none. */
export async function loadScan(
  document: Document,
): Promise<{ versionId: string; result: string | undefined } | undefined> {
  try {
    const { TagSet, VersionId } = await s3.send(
      new GetObjectTaggingCommand({ Bucket: environment('DOCUMENTS_BUCKET'), Key: objectKey(document) }),
    );
    const result = TagSet?.find(({ Key }) => Key === 'GuardDutyMalwareScanStatus')?.Value;
    return { versionId: VersionId ?? '', result };
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
    throw error;
  }
}

/**
 * Asks for a version to be scanned again (GuardDuty user guide, "On-demand S3 malware scan"): in the role of the bucket's
 * malware protection plan, so that the result comes as that of any scan, and the object stays the version it is.
 */
export async function askForScan(document: Document, versionId: string): Promise<void> {
  await guardDuty.send(
    new SendObjectMalwareScanCommand({
      S3Object: {
        Bucket: environment('DOCUMENTS_BUCKET'),
        Key: objectKey(document),
        ...(versionId && { VersionId: versionId }),
      },
    }),
  );
}
