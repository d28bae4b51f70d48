import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import { StoredInstant } from '../instant.ts';
import { environment } from '../resources.ts';
import { dueEntry, portalCodeKey, portalFilingKey } from '../table/keys.ts';
import { absent, type Item, type Write } from '../table/transaction.ts';
import { Words } from '../text.ts';

/** What was filed at the portal, on its way to us: beside its draft, until it is submitted or told back. */
export const PortalFiling = z.object({
  v: z.literal(1),
  version: z.int().min(1),
  portalCode: z.string(),
  /** `fetching` its files, until all are examined; then it is `submitted`, or `refused` with the reason that the portal was told. */
  state: z.enum(['fetching', 'submitted', 'refused']),
  /** Its files as the portal declares them, with the ids that they have here, and where each is at the portal. */
  files: z.array(
    z.object({
      documentId: z.uuid(),
      paperId: z.string(),
      name: Words,
      sizeBytes: z.int(),
      sha256: z.string(),
      contentType: z.string(),
      path: z.string(),
    }),
  ),
  /** While it is fetched each run looks at it, at those first that were not looked at for longest. */
  nextTryAt: StoredInstant.optional(),
  /** Epoch seconds: it is forgotten with its draft. */
  expiresAt: z.int().optional(),
});
export type PortalFiling = z.infer<typeof PortalFiling>;
export type LinkedFile = PortalFiling['files'][number];

const PortalCode = z.object({ v: z.literal(1), dossierId: z.uuid() });

const itemOf = (dossierId: string, filing: PortalFiling) => ({
  ...portalFilingKey(dossierId),
  ...filing,
  ...(filing.nextTryAt && dueEntry('filing', filing.nextTryAt, dossierId)),
});

const codeItem = (dossierId: string, { portalCode, expiresAt }: PortalFiling) => ({
  ...portalCodeKey(portalCode),
  v: 1,
  dossierId,
  ...(expiresAt && { expiresAt }),
});

/** Whether among the items beside a draft there is a filing that the portal waits for. */
export const isAwaitedByPortal = (items: readonly Item[], dossierId: string): boolean =>
  items.some(
    (item) => item.SK === portalFilingKey(dossierId).SK && PortalFiling.parse(item).state === 'fetching',
  );

/** A filing that is new to us, once for each code of the portal. */
export const putFiling = (dossierId: string, filing: PortalFiling): readonly Write[] => [
  { put: itemOf(dossierId, filing), when: absent },
  { put: codeItem(dossierId, filing), when: absent },
];

/** A filing that must still be as it was read. */
export const putChangedFiling = (
  dossierId: string,
  { version }: PortalFiling,
  after: Omit<PortalFiling, 'version'>,
): readonly Write[] => {
  const changed = { ...after, version: version + 1 };
  return [
    {
      put: itemOf(dossierId, changed),
      when: { expression: 'version = :version', values: { ':version': version } },
    },
    // What is submitted is no longer forgotten.
    ...(after.state === 'submitted' ? [{ put: codeItem(dossierId, changed) }] : []),
  ];
};

async function loadItem(Key: ReturnType<typeof portalFilingKey>) {
  const { Item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key, ConsistentRead: true }),
  );
  return Item;
}

/** The filing of a draft, if it came from the portal. */
export async function loadFiling(dossierId: string): Promise<PortalFiling | undefined> {
  const item = await loadItem(portalFilingKey(dossierId));
  return item && PortalFiling.parse(item);
}

/** The dossier that a code of the portal leads to. */
export async function loadPortalCode(portalCode: string): Promise<string | undefined> {
  const item = await loadItem(portalCodeKey(portalCode));
  return item && PortalCode.parse(item).dossierId;
}
