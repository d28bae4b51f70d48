import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Problem } from './problems.ts';

/** A position, which is never empty, and its digest. */
const Cursor = z.tuple([z.string().min(1), z.string()]);

/** Unambiguous, since it hashes the JSON of scope and position rather than their joined texts. */
const digest = (scope: readonly string[], position: string): string =>
  createHash('sha256')
    .update(JSON.stringify([scope, position]))
    .digest('base64url')
    .slice(0, 16);

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};

/**
 * A position in a list as an opaque cursor, bound to its scope: the list, its filter and the caller it was given to.
 *
 * The digest needs no secret. Which partition is read follows from the caller and the filter alone, so a forged
 * cursor opens nothing that another page of the same list would not show; the digest is there to refuse a cursor
 * that was damaged or taken to another list, which would skip or repeat entries without a word.
 */
export const sealCursor = (scope: readonly string[], position: string): string =>
  Buffer.from(JSON.stringify([position, digest(scope, position)])).toString('base64url');

/**
 * The position in a cursor that was sealed for this scope.
 * @throws Problem `cursor-invalid`
 */
export function openCursor(scope: readonly string[], cursor: string): string {
  const { data } = Cursor.safeParse(parsed(Buffer.from(cursor, 'base64url').toString()));
  // Sealing again also refuses the other spellings of the same bytes that base64url decoding lets pass.
  if (!data || sealCursor(scope, data[0]) !== cursor) throw new Problem('cursor-invalid');
  return data[0];
}

/**
 * The same where the position was sealed as JSON: a digest without a secret proves nothing of its shape.
 * @throws Problem `cursor-invalid` also when it is no such place
 */
export function openPlace<Place extends z.ZodType>(
  place: Place,
  scope: readonly string[],
  cursor: string,
): z.output<Place> {
  const { success, data } = place.safeParse(parsed(openCursor(scope, cursor)));
  if (!success) throw new Problem('cursor-invalid');
  return data;
}
