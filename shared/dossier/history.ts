import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Actor, Subject } from '../actor.ts';
import { KeptName } from '../applicant/identifiers.ts';
import { table } from '../aws.ts';
import { type Instant, localDateOf, toInstant } from '../clock.ts';
import { nameOfType } from '../event/envelope.ts';
import { LoggedEvent, readKept } from '../event/outbox.ts';
import type { Officer } from '../http/caller.ts';
import type { NewId } from '../ids.ts';
import { StoredInstant } from '../instant.ts';
import { environment } from '../resources.ts';
import { dossierPK, EVENT_PREFIX, eventKey, logPK, READ_PREFIX, readKey } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import type { Item } from '../table/transaction.ts';
import { Words } from '../text.ts';
import { holdOf } from './assignee.ts';
import type { Dossier, Filed } from './dossier.ts';
import type { Page } from './lists.ts';

/** What a history tells of an event: also of one that no action of today has. */
const PastEvent = z.object({
  type: z.string().transform(nameOfType),
  sequence: z.int(),
  data: z.object({
    status: z.string(),
    occurredAt: z.string(),
    dueAt: z.string().optional(),
    reason: Words.optional(),
    withdrawn: z.boolean().optional(),
    shipmentStatus: z.string().optional(),
    amountVnd: z.int().optional(),
    refundReason: z.string().optional(),
    kind: z.string().optional(),
    verdict: z.string().optional(),
  }),
});

export type PastEvent = z.infer<typeof PastEvent>;

/** One entry of a dossier's history: the event, and who acted. */
export type Entry = { readonly event: PastEvent; readonly actor: Actor };

/** An entry as the log keeps it. */
export function entryOf(item: Item): Entry {
  const { event, actor } = LoggedEvent.parse(item);
  return { event: PastEvent.parse(readKept(event)), actor };
}

/** What happened to a dossier, newest first, and what happened before that. @param before sequence that the page before ended with */
export async function loadHistory(
  dossierId: string,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<Page<Entry> & { readonly older: Entry | undefined }> {
  const from = eventKey(dossierId, before ?? 999_999);
  const items = await queryItems(
    {
      KeyConditionExpression: 'PK = :dossier AND SK BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':dossier': dossierPK(dossierId),
        ':first': EVENT_PREFIX,
        // The upper bound is part of BETWEEN, and no sequence ends in this letter.
        ':last': `${from.SK.slice(0, -1)}${before === undefined ? '~' : from.SK.slice(-1)}`,
      },
      ScanIndexForward: false,
      ConsistentRead: true,
    },
    limit + 2,
  );
  const entries = items.map(entryOf).filter(({ event }) => before === undefined || event.sequence < before);
  const shown = entries.slice(0, limit);
  return {
    items: shown,
    next: entries.length > limit ? String(shown.at(-1)?.event.sequence) : undefined,
    older: entries[limit],
  };
}

/** All that happened to a dossier, oldest first. */
export async function loadWholeHistory(dossierId: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let before: number | undefined;
  do {
    const page = await loadHistory(dossierId, { before, limit: 100 });
    entries.push(...page.items);
    before = page.next === undefined ? undefined : Number(page.next);
  } while (before !== undefined);
  return entries.reverse();
}

/**
 * What an officer reads a dossier for: the work it has in hand or covers; work that nobody has; to answer what its agency is
 * asked; or none of these, for somebody else has it in hand.
 */
const purposes = ['work', 'intake', 'opinion', 'other'] as const;
const purposeOfHold = { own: 'work', free: 'intake', others: 'other' } as const;

function purposeOf({ procedure, receiving, assignee }: Filed, reader: Officer): (typeof purposes)[number] {
  if (reader.agency !== procedure.agency && reader.agency !== receiving) return 'opinion';
  return purposeOfHold[holdOf(assignee, reader)];
}

/** That an officer read a sensitive dossier, or a file of it (NĐ 13/2023 Điều 2(4)): who, when, which, what for. */
export const Reading = z.object({
  v: z.literal(1),
  at: StoredInstant,
  reader: z.object({
    subject: Subject,
    name: KeptName,
    role: z.string(),
    agency: z.string(),
    /** What for: absent of what was read before that was asked. */
    purpose: z.enum(purposes).optional(),
  }),
  dossierId: z.string(),
  dossierCode: z.string(),
  procedureCode: z.string(),
  operation: z.string(),
});
export type Reading = z.infer<typeof Reading>;

/**
 * Writes down that an officer reads a sensitive dossier, before it is shown: what cannot be recorded is not shown.
 * @param operation id of the operation by which it is read
 */
export async function recordReading(
  dossier: Dossier,
  reader: Officer,
  operation: string,
  { now, newId }: { readonly now: () => Date; readonly newId: NewId },
): Promise<void> {
  if (!dossier.procedure.sensitive || dossier.status === 'draft') return;
  const at = now();
  const { subject, name, role, agency } = reader;
  const reading: Reading = {
    v: 1,
    at: toInstant(at),
    reader: { subject, name, role, agency, purpose: purposeOf(dossier, reader) },
    dossierId: dossier.id,
    dossierCode: dossier.code,
    procedureCode: dossier.procedure.code,
    operation,
  };
  const id = newId();
  await table.send(
    new PutCommand({
      TableName: environment('TABLE_NAME'),
      Item: {
        ...readKey(dossier.id, reading.at, id),
        ...reading,
        logPK: logPK('READ', dossier.procedure.agency, localDateOf(at)),
        logSK: `${reading.at}#${id}`,
      },
      ConditionExpression: 'attribute_not_exists(PK)',
    }),
  );
}

/** The newest readings of one dossier. */
export async function loadReadingsOf(dossierId: string, limit: number): Promise<readonly Reading[]> {
  const items = await queryItems(
    {
      KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :read)',
      ExpressionAttributeValues: { ':dossier': dossierPK(dossierId), ':read': READ_PREFIX },
      ScanIndexForward: false,
    },
    limit,
  );
  return items.map((item) => Reading.parse(item));
}

const Placed = z.object({ logSK: z.string() });

/** The readings of an agency's sensitive dossiers on one local day, oldest first. */
export async function loadReadings(
  agency: string,
  day: string,
  { after = '', limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<Page<Reading>> {
  const items = await queryItems(
    {
      IndexName: 'log',
      KeyConditionExpression: 'logPK = :day AND logSK > :after',
      ExpressionAttributeValues: { ':day': logPK('READ', agency, day), ':after': after || '0' },
    },
    limit + 1,
  );
  const shown = items.slice(0, limit);
  return {
    items: shown.map((item) => Reading.parse(item)),
    next: items.length > limit ? Placed.parse(shown.at(-1)).logSK : undefined,
  };
}

/** The readings of an agency's sensitive dossiers on one local day, from an instant on. */
export async function loadReadingsSince(
  agency: string,
  day: string,
  since: Instant,
): Promise<readonly Reading[]> {
  const items = await queryItems({
    IndexName: 'log',
    KeyConditionExpression: 'logPK = :day AND logSK > :since',
    ExpressionAttributeValues: { ':day': logPK('READ', agency, day), ':since': since },
  });
  return items.map((item) => Reading.parse(item));
}
