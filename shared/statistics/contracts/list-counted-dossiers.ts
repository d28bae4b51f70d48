import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { Cursor, pageOf } from '../../http/page.ts';
import { format } from '../../spreadsheet.ts';
import { askedFor, CountedDossier } from '../counted-dossier.ts';
import { isPeriod, noPeriod } from '../period.ts';

export const listCountedDossiers = operation({
  id: 'list-counted-dossiers',
  area: 'statistics',
  method: 'GET',
  path: '/v1/statistics/dossiers',
  summary: { vi: 'Các hồ sơ đứng sau một con số', en: 'The dossiers behind a figure' },
  description:
    "Of one agency, newest codes first: the caller's own, or for the control of procedures the one that is asked for. A page tells of as many dossiers as it looked at, so it may be short or empty while `nextCursor` leads on. As CSV or XLSX each part is a file, and the header `Link` leads to the next. Longer lists, and those of the whole province, are made in the background: `POST /v1/statistics/extract`.",
  callers: { officers: ['deskOfficer', 'agencyLeader', 'procedureControl'] },
  query: z
    .strictObject({
      ...askedFor,
      limit: z.coerce.number().int().min(1).max(10_000).default(500),
      cursor: Cursor,
      format,
    })
    .refine(isPeriod, noPeriod('to')),
  status: 200,
  output: pageOf(CountedDossier),
  spreadsheet: 'inParts',
  problems: ['cursor-invalid'],
  touches: { table: ['query'] },
  timeoutSeconds: 29,
});
