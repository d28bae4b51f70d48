import { loadCode } from '../dossier/code.ts';
import { attemptOf } from '../payment/attempt.ts';
import { loadChargeCode } from '../payment/charge-code.ts';

/** Which dossier has a code, or which draft that of its charge; undefined when none does. */
export const loadNamed = async (code: string): Promise<string | undefined> =>
  code.includes('-') ? (await loadCode(code))?.dossierId : loadChargeCode(code);

/** Which attempt of which dossier or draft a reference of ours is, or undefined. */
export async function loadReferred(
  reference: string,
): Promise<{ readonly dossierId: string; readonly number: number } | undefined> {
  const named = attemptOf(reference);
  if (!named) return undefined;
  const dossierId = await loadNamed(named.code);
  return dossierId === undefined ? undefined : { dossierId, number: named.number };
}
