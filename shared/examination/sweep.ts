import { toInstant } from '../clock.ts';
import type { Document } from '../document/document.ts';
import { examine, isScanned, isScanToBeAsked, type Scanned, scanResults } from '../document/examination.ts';
import { askForScan, loadScan } from '../document/scan.ts';
import { loadDocument, loadObject, loadWaiting, noteScanAsked, settle } from '../document/store.ts';
import { UPLOAD_SECONDS } from '../document/upload.ts';

/** A scan takes seconds: what has waited so long is looked at, for its scan may have failed. */
const LOOK_AFTER_MS = 5 * 60_000;

/** What has waited longer than an upload may take and ten minutes more hangs. */
const PATIENCE_MS = (UPLOAD_SECONDS + 10 * 60) * 1000;

/** What nothing has scanned for a day, or what every scan has failed on, is given up, so that its citizen can send it again and others have their turn. */
const GIVEN_UP_MS = 24 * 3_600_000;

/** How many of each shard one run looks at, the oldest first. */
const BATCH = 25;

/** The verdict that a scan's tag names, if it names one: a scan that failed on our side is none. */
const verdictOf = (tag: string | undefined): Scanned | undefined =>
  scanResults.filter(isScanned).find((result) => result === tag);

/** What a look at a document came to: `asked` for a new scan, `waiting` for one, or `young`, when all may yet be well. */
type Look = 'settled' | 'asked' | 'waiting' | 'young';

async function lookAt(
  { dossierId, documentId }: Pick<Document, 'dossierId' | 'documentId'>,
  now: Date,
): Promise<Look> {
  const found = await loadDocument(dossierId, documentId);
  if (found?.document.state !== 'declared') return 'settled';
  const { document, access } = found;
  const at = toInstant(now);
  const age = now.getTime() - new Date(document.declaredAt).getTime();
  const scan = await loadScan(document);
  if (!scan) {
    if (age < PATIENCE_MS) return 'young';
    await settle(document, access, 'never-uploaded', '', at);
    return 'settled';
  }
  const verdict = verdictOf(scan.result);
  if (verdict) {
    const bytes =
      verdict === 'NO_THREATS_FOUND' ? await loadObject(document, scan.versionId) : new Uint8Array();
    await settle(document, access, await examine(document, verdict, bytes), scan.versionId, at);
    return 'settled';
  }
  if (age >= GIVEN_UP_MS) {
    await settle(document, access, 'not-examined', scan.versionId, at);
    return 'settled';
  }
  if (scan.result === undefined && age < PATIENCE_MS) return 'young';
  if (!isScanToBeAsked(document, now)) return 'waiting';
  // On record before it is asked, so that a scanner which cannot even be asked is not asked too often.
  if (!(await noteScanAsked(document, access, at))) return 'settled';
  await askForScan(document, scan.versionId);
  return 'asked';
}

/**
 * Settles what can be settled of the documents that have waited too long, and asks for the scan of the others again, by
 * a ladder and for a day.
 * @returns how many are settled, for how many a scan was asked, and how many hang, those among them
 * @throws AggregateError of those that failed, once all others have had their turn
 */
export async function sweep(now: Date): Promise<{ settled: number; asked: number; hanging: number }> {
  const waiting = await loadWaiting(new Date(now.getTime() - LOOK_AFTER_MS), BATCH);
  const failures: unknown[] = [];
  const looks: Look[] = [];
  for (const document of waiting) {
    try {
      looks.push(await lookAt(document, now));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} documents could not be swept`);
  const count = (...those: readonly Look[]) => looks.filter((look) => those.includes(look)).length;
  return { settled: count('settled'), asked: count('asked'), hanging: count('asked', 'waiting') };
}
