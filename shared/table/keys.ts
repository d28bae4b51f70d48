import { createHash } from 'node:crypto';

/** A primary key of the one table. */
export type Key = { readonly PK: string; readonly SK: string };

const padded = (number: number): string => String(number).padStart(6, '0');

/** All that belongs to one dossier stands in one partition. */
export const dossierPK = (dossierId: string): string => `DOSSIER#${dossierId}`;
export const dossierKey = (dossierId: string): Key => ({ PK: dossierPK(dossierId), SK: 'DOSSIER' });

/** The outbox: the stream picks up every item whose sort key begins so. */
export const EVENT_PREFIX = 'EVENT#';
export const eventKey = (dossierId: string, sequence: number): Key => ({
  PK: dossierPK(dossierId),
  SK: `${EVENT_PREFIX}${padded(sequence)}`,
});

export const DOCUMENT_PREFIX = 'DOCUMENT#';
export const documentKey = (dossierId: string, documentId: string): Key => ({
  PK: dossierPK(dossierId),
  SK: `${DOCUMENT_PREFIX}${documentId}`,
});

export const receiptKey = (dossierId: string): Key => ({ PK: dossierPK(dossierId), SK: 'RECEIPT' });
export const notificationKey = (dossierId: string, eventId: string): Key => ({
  PK: dossierPK(dossierId),
  SK: `NOTIFICATION#${eventId}`,
});

/** A dossier code leads to its dossier: written once, with the submission. */
export const codeKey = (dossierCode: string): Key => ({ PK: `CODE#${dossierCode}`, SK: 'CODE' });

/** The number of dossiers an agency has taken on one local day. */
export const counterKey = (agency: string, day: string): Key => ({
  PK: `COUNTER#${agency}#${day}`,
  SK: 'COUNTER',
});

/** An answer kept for repeats, apart for each caller: a key guessed by another opens nothing. */
export const idempotencyKey = (subject: string, key: string): Key => ({
  PK: `IDEMPOTENCY#${subject}#${key}`,
  SK: 'IDEMPOTENCY',
});

/**
 * The catalogue of procedures, read often and written seldom: each whole, and in short for lists, because a query
 * is charged for all it reads and 2,067 summaries are a sixth of 2,067 procedures.
 */
export const CATALOGUE_PK = 'CATALOGUE';
export const SUMMARY_PREFIX = 'SUMMARY#';
export const catalogueKey = (code: string): Key => ({ PK: CATALOGUE_PK, SK: `PROCEDURE#${code}` });
export const summaryKey = (code: string): Key => ({ PK: CATALOGUE_PK, SK: `${SUMMARY_PREFIX}${code}` });

/**
 * A worklist or a sweep is spread over this many keys, so that no single one takes all writes of a busy agency:
 * 1,000 writes a second is the limit of a partition key (DynamoDB developer guide, partition key design).
 */
export const SHARDS = 4;
export const shardOf = (id: string): number => createHash('sha256').update(id).digest().readUInt8(0) % SHARDS;
export const allShards: readonly number[] = Array.from({ length: SHARDS }, (_, shard) => shard);

/** Index `worklist`: open dossiers of an agency in one status, by due date. */
export const worklistPK = (agency: string, status: string, shard: number): string =>
  `WORK#${agency}#${status}#${shard}`;

/** Index `owner`: dossiers of an account, newest last. */
export const ownerPK = (subject: string): string => `OWNER#${subject}`;

/** Index `sweep`: documents that wait for their examination, by the time they were declared. */
export const sweepPK = (shard: number): string => `SWEEP#DOCUMENT#${shard}`;
