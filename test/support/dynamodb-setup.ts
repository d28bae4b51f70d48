import { createServer } from 'node:net';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { TestProject } from 'vitest/node';
import { startDynamodb } from '../../infra/local/emulators/dynamodb.ts';
import { keptDirectory } from '../../infra/machine.ts';
import { tableOfTemplate } from './table-of-template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    dynamodbUrl: string;
    tableInput: CreateTableCommandInput;
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });

/** One DynamoDB Local in memory for the whole run; each test file makes its own table in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('tableInput', await tableOfTemplate());
  const dynamodb = await startDynamodb({
    port: await freePort(),
    dataDirectory: 'memory',
    toolsDirectory: keptDirectory,
    onProgress: () => {},
  });
  project.provide('dynamodbUrl', dynamodb.url);
  return dynamodb.stop;
}
