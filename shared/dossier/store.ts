import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import { epochSeconds } from '../clock.ts';
import { Document } from '../document/document.ts';
import type { Applicant, Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import { environment } from '../resources.ts';
import {
  allShards,
  codeKey,
  counterKey,
  DOCUMENT_PREFIX,
  dossierKey,
  dossierPK,
  ownerPK,
  receiptKey,
  shardOf,
  worklistPK,
} from '../table/keys.ts';
import { absent, type Item, type Write } from '../table/transaction.ts';
import { Dossier, type Draft, Filed } from './dossier.ts';
import { Receipt } from './receipt.ts';
import { type FiledStatus, filedStatuses } from './status.ts';

/** A draft that nobody touches is forgotten after this many days. */
export const DRAFT_DAYS = 30;

/** When a draft is forgotten, counted from its last change. */
export const draftExpiry = (now: Date): number => epochSeconds(now) + DRAFT_DAYS * 86_400;

/** Where an open dossier stands in its agency's worklist: by what is due first; what has no due date, by its age. */
const worklistEntry = (dossier: Filed): Item =>
  filedStatuses[dossier.status].open
    ? {
        worklistPK: worklistPK(dossier.procedure.agency, dossier.status, shardOf(dossier.id)),
        worklistSK: `${dossier.dueAt ?? dossier.submittedAt}#${dossier.id}`,
      }
    : {};

const itemOf = (dossier: Dossier) => ({
  ...dossierKey(dossier.id),
  ...dossier,
  ownerPK: ownerPK(dossier.owner),
  ownerSK: `${dossier.createdAt}#${dossier.id}`,
  ...(dossier.status === 'draft' ? {} : { agency: dossier.procedure.agency, ...worklistEntry(dossier) }),
});

/** A new draft. */
export const createDraft = (draft: Draft, now: Date): Write => ({
  put: { ...itemOf(draft), expiresAt: draftExpiry(now) },
  when: absent,
});

/** The state of a dossier, on condition of the version and status it was read in. */
export const replaceDossier = (before: Dossier, after: Dossier, expiresAt?: number): Write => ({
  put: { ...itemOf(after), ...(expiresAt && { expiresAt }) },
  when: {
    expression: '#version = :version AND #status = :status',
    names: { '#version': 'version', '#status': 'status' },
    values: { ':version': before.version, ':status': before.status },
  },
});

/** The dossier must still be in the version it was read in, though it does not change itself. */
export const sameDossier = (dossier: Dossier): Write => ({
  check: dossierKey(dossier.id),
  when: {
    expression: '#version = :version',
    names: { '#version': 'version' },
    values: { ':version': dossier.version },
  },
});

/** Whose items a query may find: its own dossiers for an applicant, its agency's filed ones for an officer. */
const visibleTo = (caller: Applicant | Officer) =>
  caller.kind === 'applicant'
    ? { expression: '#owner = :caller', names: { '#owner': 'owner' }, value: caller.subject }
    : { expression: 'agency = :caller', names: undefined, value: caller.agency };

/** A dossier with its documents in the order in which they were declared. */
export type DossierFile = { readonly dossier: Dossier; readonly documents: readonly Document[] };

/**
 * A dossier with its documents, as far as the caller may see them: the query itself asks for the caller's own.
 * One consistent read.
 * @throws Problem `dossier-not-found` also when it is somebody else's
 */
export async function readDossier(dossierId: string, caller: Applicant | Officer): Promise<DossierFile> {
  const { expression, names, value } = visibleTo(caller);
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await table.send(
      new QueryCommand({
        TableName: environment('TABLE_NAME'),
        // Sort keys from DOCUMENT#… to DOSSIER: the documents and the dossier itself, not its history.
        KeyConditionExpression: 'PK = :dossier AND SK BETWEEN :documents AND :itself',
        FilterExpression: expression,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: {
          ':dossier': dossierPK(dossierId),
          ':documents': DOCUMENT_PREFIX,
          ':itself': dossierKey(dossierId).SK,
          ':caller': value,
        },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  const itself = items.find((item) => item.SK === dossierKey(dossierId).SK);
  if (!itself) throw new Problem('dossier-not-found');
  return {
    dossier: Dossier.parse(itself),
    documents: items
      .filter((item) => item !== itself)
      .map((item) => Document.parse(item))
      .sort((one, other) => (one.declaredAt < other.declaredAt ? -1 : 1)),
  };
}

/**
 * A dossier whose version is the one that the caller has seen.
 * @throws Problem `dossier-not-found`, `version-stale`
 */
export async function readDossierAt(
  dossierId: string,
  version: number,
  caller: Applicant | Officer,
): Promise<DossierFile> {
  const file = await readDossier(dossierId, caller);
  if (file.dossier.version !== version) throw new Problem('version-stale');
  return file;
}

/** A filed dossier for a consumer of its events: those come only of filed ones. */
export async function readFiled(dossierId: string): Promise<Filed> {
  const { Item: item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: dossierKey(dossierId),
      ConsistentRead: true,
    }),
  );
  return Filed.parse(item);
}

const CodeEntry = z.object({ dossierId: z.uuid(), trackingSecret: z.string() });
export type CodeEntry = z.infer<typeof CodeEntry>;

/** What a dossier code leads to, or undefined. */
export async function readCode(code: string): Promise<CodeEntry | undefined> {
  const { Item: item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key: codeKey(code), ConsistentRead: true }),
  );
  return item && CodeEntry.parse(item);
}

