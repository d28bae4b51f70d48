import * as z from 'zod';
import { agencies } from '../agency/agency.ts';
import { s3 } from '../aws.ts';
import { type LocalDate, localDateOf, type Now } from '../clock.ts';
import { addDays, daysBetween } from '../deadline/calendar.ts';
import { hashOf, Logged, linkOf } from '../event/chain.ts';
import { environment } from '../resources.ts';
import { digestOf, type Head, headsKey, type Seal, sealKey, signSeal, textOfHeads } from '../seal/seal.ts';
import { keepText, loadNewestSeal, type SealBucket } from '../seal/store.ts';
import { kmsSigner } from '../signing/kms.ts';
import { logPK } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';

const bucket = (): SealBucket => ({ client: s3, name: environment('SEALS_BUCKET') });

/** What is sealed of an agency's day: its log, and the records of what was destroyed, which are the last links of theirs. */
const loadEntries = async (agency: string, day: LocalDate): Promise<readonly Logged[]> => {
  const found = (['EVENT', 'DESTRUCTION'] as const).map((kind) =>
    queryItems({
      IndexName: 'log',
      KeyConditionExpression: 'logPK = :day',
      ExpressionAttributeValues: { ':day': logPK(kind, agency, day) },
    }),
  );
  return z.array(Logged).parse((await Promise.all(found)).flat());
};

/** The newest entry of each dossier in them. */
async function headsOf(agency: string, day: LocalDate): Promise<readonly Head[]> {
  const newest = new Map<string, Head>();
  for (const entry of await loadEntries(agency, day)) {
    const { subject: dossierId, sequence } = linkOf(entry);
    if (sequence > (newest.get(dossierId)?.sequence ?? 0))
      newest.set(dossierId, { dossierId, sequence, hash: hashOf(entry) });
  }
  return [...newest.values()];
}

/** Keeps the heads of a day by agency, and says by what its seal names them. */
async function keepHeads(day: LocalDate): Promise<Seal['agencies']> {
  const sealed: Seal['agencies'] = {};
  for (const { code } of agencies()) {
    const heads = await headsOf(code, day);
    if (heads.length === 0) continue;
    const text = textOfHeads(heads);
    await keepText(bucket(), headsKey(day, code), text);
    sealed[code] = { dossiers: heads.length, sha256: digestOf(text) };
  }
  return sealed;
}

/**
 * Seals the log of each day up to yesterday that has no seal yet. Of the same log comes the same seal, so a run that
 * has died is made up for by another.
 * @returns how many days it sealed
 */
export async function sealDays(now: Now): Promise<number> {
  const yesterday = addDays(localDateOf(now()), -1);
  const { sign } = kmsSigner(environment('SEAL_KEY'), []);
  const newest = await loadNewestSeal(bucket(), yesterday);
  const days = newest ? daysBetween(newest.day, yesterday) : 1;
  let previous = newest && digestOf(newest.text);
  for (let left = days; left > 0; left--) {
    const day = addDays(yesterday, 1 - left);
    const text = await signSeal({ v: 1, day, previous, agencies: await keepHeads(day) }, sign);
    await keepText(bucket(), sealKey(day), text);
    previous = digestOf(text);
  }
  return days;
}
