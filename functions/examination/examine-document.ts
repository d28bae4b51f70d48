import * as z from 'zod';
import { systemNow, toInstant } from '../../shared/clock.ts';
import { documentOf } from '../../shared/document/document.ts';
import { examine, isScanned, scanResults } from '../../shared/document/examination.ts';
import { loadDocument, loadObject, settle } from '../../shared/document/store.ts';
import { log } from '../../shared/log.ts';
import { measure } from '../../shared/metrics.ts';

/** GuardDuty Malware Protection for S3, scan result (Amazon EventBridge events). */
const ScanEvent = z.object({
  detail: z.object({
    s3ObjectDetails: z.object({ objectKey: z.string(), versionId: z.string() }),
    scanResultDetails: z.object({ scanResultStatus: z.enum(scanResults) }),
  }),
});

/**
 * A scanned upload becomes accepted or rejected; one that is settled already, or was removed, stays as it is. A scan
 * that failed says nothing of the file: it rings, and the sweep asks for another.
 */
export const handler = async (event: unknown): Promise<void> => {
  const { s3ObjectDetails: object, scanResultDetails } = ScanEvent.parse(event).detail;
  const scan = scanResultDetails.scanResultStatus;
  const { dossierId, documentId } = documentOf(object.objectKey);
  const found = await loadDocument(dossierId, documentId);
  if (found?.document.state !== 'declared') return;
  if (!isScanned(scan)) {
    measure('DocumentsHanging', 1);
    log.warn('SCAN_FAILED', { dossierId, documentId, scan });
    return;
  }
  const { document, access } = found;
  const bytes = scan === 'NO_THREATS_FOUND' ? await loadObject(document, object.versionId) : new Uint8Array();
  const verdict = await examine(document, scan, bytes);
  await settle(document, access, verdict, object.versionId, toInstant(systemNow()));
  log.info('DOCUMENT_EXAMINED', { dossierId, documentId, verdict });
};