/** Makes a code lead to its dossier. No code is given twice. */
export const registerCode = (code: string, entry: CodeEntry): Write => ({
  put: { ...codeKey(code), ...entry },
  when: absent,
});

const Counter = z.object({ taken: z.int().min(0) });

/** How many numbers an agency has given on a local day. */
export async function readCounter(agency: string, day: string): Promise<number> {
  const { Item: item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: counterKey(agency, day),
      ConsistentRead: true,
    }),
  );
  return item ? Counter.parse(item).taken : 0;
}

/** Takes the next number, on condition that nobody else has: a refused submission burns none, so there are no gaps. */
export const takeNumber = (agency: string, day: string, taken: number): Write => ({
  put: { ...counterKey(agency, day), taken: taken + 1 },
  when: taken === 0 ? absent : { expression: 'taken = :taken', values: { ':taken': taken } },
});

/** Keeps the receipt beside its dossier. */
export const keepReceipt = (receipt: Receipt, owner: string): Write => ({
  put: { ...receiptKey(receipt.dossierId), owner, receipt },
  when: absent,
});

/** The receipt of the caller's own dossier. @throws Problem `dossier-not-found` */
export async function readReceipt(dossierId: string, caller: Applicant): Promise<Receipt> {
  const key = receiptKey(dossierId);
  const { Items: [item] = [] } = await table.send(
    new QueryCommand({
      TableName: environment('TABLE_NAME'),
      KeyConditionExpression: 'PK = :dossier AND SK = :receipt',
      FilterExpression: '#owner = :caller',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':dossier': key.PK, ':receipt': key.SK, ':caller': caller.subject },
      ConsistentRead: true,
    }),
  );
  if (!item) throw new Problem('dossier-not-found');
  return Receipt.parse(item.receipt);
}

/** A page of a list, and from where the next one goes on. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | undefined };

const Placed = z.object({ worklistSK: z.string() });

/**
 * Open dossiers of an agency in some statuses, by what is due first. Each status is spread over shards; their
 * pages are merged by the sort key, after which the next page goes on.
 */
export async function readWorklist(
  agency: string,
  statuses: readonly FiledStatus[],
  { after = '', dueBefore, limit }: { after?: string; dueBefore?: string; limit: number },
): Promise<Page<Filed>> {
  const pages = await Promise.all(
    statuses.flatMap((status) =>
      allShards.map((shard) =>
        table.send(
          new QueryCommand({
            TableName: environment('TABLE_NAME'),
            IndexName: 'worklist',
            KeyConditionExpression: 'worklistPK = :list AND worklistSK BETWEEN :after AND :before',
            ExpressionAttributeValues: {
              ':list': worklistPK(agency, status, shard),
              // A sort key that follows the last one seen: BETWEEN is inclusive.
              ':after': `${after}\u0001`,
              ':before': dueBefore ?? '~',
            },
            Limit: limit + 1,
          }),
        ),
      ),
    ),
  );
  const found = pages
    .flatMap(({ Items = [] }) => Items.map((item) => ({ place: Placed.parse(item).worklistSK, item })))
    .sort((one, other) => (one.place < other.place ? -1 : 1));
  const page = found.slice(0, limit);
  return {
    items: page.map(({ item }) => Filed.parse(item)),
    next: found.length > limit ? page.at(-1)?.place : undefined,
  };
}

const Owned = z.object({ ownerSK: z.string() });

/** Dossiers of an account, newest first. */
export async function readOwnDossiers(
  subject: string,
  { before, limit }: { before?: string; limit: number },
): Promise<Page<Dossier>> {
  const { Items: items = [] } = await table.send(
    new QueryCommand({
      TableName: environment('TABLE_NAME'),
      IndexName: 'owner',
      KeyConditionExpression: before ? 'ownerPK = :owner AND ownerSK < :before' : 'ownerPK = :owner',
      ExpressionAttributeValues: { ':owner': ownerPK(subject), ...(before && { ':before': before }) },
      ScanIndexForward: false,
      Limit: limit + 1,
    }),
  );
  const page = items.slice(0, limit);
  return {
    items: page.map((item) => Dossier.parse(item)),
    next: items.length > limit ? Owned.parse(page.at(-1)).ownerSK : undefined,
  };
}
