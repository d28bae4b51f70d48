import * as z from 'zod';
import { LocalDate } from '../../clock.ts';
import { operation } from '../../http/operation.ts';
import { Cursor, Limit, pageOf } from '../../http/page.ts';
import { Drift, PortalDifference } from '../drift.ts';

export const readDrift = operation({
  id: 'read-drift',
  area: 'portal',
  method: 'GET',
  path: '/v1/portal/drift',
  summary: {
    vi: 'Sai lệch giữa Cổng Dịch vụ công quốc gia và hệ thống',
    en: 'What the national portal shows otherwise than it is',
  },
  description:
    'For the control of procedures: each night the dossiers of the day before are compared with what the portal has of them, ' +
    'those that it does not take, and those that differed before. `report` says how many were compared and how many differ, ' +
    'which may be none; it is absent while there is none of the `day`, without which it is the newest. Items are by the code of their dossier: `missing` it has ' +
    'none, `differs` in `fields`, `refused` it does not take ours, as `said`, `unsent` it was not told yet. Kept for 90 days.',
  callers: { officers: ['procedureControl'] },
  query: z.strictObject({ day: LocalDate.optional(), limit: Limit, cursor: Cursor }),
  status: 200,
  output: pageOf(PortalDifference.meta({ id: 'PortalDifference' })).extend({
    report: Drift.omit({ v: true, expiresAt: true })
      .extend({ day: z.iso.date(), madeAt: z.iso.datetime({ offset: true }) })
      .optional(),
  }),
  problems: ['cursor-invalid'],
  touches: { table: ['get', 'query'] },
});
