import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { Document, Rejection } from './document.ts';

/** GuardDuty Malware Protection for S3: what a scan came to (`scanResultStatus`). */
export const scanResults = [
  'NO_THREATS_FOUND',
  'THREATS_FOUND',
  'UNSUPPORTED',
  'ACCESS_DENIED',
  'FAILED',
] as const;
export type ScanResult = (typeof scanResults)[number];

/** A scan that came to a verdict on the file; the others failed through no fault of it. */
export type Scanned = Exclude<ScanResult, 'ACCESS_DENIED' | 'FAILED'>;
export const isScanned = (result: ScanResult): result is Scanned =>
  result !== 'ACCESS_DENIED' && result !== 'FAILED';

/**
 * Minutes from one request for a scan to the next while scans fail on our side: the last of them comes 22 hours after
 * the first, before the file is given up.
 */
const LADDER_MINUTES = [5, 15, 30, 60, 120, 240, 360, 480];

/** Whether a scan that came to no verdict is to be asked for again now. */
export function isScanToBeAsked({ scanAsked }: Pick<Document, 'scanAsked'>, now: Date): boolean {
  if (!scanAsked) return true;
  const minutes = LADDER_MINUTES[scanAsked.times - 1];
  return minutes !== undefined && now.getTime() - new Date(scanAsked.at).getTime() >= minutes * 60_000;
}

/** The verdict on a file: accepted, or rejected with the reason. */
export type Verdict = 'accepted' | Rejection;

/**
 * Examines an uploaded file: malware first, then size and SHA-256 against what was declared, then its real type
 * from its bytes. A type that cannot be told from the bytes is not the declared one.
 */
export async function examine(document: Document, scan: Scanned, bytes: Uint8Array): Promise<Verdict> {
  if (scan === 'THREATS_FOUND') return 'infected';
  if (scan === 'UNSUPPORTED') return 'unscannable';
  if (bytes.byteLength !== document.sizeBytes) return 'size-differs';
  if (createHash('sha256').update(bytes).digest('hex') !== document.sha256) return 'hash-differs';
  const type = await fileTypeFromBuffer(bytes);
  return type?.mime === document.contentType ? 'accepted' : 'type-differs';
}
