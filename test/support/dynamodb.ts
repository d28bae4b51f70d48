import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { lazily } from '../../shared/lazily.ts';
import { startLocal } from './table-of-template.ts';

/** A table of its own for a test file, made as the template states it. */
export type TestTable = {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly stop: () => Promise<void>;
};

/**
 * A DynamoDB Local of a file's own, which ends with the process that runs it, for those that write much: the one of the
 * whole run writes ever more slowly, the more tables it has held.
 */
export const ownDynamodb = lazily(async () => (await startLocal()).url);

/** Makes the table and points the clients of `shared/aws.ts` at it. Call in `beforeAll`, `stop` in `afterAll`. */
export async function startTable(endpoint = inject('dynamodbUrl')): Promise<TestTable> {
  const tableName = `test-${randomUUID()}`;
  Object.assign(process.env, {
    AWS_REGION: 'ap-southeast-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    TABLE_NAME: tableName,
  });
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  await client.send(new CreateTableCommand({ ...inject('tableInput'), TableName: tableName }));
  return {
    client,
    tableName,
    stop: async () => {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      client.destroy();
    },
  };
}
