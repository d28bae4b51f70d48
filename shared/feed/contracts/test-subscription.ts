import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { TEST_TYPE } from '../test-event.ts';
import { SubscriptionPath } from './read-subscription.ts';

export const testSubscription = operation({
  id: 'test-subscription',
  area: 'feed',
  method: 'POST',
  path: '/v1/agencies/{agency}/subscription/test',
  summary: {
    vi: 'Gửi một sự kiện thử cho cơ quan',
    en: 'Send an event by which an agency tries its reading',
  },
  description:
    'Into its queue at once, where it has one, also past its filter and while it is suspended; and into its feed, a minute later. The feed tells the newest test alone. It is about no dossier, and who reads lets it pass.',
  callers: { officers: ['departmentSystem'] },
  ownAgency: true,
  writes: 'create',
  params: SubscriptionPath,
  status: 200,
  output: z.object({
    id: z.uuid().meta({ description: 'Of the event.' }),
    type: z.literal(TEST_TYPE),
    queued: z.boolean().meta({ description: 'Whether the agency has a queue.' }),
  }),
  problems: [],
  touches: { departments: 'send' },
});
