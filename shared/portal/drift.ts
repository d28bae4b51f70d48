import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import { epochSeconds, type LocalDate, millisOf } from '../clock.ts';
import { addDays } from '../deadline/calendar.ts';
import { StoredInstant } from '../instant.ts';
import { environment } from '../resources.ts';
import { DRIFTS_PREFIX, differenceKey, driftKey, PORTAL_PK } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import type { Write } from '../table/transaction.ts';
import { Words } from '../text.ts';

/** So long a day's comparison can be read. */
const DAYS_KEPT = 90;

/**
 * How the portal has a dossier otherwise than we: `missing` it has none, `differs` other values, `refused` it does not take ours,
 * `unsent` it was not told yet.
 */
const differenceKinds = ['missing', 'differs', 'refused', 'unsent'] as const;

/** That the portal has a dossier otherwise than we: which, and in what, but no value of it. */
export const PortalDifference = z.object({
  dossierId: z.uuid(),
  dossierCode: z.string(),
  kind: z.enum(differenceKinds),
  /** The fields that differ, as the portal calls them. */
  fields: z.array(z.string()),
  /** What the portal said, without what looks like a person's. */
  said: Words.optional(),
});
export type PortalDifference = z.infer<typeof PortalDifference>;
const KeptDifference = PortalDifference.extend({ v: z.literal(1), expiresAt: z.int() });

/** What a comparison with the portal came to: of dossiers that changed on the day, were put aside, or differed the day before. */
export const Drift = z.object({
  v: z.literal(1),
  /** Local day. */
  day: z.string(),
  madeAt: StoredInstant,
  compared: z.int(),
  differing: z.int(),
  /** For which there was no time. */
  left: z.int(),
  expiresAt: z.int(),
});
export type Drift = z.infer<typeof Drift>;

/** Until when what a day came to is kept, in epoch seconds. */
const expiryOf = (day: LocalDate): number =>
  epochSeconds(new Date(millisOf(addDays(day, DAYS_KEPT), '00:00')));

export const putDrift = (
  drift: Omit<Drift, 'v' | 'expiresAt' | 'day'> & { readonly day: LocalDate },
): Write => ({
  put: { ...driftKey(drift.day), v: 1, ...drift, expiresAt: expiryOf(drift.day) },
});

export const putDifference = (day: LocalDate, difference: PortalDifference): Write => ({
  put: {
    ...differenceKey(day, difference.dossierCode),
    v: 1,
    ...difference,
    expiresAt: expiryOf(day),
  },
});

/** What a day came to, or the newest. */
export async function loadDrift(day: LocalDate | undefined): Promise<Drift | undefined> {
  if (day === undefined) {
    const [newest] = await queryItems(
      {
        KeyConditionExpression: 'PK = :portal AND begins_with(SK, :drifts)',
        ExpressionAttributeValues: { ':portal': PORTAL_PK, ':drifts': DRIFTS_PREFIX },
        ScanIndexForward: false,
      },
      1,
    );
    return newest && Drift.parse(newest);
  }
  const { Item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key: driftKey(day) }),
  );
  return Item && Drift.parse(Item);
}

/** The differences of a day by the codes of their dossiers. @param after the code that the page before ended with */
export async function loadDifferences(
  day: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly items: readonly PortalDifference[]; readonly next: string | undefined }> {
  const { PK, SK } = differenceKey(day, after ?? '');
  const found = await queryItems(
    {
      KeyConditionExpression: 'PK = :day AND SK > :after',
      ExpressionAttributeValues: { ':day': PK, ':after': SK },
    },
    limit + 1,
  );
  const items = found.slice(0, limit).map((item) => KeptDifference.parse(item));
  return { items, next: found.length > limit ? items.at(-1)?.dossierCode : undefined };
}
