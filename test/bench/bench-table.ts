import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { importCalendar } from '../../infra/ops/calendar.ts';
import { importCatalogue } from '../../infra/ops/catalogue.ts';
import { importItemCodes } from '../../infra/ops/import-item-codes.ts';
import { allotted } from '../../infra/partners/postal-orders.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import type { Procedure } from '../../shared/procedure/procedure.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startLocal, tableOfTemplate } from '../support/table-of-template.ts';
import { functionEnvironment } from './function-environment.ts';

/** A DynamoDB Local with the deployed table in it with catalogue and calendar, and this process's environment that of a function.
 * @param reach where AWS is to be reached, given where DynamoDB Local is */
export async function startBenchTable(
  reach: (dynamodbUrl: string) => Promise<string>,
  procedures: readonly Procedure[] = catalogue,
): Promise<TestTable> {
  const tableInput = await tableOfTemplate();
  const dynamodb = await startLocal();
  const environment = functionEnvironment(await reach(dynamodb.url));
  Object.assign(process.env, environment);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const tableName = process.env.TABLE_NAME ?? '';
  await client.send(new CreateTableCommand({ ...tableInput, TableName: tableName }));
  await importCatalogue({ client, tableName }, procedures);
  await importCalendar({ client, tableName });
  await importItemCodes({ client, tableName }, allotted);
  return { client, tableName, stop: dynamodb.stop };
}
