import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { Cursor, Limit, pageOf } from '../../http/page.ts';
import { RegisteredResult } from '../view.ts';

export const listResults = operation({
  id: 'list-results',
  area: 'issuing',
  method: 'GET',
  path: '/v1/results',
  summary: { vi: 'Sổ kết quả của cơ quan trong một năm', en: "The agency's register of results of a year" },
  description:
    "Every result that the caller's agency has signed in a year, by its number and without a gap: day, signer, abstract, and what has become of it.",
  callers: { officers: ['caseOfficer', 'agencyLeader', 'procedureControl'] },
  query: z.strictObject({
    year: z.coerce.number().int().min(2020).max(2100),
    limit: Limit,
    cursor: Cursor,
  }),
  status: 200,
  output: pageOf(RegisteredResult),
  problems: ['cursor-invalid'],
  touches: { table: ['getMany'], indexes: ['log'] },
});
