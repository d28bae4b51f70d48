import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleEvents } from '../../infra/events/sample-events.ts';
import { testEvent } from '../../shared/feed/test-event.ts';
import { account, policy, type Resources, region } from '../local/assembly-fixture.ts';
import { departmentAccount, openWorld, type World } from '../local/door-fixture.ts';

const root = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'shared/event/README.md'), 'utf8');
const printed = (language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)?.[1] ?? '';

const runs = (command: string, ...options: string[]): boolean =>
  spawnSync(command, options, { stdio: 'ignore' }).status === 0;

/** Debian's own where the one that comes first knows no boto3. */
const python = ['python3', '/usr/bin/python3'].find((one) => runs(one, '-c', 'import boto3'));

const snippets = [
  {
    language: 'sh',
    file: 'read.sh',
    command: 'bash',
    there: runs('aws', '--version') && runs('jq', '--version'),
  },
  { language: 'ts', file: 'read.mts', command: process.execPath, there: true },
  { language: 'python', file: 'read.py', command: python ?? 'python3', there: python !== undefined },
].map((snippet) => ({ ...snippet, runs: snippet.there || process.env.CI !== undefined }));

/** The queue of a department with what it may do there, as the events stack gives it. */
const queueOf = (name: string): Resources => ({
  [name]: { Type: 'AWS::SQS::Queue', Properties: { QueueName: `${name}.fifo`, FifoQueue: true } },
  [`${name}Policy`]: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: name }],
      PolicyDocument: policy({
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${departmentAccount}:root` },
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
        Resource: { 'Fn::GetAtt': [name, 'Arn'] },
      }),
    },
  },
});

const department = {
  name: 'justice',
  arn: `arn:aws:iam::${departmentAccount}:user/justice`,
  accountId: departmentAccount,
  accessKeyId: 'AKIAJUSTICE',
  secretAccessKey: 'secret-of-justice',
  policies: [
    {
      Version: '2012-10-17' as const,
      Statement: [{ Effect: 'Allow' as const, Action: ['sqs:*'], Resource: ['*'] }],
    },
  ],
};

const hoa = '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01';
const nam = '1c9f7b63-4b9f-4b4c-8e64-1e2d7b2f3f12';

/** By which a department tries its reading. */
const tested = testEvent({
  id: 'test-1',
  subject: '7c1b8f0a-52d3-4a76-8e19-6f4d2b9c0a13',
  agency: 'H25.03',
  at: new Date('2021-10-12T02:20:00.000Z'),
  correlationId: 'request-1',
});

/** An event of a dossier as it stands in a queue. */
function bodyOf(subject: string, sequence: number, status: string): string {
  const [sample] = sampleEvents;
  if (!sample) throw new Error('there is no event');
  const { name: _, ...event } = sample.event;
  return JSON.stringify({
    ...event,
    subject,
    sequence,
    id: `${subject}.${sequence}`,
    data: { ...event.data, status },
  });
}

let world: World;
beforeAll(async () => {
  world = await openWorld(Object.assign({}, ...snippets.map(({ language }) => queueOf(language))), () => [
    department,
  ]);
});
afterAll(() => world.close());

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

describe.each(snippets)('the snippet in $language', ({ language, file, command, runs: may }) => {
  const directory = mkdtempSync(path.join(tmpdir(), 'snippet-'));
  const queue = `${language}.fifo`;
  let delivery = 0;

  /** Puts an event into the queue; each time it is another message, as when the topic sends it again. */
  const put = (subject: string, sequence: number, status: string): void => {
    delivery += 1;
    world.emulator.sendMessage(queue, bodyOf(subject, sequence, status), {
      messageGroupId: subject,
      messageDeduplicationId: `delivery-${delivery}`,
    });
  };

  const waiting = (): number => {
    const messages = world.emulator.inspectQueue(queue)?.messages;
    return messages ? messages.ready.length + messages.inflight.length : -1;
  };

  /** Runs what is printed until it gives up, or has done so much. @returns what it said, line by line */
  async function read(enough: (said: string) => boolean) {
    writeFileSync(path.join(directory, file), printed(language));
    const child = spawn(command, [file], {
      cwd: directory,
      env: {
        PATH: process.env.PATH,
        AWS_ENDPOINT_URL: world.door.url,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ACCESS_KEY_ID: department.accessKeyId,
        AWS_SECRET_ACCESS_KEY: department.secretAccessKey,
        QUEUE_URL: `${world.door.url}/${account}/${queue}`,
      },
    });
    running.add(child);
    let [said, complaint] = ['', ''];
    child.stdout.on('data', (data) => {
      said += data;
    });
    child.stderr.on('data', (data) => {
      complaint += data;
    });
    await vi.waitUntil(() => child.exitCode !== null || enough(said), { timeout: 80_000, interval: 50 });
    return { said: said.split('\n').filter(Boolean), complaint };
  }

  beforeAll(() => {
    symlinkSync(path.join(root, 'node_modules'), path.join(directory, 'node_modules'));
  });

  it('is printed on the page', () => {
    expect(printed(language).split('\n').length).toBeGreaterThan(15);
  });

  // The AWS CLI takes a second to start, and much more where others work.
  it.runIf(may)(
    'handles each event once and in order, stops at a gap, and goes on when started again',
    { timeout: 180_000 },
    async () => {
      const group = { messageGroupId: tested.subject, messageDeduplicationId: tested.id };
      world.emulator.sendMessage(queue, JSON.stringify(tested), group);
      put(hoa, 1, 'submitted');
      put(nam, 4, 'processing');
      put(hoa, 2, 'received');
      put(hoa, 2, 'received');
      put(nam, 5, 'done');
      put(hoa, 4, 'done');
      const before = await read(() => false);
      expect(before.complaint).toContain(`${hoa}: 3 is missing`);
      expect(before.complaint).toContain('the test has come');
      put(nam, 5, 'done');
      put(nam, 6, 'returned');
      // What it could not handle is left: it is held back until its time is up, and then comes again.
      const after = await read((said) => said.includes(`${nam} 6`) && waiting() === 1);
      const said = [...before.said, ...after.said];
      const of = (subject: string) => said.filter((line) => line.startsWith(subject));
      expect(of(hoa)).toEqual([`${hoa} 1 submitted`, `${hoa} 2 received`]);
      expect(of(nam)).toEqual([`${nam} 4 processing`, `${nam} 5 done`, `${nam} 6 returned`]);
      expect(said).toHaveLength(5);
    },
  );
});
