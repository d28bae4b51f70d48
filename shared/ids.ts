import { randomBytes, randomUUID } from 'node:crypto';

/** Where ids come from: handed in, so that a test may know them. */
export type NewId = () => string;

/** An unguessable id (RFC 9562 version 4): ids stand in paths, so knowing one must be no guess. */
export const randomId: NewId = () => randomUUID();

/** Where secrets come from. */
export type NewSecret = () => string;

/** 120 random bits as 24 letters and digits that can be read aloud (Crockford's alphabet: no I, L, O, U). */
export const randomSecret: NewSecret = () => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return Array.from(randomBytes(24), (byte) => alphabet.charAt(byte & 31)).join('');
};
