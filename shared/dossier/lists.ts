import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { loadItems } from '../table/batch.ts';
import { dueEntry, ownerPK, statusPK, worklistPK } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import type { Item } from '../table/transaction.ts';
import type { Dossier, Filed } from './dossier.ts';
import { type FiledStatus, filedStatuses } from './status.ts';
import { Summary, summaryOf } from './summary.ts';

/** By what is due first; what has no due date comes after, by its age. */
const DUE = '1#';
const NOT_DUE = '2#';

/** The agency that has to act: who hands the result out is the desk that took the papers in. */
const workplaceOf = ({ status, procedure, receiving }: Filed): string =>
  status === 'done' ? (receiving ?? procedure.agency) : procedure.agency;

/** The list in which a result waits for its day: by whether the agency was warned of that very day. */
function waitsIn({ dueAt, warning }: Filed): 'result' | 'warned' | 'overdue' {
  if (!warning || warning.dueAt !== dueAt) return 'result';
  return warning.as === 'overdue' ? 'overdue' : 'warned';
}

/** Where a dossier stands in the lists: its owner's, and while it is open its agency's, whole and by status. */
export function listEntries(dossier: Dossier): Item {
  const entries = {
    applicantName: summaryOf(dossier).applicantName,
    online: summaryOf(dossier).online,
    ownerPK: ownerPK(dossier.owner),
    ownerSK: `${dossier.createdAt}#${dossier.id}`,
  };
  if (dossier.status === 'draft' || !filedStatuses[dossier.status].open) return entries;
  const office = workplaceOf(dossier);
  const place = dossier.dueAt ? `${DUE}${dossier.dueAt}` : `${NOT_DUE}${dossier.submittedAt}`;
  return {
    ...entries,
    // Whose time runs, waits for its due day: what is finished or stands still has none.
    ...(dossier.dueAt && !dossier.finishedAt && dueEntry(waitsIn(dossier), dossier.dueAt, dossier.id)),
    worklistPK: worklistPK(office),
    statusPK: statusPK(office, dossier.status),
    worklistSK: `${place}#${dossier.id}`,
  };
}

/** A page of a list, and from where the next one goes on. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | undefined };

type List = {
  readonly index: 'worklist' | 'status' | 'owner';
  readonly keys: string;
  readonly values: Item;
  readonly forward: boolean;
};

async function loadPage(
  { index, keys, values, forward }: List,
  limit: number,
  place: (item: Item) => string,
): Promise<Page<Item>> {
  const found = await queryItems(
    {
      IndexName: index,
      KeyConditionExpression: keys,
      ExpressionAttributeValues: values,
      ScanIndexForward: forward,
    },
    limit + 1,
  );
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last && found.length > limit ? place(last) : undefined };
}

const InWorklist = z.object({ worklistSK: z.string() });

/**
 * Open dossiers of an agency, by what is due first.
 * @param dueBefore only those that are due before this instant
 */
export async function loadWorklist(
  agency: string,
  {
    status,
    after = '',
    dueBefore,
    limit,
  }: {
    readonly status?: FiledStatus | undefined;
    readonly after?: string | undefined;
    readonly dueBefore?: Instant | undefined;
    readonly limit: number;
  },
): Promise<Page<Summary>> {
  const index = status ? 'status' : 'worklist';
  const { items, next } = await loadPage(
    {
      index,
      keys: `${index}PK = :list AND worklistSK BETWEEN :after AND :before`,
      values: {
        ':list': status ? statusPK(agency, status) : worklistPK(agency),
        // A sort key that follows the last one seen: BETWEEN is inclusive.
        ':after': `${after}\u0001`,
        ':before': dueBefore ? `${DUE}${dueBefore}` : '~',
      },
      forward: true,
    },
    limit,
    (item) => InWorklist.parse(item).worklistSK,
  );
  return { items: items.map((item) => Summary.parse(item)), next };
}

const Owned = z.object({ PK: z.string(), SK: z.string(), ownerSK: z.string() });

/**
 * Dossiers of an account, newest first: those it filed, and those that came in on paper under its number. The index
 * holds their keys alone, for it would be written with every change of every dossier, and its owner looks seldom.
 */
export async function loadOwnDossiers(
  owners: readonly string[],
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<Page<Summary>> {
  const pages = await Promise.all(
    owners.map((owner) =>
      loadPage(
        {
          index: 'owner',
          keys: before ? 'ownerPK = :owner AND ownerSK < :before' : 'ownerPK = :owner',
          values: { ':owner': ownerPK(owner), ...(before && { ':before': before }) },
          forward: false,
        },
        limit,
        (item) => Owned.parse(item).ownerSK,
      ),
    ),
  );
  const owned = pages
    .flatMap(({ items }) => items.map((item) => Owned.parse(item)))
    .sort((one, other) => (one.ownerSK > other.ownerSK ? -1 : 1));
  const shown = owned.slice(0, limit);
  const items = await loadItems(shown.map(({ PK, SK }) => ({ PK, SK })));
  const isMore = owned.length > limit || pages.some(({ next }) => next !== undefined);
  return {
    items: items.map((item) => Summary.parse(item)),
    next: isMore ? shown.at(-1)?.ownerSK : undefined,
  };
}
