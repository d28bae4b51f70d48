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
 * The DynamoDB Local of a test file: it starts in a second, and ends with the process that runs the file. One for the whole run
 * would write ever more slowly, the more tables it has held.
 */
export const dynamodbUrl = lazily(async () => (await startLocal()).url);

/** Makes the table and points the clients of `shared/aws.ts` at it. Call in `beforeAll`, `stop` in `afterAll`. */
export async function startTable(): Promise<TestTable> {
  const tableName = `test-${randomUUID()}`;
  Object.assign(process.env, {
    AWS_REGION: 'ap-southeast-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: await dynamodbUrl(),
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
