import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { operation } from '../../http/operation.ts';
import { subscriptionDeeds } from '../store.ts';
import { Wanted } from '../subscription.ts';

/** Where the subscription of an agency stands. */
export const SubscriptionPath = z.object({ agency: AgencyCode });

const instant = z.iso.datetime({ offset: true });

const QueueView = z.object({
  delivery: z.enum(['live', 'suspended', 'behind']).meta({
    description: '`behind`: it is resumed, and `keptBack` is still to be sent.',
  }),
  only: Wanted,
  waiting: z.int().min(0),
  inFlight: z.int().min(0).meta({ description: 'Taken, and neither deleted nor come again.' }),
  deadLetters: z.int().min(0).meta({ description: 'Taken five times and never deleted.' }),
  oldestSeconds: z.literal(0).nullable(),
  keptBack: z
    .object({
      from: instant,
      until: instant.nullable(),
      cursor: z.string().nullable().meta({ description: 'Of the replay that sends it, once it is resumed.' }),
    })
    .nullable(),
});

const FeedView = z.object({
  readAt: instant.nullable(),
  reached: instant.nullable(),
  oldestSeconds: z.int().min(0).nullable(),
});

const DeedView = z.object({ deed: z.enum(subscriptionDeeds), at: instant, role: z.string().nullable() });

/** How an agency is served with events. */
export const SubscriptionView = z.object({
  agency: AgencyCode,
  queue: QueueView.nullable(),
  feed: FeedView,
  deeds: z.array(DeedView).meta({ description: 'What was done with it last, newest first.' }),
});
export type SubscriptionView = z.infer<typeof SubscriptionView>;

export const readSubscription = operation({
  id: 'read-subscription',
  area: 'feed',
  method: 'GET',
  path: '/v1/agencies/{agency}/subscription',
  summary: {
    vi: 'Tình trạng nhận sự kiện của một cơ quan',
    en: 'How an agency is served with events',
  },
  description:
    'For the system of the agency. `queue` is null where it has none. Counts are those of SQS, which calls them approximate. How old the oldest message is, SQS tells to CloudWatch in the account of the province alone: `queue.oldestSeconds` is 0 when nothing waits and null when something does. Who read the queue last, nobody knows. The feed notes every five minutes at most how far its furthest reader came: as of `readAt` all that happened before `reached` was told, and the oldest event that was not is now `oldestSeconds` old, or 0 where there is none; all are null where nobody has read.',
  callers: { officers: ['departmentSystem'] },
  ownAgency: true,
  params: SubscriptionPath,
  status: 200,
  output: SubscriptionView,
  problems: [],
  touches: { table: ['get', 'query'], indexes: ['log'], departments: 'count' },
});
