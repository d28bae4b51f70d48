import * as z from 'zod';
import { PersonalId, TaxCode } from '../../applicant/identifiers.ts';
import { LocalDate } from '../../clock.ts';
import { DOSSIER_CODE } from '../../dossier/code.ts';
import { deskRoles } from '../../dossier/paths.ts';
import { DossierSummary } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';
import { Cursor, Limit, pageOf } from '../../http/page.ts';
import { personal } from '../../personal.ts';
import { ProcedureCode } from '../../procedure/procedure.ts';

/** First and last local day of filing. */
const days = z
  .strictObject({ from: LocalDate, until: LocalDate })
  .refine(({ from, until }) => from <= until, { path: ['until'], params: { code: 'period' } });
const paged = { limit: Limit, cursor: Cursor };

/** By what is searched: one thing, which one key or a stretch of one holds. */
const Search = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('code'), code: z.string().max(60).regex(DOSSIER_CODE), ...paged }),
  z.strictObject({
    by: z.literal('name'),
    name: personal(z.string().trim().min(2).max(200), 'personName'),
    ...paged,
  }),
  z.strictObject({ by: z.literal('number'), number: z.union([PersonalId, TaxCode]), ...paged }),
  z.strictObject({
    by: z.literal('procedure'),
    procedureCode: ProcedureCode,
    days: days.optional(),
    ...paged,
  }),
  z.strictObject({ by: z.literal('days'), days, ...paged }),
]);

export const searchDossiers = operation({
  id: 'search-dossiers',
  area: 'desk',
  method: 'POST',
  path: '/v1/search',
  summary: { vi: 'Tìm hồ sơ', en: 'Find dossiers' },
  description:
    "By code, by how the name begins or the whole words with which it ends (without diacritics), by the whole number of the applicant's papers, by procedure, or by days of filing, at most 31. In the body, for names and numbers stand in no log of addresses.",
  callers: { officers: deskRoles },
  body: Search,
  status: 200,
  output: pageOf(DossierSummary),
  problems: ['cursor-invalid', 'invalid-request'],
  touches: { table: ['get', 'query', 'getMany'], indexes: ['find'] },
  examples: { request: { by: 'name', name: 'nguyen thi h' } },
});
