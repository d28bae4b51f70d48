import * as z from 'zod';
import { Email } from '../../applicant/identifiers.ts';
import { operation } from '../../http/operation.ts';
import { askedFor } from '../counted-dossier.ts';
import { extractFormats } from '../extract.ts';
import { EXTRACT_PATH, ExtractView } from '../extract-view.ts';
import { isPeriod, noPeriod } from '../period.ts';

export const requestExtract = operation({
  id: 'request-extract',
  area: 'statistics',
  method: 'POST',
  path: EXTRACT_PATH,
  summary: {
    vi: 'Yêu cầu danh sách đầy đủ các hồ sơ đứng sau một con số',
    en: 'Ask for the whole list of the dossiers behind a figure',
  },
  description:
    "Made in the background, as files of some 50,000 dossiers: of one agency, the caller's own, or for the control of procedures of the " +
    'one that is asked for or of them all. It takes the place of the list before. The e-mail says that it is ready, and nothing of what is in it.',
  callers: { officers: ['deskOfficer', 'agencyLeader', 'procedureControl'] },
  writes: 'create',
  body: z
    .strictObject({ ...askedFor, format: z.enum(extractFormats), email: Email.optional() })
    .refine(isPeriod, noPeriod('to')),
  status: 201,
  output: ExtractView,
  problems: ['extract-under-way'],
  touches: { table: ['put'] },
  examples: {
    request: {
      figure: 'received',
      from: '2021-01-01',
      to: '2021-10-10',
      format: 'xlsx',
      email: 'thong-ke@hanam.gov.vn',
    },
  },
});
