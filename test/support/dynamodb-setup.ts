import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { TestProject } from 'vitest/node';
import { readAssembly } from '../../infra/local/assembly.ts';
import { startDynamodb } from '../../infra/local/emulators/dynamodb.ts';
import { createTableInput } from '../../infra/local/provision.ts';

declare module 'vitest' {
  interface ProvidedContext {
    dynamodbUrl: string;
    tableInput: CreateTableCommandInput;
  }
}

const root = path.resolve(import.meta.dirname, '..', '..');

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

/** The table as the synthesized template states it, so that tests cannot drift from what is deployed. */
async function tableOfTemplate(): Promise<CreateTableCommandInput> {
  const directory = await mkdtemp(path.join(tmpdir(), 'motcua-synth-'));
  try {
    await promisify(execFile)(process.execPath, ['infra/app.ts'], {
      cwd: root,
      env: { ...process.env, CDK_OUTDIR: directory, CDK_CONTEXT_JSON: JSON.stringify({ stage: 'local' }) },
    });
    const context = { doorUrl: 'http://127.0.0.1', apiUrl: 'http://127.0.0.1', region: 'ap-southeast-1', accountId: '000000000000' };
    const [table] = readAssembly(directory, context).ofType('AWS::DynamoDB::Table');
    if (!table) throw new Error('the template has no table');
    return createTableInput(table);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** One DynamoDB Local in memory for the whole run; each test file makes its own table in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [tableInput, dynamodb] = await Promise.all([
    tableOfTemplate(),
    startDynamodb({
      port: await freePort(),
      dataDirectory: 'memory',
      toolsDirectory: path.join(root, '.motcua', 'tools'),
      onProgress: () => {},
    }),
  ]);
  project.provide('tableInput', tableInput);
  project.provide('dynamodbUrl', dynamodb.url);
  return dynamodb.stop;
}
