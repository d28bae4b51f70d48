import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import { toInstant } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import { environment } from '../resources.ts';
import { waitAfter } from '../shipment/ladder.ts';
import { dueEntry, portalMarkKey } from '../table/keys.ts';
import { absent, type Write } from '../table/transaction.ts';
import { Words } from '../text.ts';

/** The most that is kept of what the portal says. */
const LONGEST_SAID = 1000;

/** How far the national portal knows a dossier. */
export const Mark = z.object({
  v: z.literal(1),
  /** Rises with every change. */
  version: z.int().min(0),
  /** Of the last image that the portal took, and when; without one it is to be sent, whatever the portal has. */
  hash: z.string().optional(),
  sentAt: StoredInstant.optional(),
  /** Number of the last event that it was told of. */
  told: z.int().min(0),
  /** Since when it does not take the dossier, how often it was tried, and why, in the portal's own words. */
  aside: z.object({ since: StoredInstant, tries: z.int().min(1), said: Words }).optional(),
  /** From when on it is tried again without a new event. */
  nextTryAt: StoredInstant.optional(),
});
export type Mark = z.infer<typeof Mark>;

/** Of a dossier that the portal has heard nothing of. */
const unmarked: Mark = { v: 1, version: 0, told: 0 };

/**
 * A dossier that the portal does not take is put aside, and tried again by the ladder: from its image on, for the portal may have
 * lost it. Pure.
 */
export function setAside({ hash: _, ...mark }: Mark, said: string, dossierId: string, at: Date): Mark {
  const { since = toInstant(at), tries = 0 } = mark.aside ?? {};
  const nextTryAt = toInstant(new Date(at.getTime() + waitAfter(tries, dossierId)));
  return { ...mark, aside: { since, tries: tries + 1, said: said.slice(0, LONGEST_SAID) }, nextTryAt };
}

/** A dossier of which the portal has taken all. Pure. */
export function settled(mark: Mark): Mark {
  const { aside: _, nextTryAt: __, ...rest } = mark;
  return rest;
}

/** A dossier that the next run sends, whatever the portal has of it. Pure. */
export function toBeSentAgain(mark: Mark, at: Date): Mark {
  const { hash: _, ...rest } = mark;
  return { ...rest, nextTryAt: toInstant(at) };
}

/** Of a dossier, as it is now. */
export async function loadMark(dossierId: string): Promise<Mark> {
  const { Item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: portalMarkKey(dossierId),
      ConsistentRead: true,
    }),
  );
  return Item ? Mark.parse(Item) : unmarked;
}

/** A mark that must still be as it was read. */
export const putMark = (dossierId: string, { version }: Mark, after: Mark): Write => ({
  put: {
    ...portalMarkKey(dossierId),
    ...after,
    version: version + 1,
    ...(after.nextTryAt && dueEntry('portal', after.nextTryAt, dossierId)),
  },
  when: version === 0 ? absent : { expression: 'version = :version', values: { ':version': version } },
});
