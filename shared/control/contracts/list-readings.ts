import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { LocalDate } from '../../clock.ts';
import { Reading } from '../../dossier/history.ts';
import { operation } from '../../http/operation.ts';
import { Cursor, Limit, pageOf } from '../../http/page.ts';

export const listReadings = operation({
  id: 'list-readings',
  area: 'control',
  method: 'GET',
  path: '/v1/readings',
  summary: {
    vi: 'Ai đã đọc hồ sơ nhạy cảm của một cơ quan trong một ngày',
    en: "Who read an agency's sensitive dossiers on a day",
  },
  description:
    'For the control of procedures: every reading of a dossier of a sensitive procedure by an officer, oldest first. `day` is a local day.',
  callers: { officers: ['procedureControl'] },
  query: z.strictObject({ agency: AgencyCode, day: LocalDate, limit: Limit, cursor: Cursor }),
  status: 200,
  output: pageOf(
    z
      .object({
        at: z.iso.datetime({ offset: true }),
        dossierId: z.uuid(),
        dossierCode: z.string(),
        procedureCode: z.string(),
        /** The operation by which it was read. */
        operation: z.string(),
        /** Who, and what for: the work in hand, what nobody has in hand, an opinion that is asked for, or none of these. */
        reader: Reading.shape.reader,
      })
      .meta({ id: 'Reading' }),
  ),
  problems: ['cursor-invalid'],
  touches: { indexes: ['log'] },
});
