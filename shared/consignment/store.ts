import * as z from 'zod';
import type { Access } from '../table/access.ts';
import { loadIndexed } from '../table/batch.ts';
import { loadDue } from '../table/due.ts';
import {
  CONSIGNMENT_PREFIX,
  consignmentKey,
  consignmentsPK,
  dossierIdOf,
  dossierPK,
  dueEntry,
} from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Condition, type Item, type Write } from '../table/transaction.ts';
import { Consignment } from './consignment.ts';
import { isUnderWay } from './status.ts';

/** What waits in the index `due`: for the first of what the operator is to be told or asked, and its owner to be told. */
function waiting({ nextTryAt, lookAt, lettersAt, reference }: Consignment) {
  const [first] = [nextTryAt ?? lookAt, lettersAt].flatMap((at) => at ?? []).sort();
  return first && dueEntry('consignment', first, reference);
}

/** Whether it is at the desk, and what it brought is still to be taken in. */
const waitsAtDesk = ({ status, supplement, closed }: Consignment, { agency }: Access): boolean =>
  status === 'HANDED_TO_AGENCY' && (supplement === undefined ? agency === undefined : !closed);

/**
 * The list of the agency to which it goes: while it is on its way or the desk is to look after it, and once it is there until
 * its dossier is received or the supplement is taken in.
 */
const listed = (consignment: Consignment, access: Access) => {
  const { status, attention, addressee, window, reference } = consignment;
  return isUnderWay(status) || attention || waitsAtDesk(consignment, access)
    ? { findPK: consignmentsPK(addressee.agency), findSK: `${window.day}#${reference}` }
    : undefined;
};

const itemOf = (dossierId: string, consignment: Consignment, access: Access) => ({
  ...consignmentKey(dossierId, consignment.number),
  ...consignment,
  ...access,
  ...listed(consignment, access),
  ...waiting(consignment),
});

/** A new consignment. */
export const putConsignment = (dossierId: string, consignment: Consignment, access: Access): Write => ({
  put: itemOf(dossierId, consignment, access),
  when: absent,
});

/** As it was read. */
const unchanged = ({ version }: Consignment): Condition => ({
  expression: '#version = :version',
  names: { '#version': 'version' },
  values: { ':version': version },
});

/** A consignment that must still be as it was read. */
export const putPassed = (
  dossierId: string,
  before: Consignment,
  after: Consignment,
  access: Access,
): Write => ({
  put: itemOf(dossierId, { ...after, version: before.version + 1 }, access),
  when: unchanged(before),
});

/** Consignments of which something is to be told, or for which the operator is to be asked, now. @param limit of each shard */
export const loadDueConsignments = async (now: Date, limit: number) =>
  (await loadDue('consignment', now, limit)).map(({ dossierId, sortKey }) => ({
    dossierId,
    number: Number(sortKey.slice(CONSIGNMENT_PREFIX.length)),
  }));

/** The consignments among the items of a dossier, in the order in which they were booked. */
export const consignmentsIn = (items: readonly Item[]): Consignment[] =>
  items.filter(({ SK }) => String(SK).startsWith(CONSIGNMENT_PREFIX)).map((item) => Consignment.parse(item));

const Listed = z.looseObject({ PK: z.string(), findSK: z.string() });

/** The consignments of a dossier that go to an agency, in the order in which they were booked. */
export async function loadConsignments(dossierId: string, agency: string): Promise<readonly Consignment[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :consignments)',
    FilterExpression: 'addressee.agency = :agency',
    ExpressionAttributeValues: {
      ':dossier': dossierPK(dossierId),
      ':consignments': CONSIGNMENT_PREFIX,
      ':agency': agency,
    },
    ConsistentRead: true,
  });
  return items.map((item) => Consignment.parse(item));
}

/** A consignment in the list of its agency, and whose it is. */
export type ListedConsignment = { readonly dossierId: string; readonly consignment: Consignment };

/** What is on its way to an agency, by the day of its collection. @param after place at which the page before ended */
export async function loadConsignmentsTo(
  agency: string,
  { after = '', limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly items: readonly ListedConsignment[]; readonly next: string | undefined }> {
  const found = await queryItems(
    {
      IndexName: 'find',
      KeyConditionExpression: 'findPK = :list AND findSK > :after',
      // No key is empty; every day sorts after this one.
      ExpressionAttributeValues: { ':list': consignmentsPK(agency), ':after': after || '0' },
    },
    limit + 1,
  );
  const shown = found.slice(0, limit);
  const items = await loadIndexed(shown);
  return {
    items: items.map((item) => ({
      dossierId: dossierIdOf(Listed.parse(item).PK),
      consignment: Consignment.parse(item),
    })),
    next: found.length > limit ? Listed.parse(shown.at(-1)).findSK : undefined,
  };
}
