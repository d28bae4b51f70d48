import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startFauxqs } from 'fauxqs';
import type { Assembly } from '../../infra/local/assembly.ts';
import type { BusEvent } from '../../infra/local/bus-event.ts';
import { type Door, type DoorOptions, openDoor } from '../../infra/local/door.ts';
import { policiesOfRole } from '../../infra/local/iam/policies.ts';
import type { Credentials, Principal } from '../../infra/local/iam/principals.ts';
import { account, anAssembly, type Resources, region } from './assembly-fixture.ts';

export const departmentAccount = '111122223333';

export const assemblyOf = (Resources: Resources): Assembly => anAssembly({ test: { Resources } });

/** The principal that holds a role of the template. */
export const holder = (assembly: Assembly, name: string): Principal => ({
  name,
  arn: `arn:aws:iam::${account}:role/${name}`,
  accountId: account,
  accessKeyId: `ASIA${name.toUpperCase()}`,
  secretAccessKey: `secret-of-${name}`,
  sessionToken: `session-of-${name}`,
  ...policiesOfRole(assembly, name),
});

export type World = {
  readonly door: Door;
  readonly assembly: Assembly;
  readonly emulator: Awaited<ReturnType<typeof startFauxqs>>;
  readonly events: readonly BusEvent[];
  /** Where the door keeps objects. */
  readonly objectsDirectory: string;
  /** What an SDK client needs to come with these credentials. */
  client(credentials: Credentials): {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: Credentials;
    readonly maxAttempts: number;
  };
  close(): Promise<void>;
};

type Options = Partial<Pick<DoorOptions, 'now' | 'metersCapacity' | 'indexLag'>> & {
  readonly dynamodb?: string;
  readonly ses?: string;
};

const neverBehind = { milliseconds: 0, chance: () => 0 };

/** A door in front of the emulator of SQS and SNS, with the queues and topics of the template. */
export async function openWorld(
  template: Resources,
  principals: (assembly: Assembly) => readonly Principal[],
  { dynamodb = 'http://127.0.0.1:9', ses = 'http://127.0.0.1:9', ...options }: Options = {},
): Promise<World> {
  const assembly = assemblyOf(template);
  const emulator = await startFauxqs({ port: 0, logger: false, defaultRegion: region });
  for (const { name, properties } of assembly.ofType('AWS::SQS::Queue')) {
    const attributes: Record<string, string> = properties.FifoQueue ? { FifoQueue: 'true' } : {};
    emulator.createQueue(name, { attributes });
  }
  for (const { name } of assembly.ofType('AWS::SNS::Topic')) emulator.createTopic(name);
  const events: BusEvent[] = [];
  const objectsDirectory = mkdtempSync(path.join(tmpdir(), 'objects-'));
  const messages = `http://127.0.0.1:${emulator.port}`;
  const door = await openDoor({
    port: 0,
    assembly,
    backends: { dynamodb, ses, sns: messages, sqs: messages },
    principals: principals(assembly),
    objectsDirectory,
    putEvent: (event) => events.push(event),
    indexLag: neverBehind,
    ...options,
  });
  return {
    door,
    assembly,
    emulator,
    events,
    objectsDirectory,
    client: ({ accessKeyId, secretAccessKey, sessionToken }) => ({
      endpoint: door.url,
      region,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
      maxAttempts: 1,
      forcePathStyle: true,
    }),
    close: async () => {
      await door.close();
      await emulator.stop();
    },
  };
}

/** What a promise is rejected with. */
export const refusal = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => {
      throw new Error('it was allowed');
    },
    (cause: Error) => cause,
  );
