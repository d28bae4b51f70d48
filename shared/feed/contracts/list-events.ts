import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { operation } from '../../http/operation.ts';
import { Cursor, Limit } from '../../http/page.ts';
import { ProcedureCode } from '../../procedure/procedure.ts';
import { FedEvent } from '../event.ts';

export const listEvents = operation({
  id: 'list-events',
  area: 'feed',
  method: 'GET',
  path: '/v1/agencies/{agency}/events',
  summary: { vi: 'Luồng sự kiện của một cơ quan', en: 'The feed of events of an agency' },
  description:
    "For the system of a department that takes no queue: the same events, each dossier's in the order of its numbers, a minute after they happened. Without `cursor` it begins at `from`, or 30 days back. `nextCursor` is always there: it leads on, now or in `waitSeconds`. Nothing is left out; what comes again is known by its id. A page tells of as many events as it looked at, so with `type` or `procedure` it may be short or empty while `waitSeconds` is 0. A cursor belongs to its agency, `type` and `procedure`.",
  callers: { officers: ['departmentSystem'] },
  ownAgency: true,
  params: z.object({ agency: AgencyCode }),
  query: z.strictObject({
    cursor: Cursor,
    from: z.iso.datetime({ offset: true }).optional(),
    type: z.string().max(100).optional(),
    procedure: ProcedureCode.optional(),
    limit: Limit,
  }),
  status: 200,
  output: z.object({
    items: z.array(FedEvent),
    nextCursor: z.string(),
    /** 0 while there is more; else it is too early to ask before. */
    waitSeconds: z.int().min(0),
  }),
  problems: ['cursor-invalid', 'events-expired'],
  touches: { indexes: ['log'], table: ['query', 'put'] },
});
