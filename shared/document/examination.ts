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
