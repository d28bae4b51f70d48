import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { channels } from '../../dossier/channel.ts';
import { operation } from '../../http/operation.ts';
import { Cursor, pageOf } from '../../http/page.ts';
import { ProcedureCode } from '../../procedure/procedure.ts';
import { format } from '../../spreadsheet.ts';
import { drillDownNames } from '../drill-down.ts';
import { isPeriod, noPeriod, period } from '../period.ts';

export const listCountedDossiers = operation({
  id: 'list-counted-dossiers',
  area: 'statistics',
  method: 'GET',
  path: '/v1/statistics/dossiers',
  summary: { vi: 'Các hồ sơ đứng sau một con số', en: 'The dossiers behind a figure' },
  description:
    "Of one agency, newest codes first: the caller's own, or for the control of procedures the one that is asked for. A page tells of as many dossiers as it looked at, so it may be short or empty while `nextCursor` leads on. As CSV or XLSX each part is a file, and the header `Link` leads to the next: an agency's dossiers of a year are a few.",
  callers: { officers: ['deskOfficer', 'agencyLeader', 'procedureControl'] },
  query: z
    .strictObject({
      ...period,
      figure: z.enum(drillDownNames),
      agency: AgencyCode.optional(),
      procedure: ProcedureCode.optional(),
      channel: z.enum(channels).optional(),
      limit: z.coerce.number().int().min(1).max(10_000).default(500),
      cursor: Cursor,
      format,
    })
    .refine(isPeriod, noPeriod('to')),
  status: 200,
  output: pageOf(
    z
      .object({
        dossierId: z.uuid(),
        code: z.string(),
        procedureCode: z.string(),
        channel: z.enum(channels),
        /** As of its last counted event. */
        status: z.string(),
        dueAt: z.iso.datetime({ offset: true }).optional(),
      })
      .meta({ id: 'CountedDossier' }),
  ),
  spreadsheet: 'inParts',
  problems: ['cursor-invalid'],
  touches: { table: ['query'] },
  timeoutSeconds: 29,
});
