import { verify as verifySignature } from 'node:crypto';
import type { LocalDate } from '../../../shared/clock.ts';
import { addDays } from '../../../shared/deadline/calendar.ts';
import {
  digestOf,
  type Head,
  headsKey,
  headsOfText,
  type Seal,
  sealOfText,
} from '../../../shared/seal/seal.ts';
import { loadNewestSeal, loadText, type SealBucket } from '../../../shared/seal/store.ts';

export type Seals = { readonly bucket: SealBucket; readonly publicKey: Uint8Array };

/** A sealed day: what its seal says, as far as it can be read, and what does not fit. */
type SealedDay = {
  readonly day: LocalDate;
  readonly seal: Seal | undefined;
  readonly findings: readonly string[];
};

function readSeal(text: string): Seal | undefined {
  try {
    return sealOfText(text);
  } catch {
    return undefined;
  }
}

const isOurs = (text: string, key: Uint8Array): boolean => {
  const [header = '', payload = '', signature = ''] = text.split('.');
  const publicKey = { key: Buffer.from(key), format: 'der', type: 'spki' } as const;
  return verifySignature(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    publicKey,
    Buffer.from(signature, 'base64url'),
  );
};

/**
 * The seals from a day back to the first, newest first, each held against the key and the one before it. Days without a
 * seal are told of by the next seal after them, which names one that does not stand on the day before.
 */
export async function* sealsBack({ bucket, publicKey }: Seals, from: LocalDate): AsyncGenerator<SealedDay> {
  let here = await loadNewestSeal(bucket, from);
  while (here) {
    const { day, text } = here;
    const seal = readSeal(text);
    // The first names none, and is signed: there is none to look for.
    const isFirst = seal !== undefined && seal.previous === undefined;
    const before = isFirst ? undefined : await loadNewestSeal(bucket, addDays(day, -1));
    const findings: string[] = [];
    if (!isOurs(text, publicKey)) findings.push('is not signed by the key');
    if (seal && seal.day !== day) findings.push(`is that of ${seal.day}`);
    if (before && before.day !== addDays(day, -1)) findings.push(`follows ${before.day}: a seal is missing`);
    if (seal?.previous !== (before && digestOf(before.text))) findings.push('names another one before it');
    yield { day, seal, findings };
    here = before;
  }
}

/** The heads that a seal names, of one agency or of all, and what does not fit. */
export async function headsOf(
  { bucket }: Seals,
  { day, seal }: Pick<SealedDay, 'day' | 'seal'>,
  agency?: string,
): Promise<{ readonly heads: readonly Head[]; readonly findings: readonly string[] }> {
  const heads: Head[] = [];
  const findings: string[] = [];
  for (const [code, { sha256 }] of Object.entries(seal?.agencies ?? {})) {
    if (agency !== undefined && code !== agency) continue;
    const text = await loadText(bucket, headsKey(day, code));
    if (text === undefined) findings.push(`the heads of ${code} are missing`);
    else if (digestOf(text) !== sha256) findings.push(`the heads of ${code} are not those that were sealed`);
    else heads.push(...headsOfText(text));
  }
  return { heads, findings };
}
