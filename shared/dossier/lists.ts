import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { nameOf } from '../applicant/applicant.ts';
import { table } from '../aws.ts';
import type { Instant } from '../clock.ts';
import { ProcessingTime } from '../deadline/deadline.ts';
import { StoredInstant } from '../instant.ts';
import { environment } from '../resources.ts';
import { ownerPK, statusPK, worklistPK } from '../table/keys.ts';
import type { Item } from '../table/transaction.ts';
import { KeptText } from '../text.ts';
import { attentions, type Dossier } from './dossier.ts';
import { type FiledStatus, filedStatuses, filedStatusNames } from './status.ts';

/** What a list shows of a dossier, and what decides who may do what with it: all that the indexes hold. */
export const Summary = z.object({
  id: z.uuid(),
  version: z.int(),
  status: z.enum(['draft', ...filedStatusNames]),
  procedure: z.object({
    code: z.string(),
    name: KeptText,
    agency: z.string(),
    processing: ProcessingTime,
  }),
  owner: z.string(),
  createdAt: StoredInstant,
  code: z.string().optional(),
  applicantName: z.string().optional(),
  submittedAt: StoredInstant.optional(),
  dueAt: StoredInstant.optional(),
  supplements: z.int().default(0),
  supplementUntil: z.string().optional(),
  paymentUntil: z.string().optional(),
  attention: z.enum(attentions).optional(),
});
export type Summary = z.infer<typeof Summary>;

/** What lists keep of a dossier. */
export function summaryOf(dossier: Dossier): Summary {
  const { id, version, status, owner, createdAt, form } = dossier;
  const { code, name, agency, processing } = dossier.procedure;
  const common = {
    id,
    version,
    status,
    procedure: { code, name, agency, processing },
    owner,
    createdAt,
    applicantName: form && nameOf(form.applicant),
  };
  if (dossier.status === 'draft') return { ...common, supplements: 0 };
  const { submittedAt, dueAt, supplements, supplementUntil, paymentUntil, attention } = dossier;
  return {
    ...common,
    code: dossier.code,
    submittedAt,
    dueAt,
    supplements,
    supplementUntil,
    paymentUntil,
    attention,
  };
}

/** By what is due first; what has no due date comes after, by its age. */
const DUE = '1#';
const NOT_DUE = '2#';

/** Where a dossier stands in the lists: its owner's, and while it is open its agency's, whole and by status. */
export function listEntries(dossier: Dossier): Item {
  const entries = {
    summary: summaryOf(dossier),
    ownerPK: ownerPK(dossier.owner),
    ownerSK: `${dossier.createdAt}#${dossier.id}`,
  };
  if (dossier.status === 'draft' || !filedStatuses[dossier.status].open) return entries;
  const { agency } = dossier.procedure;
  const place = dossier.dueAt ? `${DUE}${dossier.dueAt}` : `${NOT_DUE}${dossier.submittedAt}`;
  return {
    ...entries,
    worklistPK: worklistPK(agency),
    statusPK: statusPK(agency, dossier.status),
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

/** Reads until the page is full or the list ends: one query may end at 1 MB before either. */
async function loadPage(
  { index, keys, values, forward }: List,
  limit: number,
  place: (item: Item) => string,
): Promise<Page<Summary>> {
  const found: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await table.send(
      new QueryCommand({
        TableName: environment('TABLE_NAME'),
        IndexName: index,
        KeyConditionExpression: keys,
        ExpressionAttributeValues: values,
        ScanIndexForward: forward,
        Limit: limit + 1 - found.length,
        ExclusiveStartKey: from,
      }),
    );
    found.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from && found.length <= limit);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ summary }) => Summary.parse(summary)),
    next: last && found.length > limit ? place(last) : undefined,
  };
}

const InWorklist = z.object({ worklistSK: z.string() });
const InOwned = z.object({ ownerSK: z.string() });

/**
 * Open dossiers of an agency, by what is due first.
 * @param dueBefore only those that are due before this instant
 */
export function loadWorklist(
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
  return loadPage(
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
}

/** Dossiers of an account, newest first. */
export const loadOwnDossiers = (
  subject: string,
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<Page<Summary>> =>
  loadPage(
    {
      index: 'owner',
      keys: before ? 'ownerPK = :owner AND ownerSK < :before' : 'ownerPK = :owner',
      values: { ':owner': ownerPK(subject), ...(before && { ':before': before }) },
      forward: false,
    },
    limit,
    (item) => InOwned.parse(item).ownerSK,
  );
