import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { table } from '../aws.ts';
import { Document } from '../document/document.ts';
import type { Applicant, Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import { Payment } from '../payment/payment.ts';
import { environment } from '../resources.ts';
import { Shipment } from '../shipment/shipment.ts';
import { Supplement } from '../supplement/supplement.ts';
import {
  DOCUMENT_PREFIX,
  dossierKey,
  dossierPK,
  FILE_PREFIX,
  PAYMENT_PREFIX,
  SHIPMENT_PREFIX,
  SUPPLEMENT_PREFIX,
} from '../table/keys.ts';
import { absent, type Condition, type Item, type Write } from '../table/transaction.ts';
import { accessTo } from './access.ts';
import { Dossier, type DossierFile, type Draft, Filed } from './dossier.ts';
import { listEntries } from './lists.ts';

const itemOf = (dossier: Dossier, outbox?: string) => ({
  ...dossierKey(dossier.id),
  ...dossier,
  ...accessTo(dossier),
  ...listEntries(dossier),
  ...(outbox !== undefined && { outbox }),
});

/** The version and status in which a dossier was read. */
const unchanged = ({ version, status }: Dossier): Condition => ({
  expression: '#version = :version AND #status = :status',
  names: { '#version': 'version', '#status': 'status' },
  values: { ':version': version, ':status': status },
});

/** A new draft. */
export const putDraft = (draft: Draft): Write => ({ put: itemOf(draft), when: absent });

/**
 * The next state of a dossier, on condition of the one that was read.
 * @param outbox the events of this change, which travel with the item
 */
export const putDossier = (before: Dossier, after: Dossier, outbox?: string): Write => ({
  put: itemOf(after, outbox),
  when: unchanged(before),
});

/** Whose items a query may find: its own dossiers for an applicant, its agency's filed ones for an officer. */
const visibleTo = (caller: Applicant | Officer) =>
  caller.kind === 'applicant'
    ? { expression: '#owner = :caller', names: { '#owner': 'owner' }, value: caller.subject }
    : { expression: 'agency = :caller', names: undefined, value: caller.agency };

/** The items of one file that a filter lets through: one consistent query, however many pages it has. */
async function queryFile(
  dossierId: string,
  filter: { expression?: string; names?: Record<string, string> | undefined; values?: Item } = {},
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await table.send(
      new QueryCommand({
        TableName: environment('TABLE_NAME'),
        KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :file)',
        FilterExpression: filter.expression,
        ExpressionAttributeNames: filter.names,
        ExpressionAttributeValues: {
          ':dossier': dossierPK(dossierId),
          ':file': FILE_PREFIX,
          ...filter.values,
        },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}

function fileOf(items: readonly Item[]): DossierFile | undefined {
  const itself = items.find(({ SK }) => SK === FILE_PREFIX);
  if (!itself) return undefined;
  // The items come by sort key, so numbered parts are in their order.
  const parts = (prefix: string) => items.filter(({ SK }) => String(SK).startsWith(prefix));
  return {
    dossier: Dossier.parse(itself),
    documents: parts(DOCUMENT_PREFIX)
      .map((item) => Document.parse(item))
      .sort((one, other) => (one.declaredAt < other.declaredAt ? -1 : 1)),
    supplements: parts(SUPPLEMENT_PREFIX).map((item) => Supplement.parse(item)),
    payments: parts(PAYMENT_PREFIX).map((item) => Payment.parse(item)),
    shipments: parts(SHIPMENT_PREFIX).map((item) => Shipment.parse(item)),
  };
}

/**
 * A dossier with its parts, as far as the caller may see them: the query itself asks for the caller's own.
 * @throws Problem `dossier-not-found` also when it is somebody else's
 */
export async function loadFile(dossierId: string, caller: Applicant | Officer): Promise<DossierFile> {
  const { expression, names, value } = visibleTo(caller);
  const file = fileOf(await queryFile(dossierId, { expression, names, values: { ':caller': value } }));
  if (!file) throw new Problem('dossier-not-found');
  return file;
}

/**
 * A dossier whose version is the one that the caller has seen.
 * @throws Problem `dossier-not-found`, `version-stale`
 */
export async function loadFileAt(
  dossierId: string,
  version: number,
  caller: Applicant | Officer,
): Promise<DossierFile> {
  const file = await loadFile(dossierId, caller);
  if (file.dossier.version !== version) throw new Problem('version-stale');
  return file;
}

/** The file of a filed dossier, for partners and workers of ours: they learn only of filed ones. */
export async function loadFiledFile(dossierId: string): Promise<DossierFile<Filed>> {
  const file = fileOf(await queryFile(dossierId));
  if (!file || file.dossier.status === 'draft') throw new Error(`no filed dossier ${dossierId}`);
  return { ...file, dossier: file.dossier };
}

/** A filed dossier without its parts, for consumers of its events. */
export async function loadFiled(dossierId: string): Promise<Filed> {
  const { Item: item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: dossierKey(dossierId),
      ConsistentRead: true,
    }),
  );
  return Filed.parse(item);
}
