import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { DOSSIER_CODE, loadCode } from '../dossier/code.ts';
import { guessesAt } from '../http/limit.ts';
import { Problem } from '../http/problems.ts';

/** What stands on a receipt, and opens the tracking: sent in the body, so that it stands in no log. */
export const ofReceipt = { code: z.string().regex(DOSSIER_CODE), secret: z.string().min(1).max(64) };

/** In a time that tells nothing of how much is right; by bytes, of which a letter may have several. */
function same(one: string, other: string): boolean {
  const [bytes, others] = [Buffer.from(one), Buffer.from(other)];
  return bytes.length === others.length && timingSafeEqual(bytes, others);
}

/**
 * The id of the dossier that a receipt opens. Of a code that there is and of one that there is not AWS is asked the same, so the time tells nothing either.
 * @param sourceIp from where it is asked: who guesses at a code is kept out from there, and nobody else
 * @throws Problem `tracking-not-found`: one answer for a wrong code and for a wrong secret, so that guessing learns nothing
 * @throws Problem `too-many-calls`
 */
export async function openedBy(
  { code, secret }: z.output<z.ZodObject<typeof ofReceipt>>,
  { sourceIp, now }: { readonly sourceIp: string; readonly now: Date },
): Promise<string> {
  const guesses = guessesAt(code, sourceIp, now);
  const [entry] = await Promise.all([loadCode(code), guesses.refuseMore()]);
  if (entry && same(entry.receipt.trackingSecret, secret)) return entry.dossierId;
  await guesses.wrong();
  throw new Problem('tracking-not-found');
}
