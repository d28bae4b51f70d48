import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startFauxqs } from 'fauxqs';
import { type Assembly, readAssembly } from '../../infra/local/assembly.ts';
import type { BusEvent } from '../../infra/local/door/bucket-events.ts';
import type { Principal } from '../../infra/local/door/identify.ts';
import { policiesOfRole } from '../../infra/local/door/policies.ts';
import { type Door, openDoor } from '../../infra/local/door.ts';
import { openSecrets } from '../../infra/local/secrets.ts';

const region = 'ap-southeast-1';
export const account = '000000000000';
export const departmentAccount = '111122223333';

type Properties = Record<string, unknown>;
export type Template = Record<string, { Type: string; Properties: Properties }>;

export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

export const policy = (...Statement: readonly Properties[]): Properties => ({
  Version: '2012-10-17',
  Statement,
});

export const allow = (Action: readonly string[], Resource: string, rest: Properties = {}): Properties => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...rest,
});

export const role = (name: string, ...statements: readonly Properties[]): Template[string] => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName: name, Policies: [{ PolicyName: 'grants', PolicyDocument: policy(...statements) }] },
});

/** Writes a template as the CDK does, and reads it as the local run does. */
export function assemblyOf(resources: Template): Assembly {
  const directory = mkdtempSync(path.join(tmpdir(), 'door-'));
  const artifacts = {
    test: {
      type: 'aws:cloudformation:stack',
      properties: { templateFile: 'test.template.json', stackName: 'test' },
    },
  };
  writeFileSync(path.join(directory, 'manifest.json'), JSON.stringify({ artifacts }));
  writeFileSync(path.join(directory, 'test.template.json'), JSON.stringify({ Resources: resources }));
  return readAssembly(directory, {
    doorUrl: 'http://127.0.0.1:1',
    apiUrl: 'http://127.0.0.1:2',
    region,
    accountId: account,
  });
}

/** The principal that holds a role of the template. */
export const holder = (assembly: Assembly, name: string): Principal => ({
  name,
  arn: `arn:aws:iam::${account}:role/${name}`,
  accountId: account,
  accessKeyId: `AKIA${name.toUpperCase()}`,
  secretAccessKey: `secret-of-${name}`,
  policies: policiesOfRole(assembly, name),
});

export type World = {
  readonly door: Door;
  readonly assembly: Assembly;
  readonly emulator: Awaited<ReturnType<typeof startFauxqs>>;
  readonly events: readonly BusEvent[];
  /** What an SDK client needs to come as this principal. */
  client(principal: { readonly accessKeyId: string; readonly secretAccessKey: string }): {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  close(): Promise<void>;
};

/** A door in front of the emulator of SQS, SNS and S3, with the queues, topics and buckets of the template. */
export async function openWorld(
  template: Template,
  principals: (assembly: Assembly) => readonly Principal[],
  upstreams: { readonly dynamodb?: string; readonly ses?: string } = {},
  now?: () => Date,
): Promise<World> {
  const assembly = assemblyOf(template);
  const emulator = await startFauxqs({ port: 0, logger: false, defaultRegion: region });
  for (const { name, properties } of assembly.ofType('AWS::SQS::Queue')) {
    const attributes: Record<string, string> = properties.FifoQueue === true ? { FifoQueue: 'true' } : {};
    emulator.createQueue(name, { attributes });
  }
  for (const { name } of assembly.ofType('AWS::SNS::Topic')) emulator.createTopic(name);
  for (const { name } of assembly.ofType('AWS::S3::Bucket')) emulator.createBucket(name);
  const events: BusEvent[] = [];
  const nowhere = 'http://127.0.0.1:9';
  const door = await openDoor({
    port: 0,
    assembly,
    upstreams: { dynamodb: nowhere, ses: nowhere, ...upstreams, aws: `http://127.0.0.1:${emulator.port}` },
    principals: principals(assembly),
    secrets: openSecrets(assembly, undefined, () => new Date('2026-01-02T03:04:05Z')),
    putEvent: (event) => events.push(event),
    ...(now && { now }),
  });
  return {
    door,
    assembly,
    emulator,
    events,
    client: ({ accessKeyId, secretAccessKey }) => ({
      endpoint: door.url,
      region,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 1,
      forcePathStyle: true,
    }),
    close: async () => {
      await door.close();
      await emulator.stop();
    },
  };
}
