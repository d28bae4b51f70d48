import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from './wire.ts';

const crcBase64 = (bytes: Buffer): string => {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString('base64');
};
const hashBase64 =
  (name: string) =>
  (bytes: Buffer): string =>
    createHash(name).update(bytes).digest('base64');

const checksums = [
  { header: 'x-amz-checksum-sha256', title: 'SHA256', of: hashBase64('sha256') },
  { header: 'x-amz-checksum-sha1', title: 'SHA1', of: hashBase64('sha1') },
  { header: 'x-amz-checksum-crc32', title: 'CRC32', of: crcBase64 },
  { header: 'content-md5', title: 'Content-MD5', of: hashBase64('md5') },
] as const;

/** Throws `BadDigest` when a checksum stated by header or form field is not that of the bytes. */
export function assertChecksums(stated: (name: string) => string | undefined, bytes: Buffer): void {
  for (const { header, title, of } of checksums) {
    const value = stated(header);
    if (value === undefined || value === of(bytes)) continue;
    throw new AwsError('BadDigest', 400, `The ${title} you specified did not match the calculated checksum.`);
  }
}
