import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { DOSSIER_CODE, loadCode } from '../dossier/code.ts';
import { Problem } from '../http/problems.ts';

/** What stands on a receipt, and opens the tracking: sent in the body, so that it stands in no log. */
export const ofReceipt = { code: z.string().regex(DOSSIER_CODE), secret: z.string().min(1).max(64) };

/** In a time that tells nothing of how much is right; by bytes, of which a letter may have several. */
function same(one: string, other: string): boolean {
  const [bytes, others] = [Buffer.from(one), Buffer.from(other)];
  return bytes.length === others.length && timingSafeEqual(bytes, others);
}

/**
 * The id of the dossier that a receipt opens.
 * @throws Problem `tracking-not-found`: one answer for a wrong code and for a wrong secret, so that guessing learns nothing
 */
export async function openedBy({
  code,
  secret,
}: {
  readonly code: string;
  readonly secret: string;
}): Promise<string> {
  const entry = await loadCode(code);
  if (!entry || !same(entry.receipt.trackingSecret, secret)) throw new Problem('tracking-not-found');
  return entry.dossierId;
}
