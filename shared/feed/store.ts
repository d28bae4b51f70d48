import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Actor } from '../actor.ts';
import { table } from '../aws.ts';
import { epochSeconds, type Instant, toInstant } from '../clock.ts';
import { LoggedEvent, readKept } from '../event/outbox.ts';
import { StoredInstant } from '../instant.ts';
import { environment } from '../resources.ts';
import {
  feedPK,
  feedReadingKey,
  feedTestKey,
  SUBSCRIPTION_DEED_PREFIX,
  subscriptionDeedKey,
  subscriptionPK,
  WITHHELD_PK,
  withheldKey,
} from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Condition, commit, Superseded, type Write } from '../table/transaction.ts';
import { FedEvent } from './event.ts';
import { DAYS_BACK } from './reading.ts';
import type { TestEvent } from './test-event.ts';
import { BELIEVED_MS, Withheld } from './withholding.ts';

/** How far the feed of an agency was read, by whoever of its readers is furthest. */
export const FeedReading = z.object({
  v: z.literal(1),
  /** When that was noted. */
  at: StoredInstant,
  /** All that happened before it was told. */
  reached: StoredInstant,
});
export type FeedReading = z.infer<typeof FeedReading>;

/** What stands beside an agency's feed: how far it was read, and the event by which it was tried last. */
export async function loadBeside(
  agency: string,
): Promise<{ readonly reading: FeedReading | undefined; readonly test: FedEvent | undefined }> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :feed',
    ExpressionAttributeValues: { ':feed': feedPK(agency) },
  });
  const at = ({ SK }: { readonly SK: string }) => items.find((item) => item.SK === SK);
  const [reading, test] = [at(feedReadingKey(agency)), at(feedTestKey(agency))];
  return {
    reading: reading && FeedReading.parse(reading),
    test: test && FedEvent.parse(readKept(LoggedEvent.parse(test).event)),
  };
}

/** A reading is noted so often at most: what it would cost to note each of them is more than anybody gains. */
const NOTED_MS = 5 * 60_000;

/** Notes how far a feed was read, unless that was done a moment ago, by this reader or by another at once. */
export async function noteReading(
  agency: string,
  before: FeedReading | undefined,
  reached: Instant,
  now: Date,
): Promise<void> {
  if (before && now.getTime() - Date.parse(before.at) < NOTED_MS) return;
  const furthest = before && before.reached > reached ? before.reached : reached;
  const noted: FeedReading = { v: 1, at: toInstant(now), reached: furthest };
  const unchanged: Condition = before
    ? { expression: '#at = :before', names: { '#at': 'at' }, values: { ':before': before.at } }
    : absent;
  await commit([{ put: { ...feedReadingKey(agency), ...noted }, when: unchanged }]).catch(
    (error: unknown) => {
      if (!(error instanceof Superseded)) throw error;
    },
  );
}

/** An event by which an agency's reading is tried, in the place of the one before; forgotten when the feed goes back no further. */
export const putTest = (event: TestEvent, actor: Actor): Write => {
  const logged: z.input<typeof LoggedEvent> = { v: 1, event: JSON.stringify(event), actor };
  const expiresAt = epochSeconds(new Date(event.time)) + (DAYS_BACK + 1) * 86_400;
  return { put: { ...feedTestKey(event.data.agency), ...logged, expiresAt } };
};

/** What is kept from an agency's queue, read consistently. */
export async function loadWithheld(agency: string): Promise<Withheld | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key: withheldKey(agency), ConsistentRead: true }),
  );
  return Item && Withheld.parse(Item);
}

let believed: { readonly since: Date; readonly withheld: readonly Withheld[] } | undefined;

/** What is kept from all queues, as it was a moment ago at most. */
export async function believedWithheld(now: Date): Promise<readonly Withheld[]> {
  if (believed && Math.abs(now.getTime() - believed.since.getTime()) < BELIEVED_MS) return believed.withheld;
  const items = await queryItems({
    KeyConditionExpression: 'PK = :withheld',
    ExpressionAttributeValues: { ':withheld': WITHHELD_PK },
    ConsistentRead: true,
  });
  believed = { since: now, withheld: z.array(Withheld).parse(items) };
  return believed.withheld;
}

const asRead = (before: Withheld): Condition =>
  before.until
    ? {
        expression: '#from = :from AND #until = :until',
        names: { '#from': 'from', '#until': 'until' },
        values: { ':from': before.from, ':until': before.until },
      }
    : {
        expression: '#from = :from AND attribute_not_exists(#until)',
        names: { '#from': 'from', '#until': 'until' },
        values: { ':from': before.from },
      };

/** What is kept back in the place of what was read. */
export const putWithheld = (before: Withheld | undefined, after: Withheld): Write => ({
  put: { ...withheldKey(after.agency), ...after },
  when: before ? asRead(before) : absent,
});

/** That nothing is kept back any more, since all of it was sent. */
export const dropWithheld = (before: Withheld): Write => ({
  remove: withheldKey(before.agency),
  when: asRead(before),
});

/** What a department can do with its subscription. */
export const subscriptionDeeds = ['suspend', 'resume', 'replay', 'test'] as const;

/** That it was done, by whom and when. */
export const SubscriptionDeed = z.object({
  v: z.literal(1),
  agency: z.string(),
  deed: z.enum(subscriptionDeeds),
  at: StoredInstant,
  by: Actor,
});
export type SubscriptionDeed = z.infer<typeof SubscriptionDeed>;

export const putDeed = (deed: Omit<SubscriptionDeed, 'v'>, id: string): Write => ({
  put: { ...subscriptionDeedKey(deed.agency, deed.at, id), v: 1, ...deed },
  when: absent,
});

/** What was done last with the subscription of an agency, newest first. */
export const loadDeeds = async (agency: string, most: number): Promise<readonly SubscriptionDeed[]> =>
  z.array(SubscriptionDeed).parse(
    await queryItems(
      {
        KeyConditionExpression: 'PK = :subscription AND begins_with(SK, :deed)',
        ExpressionAttributeValues: {
          ':subscription': subscriptionPK(agency),
          ':deed': SUBSCRIPTION_DEED_PREFIX,
        },
        ScanIndexForward: false,
      },
      most,
    ),
  );
