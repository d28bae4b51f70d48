import { toInstant } from '../clock.ts';
import type { Document } from '../document/document.ts';
import { examine, isScanned, type Scanned, scanResults } from '../document/examination.ts';
import { loadDocument, loadObject, loadScan, loadWaiting, settle } from '../document/store.ts';
import { UPLOAD_SECONDS } from '../document/upload.ts';

/** A scan takes seconds; what has waited longer than an upload may take and ten minutes more is looked at. */
const PATIENCE_MS = (UPLOAD_SECONDS + 10 * 60) * 1000;

/** What nothing has scanned for a day, or what every scan has failed on, is given up, so that its citizen can send it again and others have their turn. */
const GIVEN_UP_MS = 24 * 3_600_000;

/** How many of each shard one run looks at, the oldest first. */
const BATCH = 25;

/** The verdict that a scan's tag names, if it names one: a scan that failed on our side is none. */
const verdictOf = (tag: string | undefined): Scanned | undefined =>
  scanResults.filter(isScanned).find((result) => result === tag);

async function settleHanging(
  { dossierId, documentId }: Pick<Document, 'dossierId' | 'documentId'>,
  now: Date,
): Promise<boolean> {
  const found = await loadDocument(dossierId, documentId);
  if (found?.document.state !== 'declared') return true;
  const { document, access } = found;
  const at = toInstant(now);
  const scan = await loadScan(document);
  if (!scan) {
    await settle(document, access, 'never-uploaded', '', at);
    return true;
  }
  const verdict = verdictOf(scan.result);
  if (!verdict) {
    if (now.getTime() - new Date(document.declaredAt).getTime() < GIVEN_UP_MS) return false;
    await settle(document, access, 'not-examined', scan.versionId, at);
    return true;
  }
  const bytes =
    verdict === 'NO_THREATS_FOUND' ? await loadObject(document, scan.versionId) : new Uint8Array();
  await settle(document, access, await examine(document, verdict, bytes), scan.versionId, at);
  return true;
}

/**
 * Settles what can be settled of the documents that have waited too long; the rest has not been scanned at all.
 * @throws AggregateError of those that failed, once all others have had their turn
 */
export async function sweep(now: Date): Promise<{ settled: number; hanging: number }> {
  const waiting = await loadWaiting(new Date(now.getTime() - PATIENCE_MS), BATCH);
  const failures: unknown[] = [];
  let settled = 0;
  for (const document of waiting) {
    try {
      if (await settleHanging(document, now)) settled += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} documents could not be swept`);
  return { settled, hanging: waiting.length - settled };
}
