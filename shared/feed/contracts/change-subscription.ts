import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { SubscriptionPath } from './read-subscription.ts';

export const changeSubscription = operation({
  id: 'change-subscription',
  area: 'feed',
  method: 'POST',
  path: '/v1/agencies/{agency}/subscription',
  summary: {
    vi: 'Tạm dừng hoặc tiếp tục đưa sự kiện vào hàng đợi của cơ quan',
    en: 'Suspend the queue of an agency, or resume it',
  },
  description:
    'While it is suspended nothing that happens from then on comes into the queue; what happened before, and within a few seconds, still may. A minute after it is resumed events come again, and `cursor` is that of the replay which sends what was kept back: call `replay` with it until no cursor comes. Nothing is lost, whatever it takes to do so: until it is done, the subscription says what is kept back.',
  callers: { officers: ['departmentSystem'] },
  ownAgency: true,
  writes: 'create',
  params: SubscriptionPath,
  body: z.strictObject({ action: z.enum(['suspend', 'resume']) }).meta({ id: 'SubscriptionChange' }),
  status: 200,
  output: z.object({
    from: z.iso
      .datetime({ offset: true })
      .meta({ description: 'What bears this time or a later one is kept back.' }),
    until: z.iso
      .datetime({ offset: true })
      .nullable()
      .meta({ description: 'What bears this time or a later one comes.' }),
    cursor: z.string().nullable(),
  }),
  problems: ['subscription-not-found', 'subscription-not-allowed'],
  touches: { table: ['get', 'put'], departments: 'know' },
  examples: { request: { action: 'suspend' } },
});
