import { createHash } from 'node:crypto';

/** A number of 0 up to 1 that is the same for the same words: what is made up can be made up again. */
export const chanceOf = (...words: readonly (string | number)[]): number =>
  digestOf(...words).readUInt32BE(0) / 2 ** 32;

/** An id in the form of RFC 9562 version 8, the same for the same words. */
export function idOf(...words: readonly (string | number)[]): string {
  const bytes = digestOf(...words);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

const digestOf = (...words: readonly (string | number)[]): Buffer =>
  createHash('sha256').update(words.join(' ')).digest();
