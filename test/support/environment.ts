import { importCalendar } from '../../infra/ops/calendar.ts';
import { importCatalogue } from '../../infra/ops/catalogue.ts';
import { type Allotment, importItemCodes } from '../../infra/ops/import-item-codes.ts';
import { allotted } from '../../infra/partners/postal-orders.ts';
import { caller, limits } from '../../infra/settings/province.ts';
import type { Procedure } from '../../shared/procedure/procedure.ts';
import { startTable, type TestTable } from './dynamodb.ts';

/** A table with calendar, item codes and catalogue in it, or with these procedures, and the environment that the functions of the API are given. */
export async function startApi(
  procedures?: readonly Procedure[],
  itemCodes: readonly Allotment[] = [allotted],
): Promise<TestTable> {
  const table = await startTable();
  Object.assign(process.env, {
    IDENTITY: JSON.stringify(caller),
    LIMITS: JSON.stringify(limits),
    PUBLIC_URL: 'http://127.0.0.1:4800',
    DOCUMENTS_BUCKET: 'documents',
  });
  const target = { client: table.client, tableName: table.tableName };
  await importCatalogue(target, procedures);
  await importCalendar(target);
  for (const range of itemCodes) await importItemCodes(target, range);
  return table;
}
