import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { LocalDate, localDateOf, systemNow } from '../../shared/clock.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import type { Head } from '../../shared/seal/seal.ts';
import type { Item } from '../../shared/table/transaction.ts';
import { command, connect, connection, Unready, UsageError } from './command.ts';
import { entryOf, findingsOf, type Sealed } from './verify-log/chain.ts';
import { findingsOfDestroyed, firstDayOf } from './verify-log/destroyed.ts';
import { changedOn, entriesOf, filedIn, type Log, recordOf, topOf } from './verify-log/log.ts';
import { headsOf, type Seals, sealsBack } from './verify-log/seals.ts';

/** What is verified: the log of one dossier, of what changed on one day, or all. */
type Scope = { readonly dossier: string } | { readonly day: LocalDate } | { readonly all: true };

type Reach = { readonly newest: LocalDate; readonly oldest?: LocalDate; readonly agency?: string };

/** Until two o'clock the day before may not be sealed yet. */
const SEALED_AFTER_MS = 2 * 3_600_000;

/** Of a dossier that was destroyed, those since it was filed: they name entries that are gone, the last as its record does. */
function reachOfDestroyed(record: Item, newest: LocalDate): Reach {
  const entry = entryOf(record);
  return entry ? { newest, oldest: firstDayOf(record), agency: entry.data.agency } : { newest };
}

/** Which seals matter: of a dossier those of its agency since its first entry. */
async function reachOf(log: Log, scope: Scope, now: Date): Promise<Reach> {
  if ('day' in scope) return { newest: scope.day, oldest: scope.day };
  const newest = addDays(localDateOf(new Date(now.getTime() - SEALED_AFTER_MS)), -1);
  if (!('dossier' in scope)) return { newest };
  const destroyed = await recordOf(log, scope.dossier);
  if (destroyed) return reachOfDestroyed(destroyed, newest);
  const first = (await entriesOf(log, scope.dossier)).map(entryOf).find((entry) => entry !== undefined);
  return first ? { newest, oldest: first.day, agency: first.data.agency } : { newest };
}

/** The heads that were sealed, and what does not fit of the seals. */
async function readSeals(seals: Seals, { newest, oldest, agency }: Reach) {
  const sealed = new Map<LocalDate, ReadonlyMap<string, Head>>();
  const findings: string[] = [];
  const days: LocalDate[] = [];
  for await (const { day, seal, findings: ofSeal } of sealsBack(seals, newest)) {
    if (oldest && day < oldest) break;
    days.push(day);
    const { heads, findings: ofHeads } = await headsOf(seals, { day, seal }, agency);
    findings.push(...[...ofSeal, ...ofHeads].map((finding) => `seal of ${day}: ${finding}`));
    if (seal && ofHeads.length === 0) sealed.set(day, new Map(heads.map((head) => [head.dossierId, head])));
  }
  const isDue = !oldest || oldest <= newest;
  if (isDue && !days.includes(newest)) findings.unshift(`seal of ${newest}: is missing`);
  return { sealed, findings };
}

async function dossiersIn(log: Log, scope: Scope, sealed: Sealed): Promise<ReadonlySet<string>> {
  if ('dossier' in scope) return new Set([scope.dossier]);
  const named = [...sealed.values()].flatMap((heads) => [...heads.keys()]);
  return new Set([...named, ...('day' in scope ? await changedOn(log, scope.day) : await filedIn(log))]);
}

type Verified = { readonly dossiers: number; readonly seals: number; readonly findings: readonly string[] };

/** Holds the log of changes against its own hashes and against the seals. */
export async function verifyLog(log: Log, seals: Seals, scope: Scope, now: Date): Promise<Verified> {
  const { sealed, findings } = await readSeals(seals, await reachOf(log, scope, now));
  const dossiers = await dossiersIn(log, scope, sealed);
  for (const dossierId of dossiers) {
    const [items, top, record] = await Promise.all([
      entriesOf(log, dossierId),
      topOf(log, dossierId),
      recordOf(log, dossierId),
    ]);
    const ofDossier = record
      ? findingsOfDestroyed(dossierId, record, { items, top }, sealed)
      : findingsOf(dossierId, items, top, sealed);
    findings.push(...ofDossier.map((finding) => `dossier ${dossierId}: ${finding}`));
  }
  return { dossiers: dossiers.size, seals: sealed.size, findings };
}

async function publicKeyOf(client: KMSClient, KeyId: string): Promise<Uint8Array> {
  const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId }));
  if (!PublicKey) throw new Error(`the key ${KeyId} has no public key`);
  return PublicKey;
}

export const verifyLogCommand = command({
  summary:
    'Say whether the log of changes is as it was written, and fits the seals: of a dossier (--dossier), of what changed on a day (--day), or all of it; changes nothing',
  options: z.strictObject({
    table: z.string('is required').min(1).describe('name of the dossier table'),
    seals: z.string('is required').min(1).describe('name of the bucket of seals'),
    key: z.string('is required').min(1).describe('ARN of the key that seals'),
    dossier: z.uuid().optional().describe('id of one dossier'),
    day: LocalDate.optional().describe('one local day, e.g. 2021-10-11'),
    ...connection,
  }),
  run: async ({ table, seals, key, dossier, day, ...to }) => {
    if (dossier && day) throw new UsageError('--dossier and --day: one of them');
    const place = { region: to.region, ...(to.endpoint && { endpoint: to.endpoint }) };
    const client = new S3Client({ ...place, forcePathStyle: to.endpoint !== undefined });
    const {
      dossiers,
      seals: many,
      findings,
    } = await verifyLog(
      { client: connect(to), tableName: table },
      { bucket: { client, name: seals }, publicKey: await publicKeyOf(new KMSClient(place), key) },
      dossier ? { dossier } : day ? { day } : { all: true },
      systemNow(),
    );
    const looked = `${table}: ${dossiers} dossiers and ${many} seals`;
    if (findings.length > 0)
      throw new Unready([`${looked}; not as they were written, ${findings.length}:`, ...findings].join('\n'));
    return `${looked} are as they were written`;
  },
});
