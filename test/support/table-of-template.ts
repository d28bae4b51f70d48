import { createServer } from 'node:net';
import path from 'node:path';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { type Assembly, readAssembly } from '../../infra/local/assembly.ts';
import { startDynamodb } from '../../infra/local/emulators/dynamodb.ts';
import { createTableInput } from '../../infra/local/provision.ts';
import { keptDirectory } from '../../infra/machine.ts';
import { synthesize } from '../../infra/synthesize.ts';

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

/** What would be deployed, as the local run reads it. */
export async function assemblyOfTemplates(): Promise<Assembly> {
  const directory = await synthesize('local', path.join(keptDirectory, 'assemblies'));
  const local = 'http://127.0.0.1';
  const context = { doorUrl: local, apiUrl: local, region: 'ap-southeast-1', accountId: '000000000000' };
  return readAssembly(directory, context);
}

/** The table as a template states it. */
export function tableIn(assembly: Assembly): CreateTableCommandInput {
  const [table] = assembly.ofType('AWS::DynamoDB::Table');
  if (!table) throw new Error('the template has no table');
  return createTableInput(table);
}

/** The table as the synthesized template states it, so that tests cannot drift from what is deployed. */
export const tableOfTemplate = async (): Promise<CreateTableCommandInput> =>
  tableIn(await assemblyOfTemplates());

/** A DynamoDB Local in memory. */
export const startLocal = async () =>
  startDynamodb({
    port: await freePort(),
    dataDirectory: 'memory',
    toolsDirectory: keptDirectory,
    onProgress: () => {},
  });
