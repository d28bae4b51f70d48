import * as z from 'zod';
import { type Instant, type LocalDate, localDateOf } from '../clock.ts';
import { loadDue } from '../table/due.ts';
import {
  ATTEMPT_PREFIX,
  attemptKey,
  type DueKind,
  dossierIdOf,
  dossierPK,
  dueEntry,
  findSK,
  logPK,
  OPEN_REFUNDS_PK,
  PAYING_PREFIX,
  REFUND_PREFIX,
  refundKey,
} from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Write } from '../table/transaction.ts';
import { Attempt, paymentOf } from './attempt.ts';
import { Movement } from './movement.ts';
import { Refund, returnOf } from './refund.ts';

/** What was paid online, and goes back, of one dossier. */
export type Paying = { readonly attempts: readonly Attempt[]; readonly refunds: readonly Refund[] };

/** All that was paid online of a dossier, and goes back. */
export async function loadPaying(dossierId: string): Promise<Paying> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :paying)',
    ExpressionAttributeValues: { ':dossier': dossierPK(dossierId), ':paying': PAYING_PREFIX },
    ConsistentRead: true,
  });
  const of = (prefix: string) => items.filter(({ SK }) => String(SK).startsWith(prefix));
  return {
    attempts: of(ATTEMPT_PREFIX).map((item) => Attempt.parse(item)),
    refunds: of(REFUND_PREFIX).map((item) => Refund.parse(item)),
  };
}

/** Money that moved, as it stands in our book of its provider's day: in keys alone, for the index holds nothing of it. */
export const bookEntry = (provider: string, moved: Movement | undefined, at: Instant | undefined) =>
  moved &&
  at && {
    logPK: logPK('MONEY', provider, localDateOf(at)),
    logSK: [moved.kind, moved.reference, moved.amountVnd].join('#'),
  };

const attemptItem = (dossierId: string, attempt: Attempt) => ({
  ...attemptKey(dossierId, attempt.number),
  ...attempt,
  ...(attempt.lookAt && dueEntry('attempt', attempt.lookAt, attempt.reference)),
  ...bookEntry(attempt.provider, paymentOf(attempt), attempt.paid?.at),
});

const refundItem = (dossierId: string, refund: Refund) => ({
  ...refundKey(dossierId, refund.attempt),
  ...refund,
  ...(refund.lookAt && dueEntry('refund', refund.lookAt, refund.reference)),
  // A draft has no desk, so the control of procedures finds what nobody else returns.
  ...(refund.ofDraft &&
    refund.state === 'refused' && { findPK: OPEN_REFUNDS_PK, findSK: findSK(refund.owedAt, dossierId) }),
  ...bookEntry(refund.provider, returnOf(refund), refund.endedAt),
});

/** A new attempt, unless somebody else has begun the same. */
export const putAttempt = (dossierId: string, attempt: Attempt): Write => ({
  put: attemptItem(dossierId, attempt),
  when: absent,
});

/** The next version of an attempt, on condition of the one that was read. */
export const putChangedAttempt = (dossierId: string, before: Attempt, after: Attempt): Write => ({
  put: attemptItem(dossierId, { ...after, version: before.version + 1 }),
  when: {
    expression: '#version = :version',
    names: { '#version': 'version' },
    values: { ':version': before.version },
  },
});

/** What is owed back, once for each attempt. */
export const putRefund = (dossierId: string, refund: Refund): Write => ({
  put: refundItem(dossierId, refund),
  when: absent,
});

/** A refund that must still be as it was read. */
export const putChangedRefund = (dossierId: string, before: Refund, after: Refund): Write => ({
  put: refundItem(dossierId, after),
  when: {
    expression: '#state = :state AND tries = :tries',
    names: { '#state': 'state' },
    values: { ':state': before.state, ':tries': before.tries },
  },
});

/** Attempts or refunds of which a provider is to be asked now. @param limit of each shard */
export const loadDuePaying = async (kind: Extract<DueKind, 'attempt' | 'refund'>, now: Date, limit: number) =>
  (await loadDue(kind, now, limit)).map(({ dossierId, sortKey }) => ({
    dossierId,
    number: Number(sortKey.slice((kind === 'attempt' ? ATTEMPT_PREFIX : REFUND_PREFIX).length)),
  }));

/** A movement in our book: which attempt of which dossier brought it, or gets it back; of a transfer that names none, neither. */
export type Booked = Movement & { readonly dossierId?: string; readonly number?: number };

const InBook = z.object({ PK: z.string(), SK: z.string(), logSK: z.string() });

/** What moved at a provider on a local day, as far as we have heard that day. */
export async function loadBook(provider: string, day: LocalDate): Promise<readonly Booked[]> {
  const items = await queryItems({
    IndexName: 'log',
    KeyConditionExpression: 'logPK = :day',
    ExpressionAttributeValues: { ':day': logPK('MONEY', provider, day) },
  });
  return items.map((item) => {
    const { PK, SK, logSK } = InBook.parse(item);
    const [kind, reference, amountVnd] = logSK.split('#');
    const movement = Movement.parse({ kind, reference, amountVnd: Number(amountVnd) });
    const isOfDossier = PK.startsWith(dossierPK(''));
    return {
      ...movement,
      ...(isOfDossier && { dossierId: dossierIdOf(PK), number: Number(SK.split('#').at(-1)) }),
    };
  });
}
