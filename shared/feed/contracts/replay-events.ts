import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { ReplayRequest } from '../replaying.ts';
import { SubscriptionPath } from './read-subscription.ts';

export const replayEvents = operation({
  id: 'replay-events',
  area: 'feed',
  method: 'POST',
  path: '/v1/agencies/{agency}/subscription/replay',
  summary: {
    vi: 'Gửi lại sự kiện vào hàng đợi của cơ quan',
    en: 'Send events into the queue of an agency again',
  },
  description:
    "From a time, at most 30 days back, or of one dossier after a number, however old. Each call sends a page of what the log says, each dossier's in the order of its numbers, as far as the subscription wants it, and answers how much that was. Go on with `nextCursor` until there is none, after `waitSeconds`. The events bear the ids that they always had: who has heard them knows them. They come behind what lies in the queue already.",
  callers: { officers: ['departmentSystem'] },
  ownAgency: true,
  writes: 'create',
  params: SubscriptionPath,
  body: ReplayRequest,
  status: 200,
  output: z.object({
    events: z.int().min(0).meta({ description: 'Sent, or with `dryRun` to be sent.' }),
    dossiers: z.int().min(0),
    nextCursor: z.string().optional(),
    waitSeconds: z.int().min(0).meta({ description: '0, unless the next page has nothing yet.' }),
  }),
  problems: ['subscription-not-found', 'dossier-not-found', 'cursor-invalid', 'events-expired'],
  touches: { table: ['get', 'query', 'put', 'delete'], indexes: ['log'], departments: 'send' },
  examples: { request: { kind: 'time', from: '2021-10-11T00:00:00+07:00', dryRun: true } },
});
