import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { TEST_TYPE } from '../../shared/feed/test-event.ts';
import { anEvent } from '../support/events.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../shared/feed/README.md'), 'utf8');
const printed = /^```java\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? '';
const command = /^java -cp .* Reader\.java$/m.exec(page)?.[0] ?? '';
const jars = (/-cp (\S+)/.exec(command)?.[1] ?? '').split(':');

const [program = '', ...options] = command.split(' ');
const modules = spawnSync(program, ['--list-modules'], { encoding: 'utf8' }).stdout ?? '';
const isThere = modules.includes('jdk.compiler') && jars.every(existsSync);

const [hoa, nam] = ['0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01', '1c9f7b63-4b9f-4b4c-8e64-1e2d7b2f3f12'];
const event = (dossierId: string, sequence: number, status: string) => ({
  ...anEvent('dossier.received', { dossierId, status }, `${dossierId}.${sequence}`),
  sequence,
});
const test = {
  ...event(nam, 1, ''),
  type: TEST_TYPE,
  subject: '7c1b8f0a-52d3-4a76-8e19-6f4d2b9c0a13',
  data: {},
};

/** The feed by its cursors, each answered once with 503 first. */
const feed: Readonly<Record<string, object>> = {
  '': {
    items: [event(hoa, 1, 'submitted'), test, event(nam, 4, 'processing')],
    nextCursor: 'c1',
    waitSeconds: 0,
  },
  c1: { items: [event(hoa, 1, 'submitted'), event(hoa, 4, 'done')], nextCursor: 'c2', waitSeconds: 0 },
  c2: { items: [event(nam, 5, 'done')], nextCursor: 'c3', waitSeconds: 0 },
  c3: { items: [], nextCursor: 'c3', waitSeconds: 30 },
};
const asked: string[] = [];
let broken = false;
let server: Server;
let apiUrl = '';
beforeAll(async () => {
  server = createServer(({ url = '', headers }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://api');
    const cursor = searchParams.get('cursor') ?? '';
    const answer = (status: number, body: object) =>
      response
        .writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' })
        .end(JSON.stringify(body));
    asked.push(`${headers.authorization} ${pathname} ${cursor || (searchParams.get('after') ?? '')}`.trim());
    if (pathname === `/v1/dossiers/${hoa}/events`)
      return answer(200, { items: [event(hoa, 2, 'received'), event(hoa, 3, 'processing')] });
    if (asked.filter((one) => one === asked.at(-1)).length === 1) return answer(503, { code: 'busy' });
    if (broken && cursor === 'c2') return answer(403, { code: 'caller-not-allowed' });
    return answer(200, feed[cursor] ?? {});
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  apiUrl = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
});
afterAll(() => server.close());

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

const directory = mkdtempSync(path.join(tmpdir(), 'java-'));

/** Runs what is printed until it gives up, or has done so much. */
async function read(enough: () => boolean) {
  writeFileSync(path.join(directory, 'Reader.java'), printed);
  writeFileSync(path.join(directory, 'token'), 'a-token\n');
  const child = spawn(program, options, {
    cwd: directory,
    env: { PATH: process.env.PATH, API_URL: apiUrl, AGENCY: 'H25.03', TOKEN_FILE: 'token' },
  });
  running.add(child);
  let [said, complaint] = ['', ''];
  child.stdout.on('data', (data) => {
    said += data;
  });
  child.stderr.on('data', (data) => {
    complaint += data;
  });
  await vi.waitUntil(() => child.exitCode !== null || enough(), { timeout: 80_000, interval: 50 });
  return { said: said.split('\n').filter(Boolean), complaint };
}

it('the reader in Java is printed on the page, with how it is run', () => {
  expect(printed.split('\n').length).toBeGreaterThan(40);
  expect(jars).toHaveLength(3);
});

it.runIf(isThere || process.env.CI !== undefined)(
  'the reader in Java applies each event once and in order, asks for what is missing, and goes on where it stopped',
  { timeout: 180_000 },
  async () => {
    broken = true;
    const before = await read(() => false);
    expect(before.complaint).toContain('403');
    expect(before.complaint).toContain('the test has come');
    expect(before.said).toEqual([
      `${hoa} 1 submitted`,
      `${nam} 4 processing`,
      `${hoa} 2 received`,
      `${hoa} 3 processing`,
      `${hoa} 4 done`,
    ]);
    broken = false;
    const after = await read(() => asked.filter((one) => one.endsWith(' c3')).length === 2);
    expect(after.said).toEqual([`${nam} 5 done`]);
    expect(new Set(asked.map((one) => one.split(' ').slice(0, 2).join(' ')))).toEqual(
      new Set(['Bearer a-token']),
    );
    expect(JSON.parse(readFileSync(path.join(directory, 'mirror.json'), 'utf8'))).toMatchObject({
      dossiers: { [hoa]: { sequence: 4, status: 'done' }, [nam]: { sequence: 5, status: 'done' } },
    });
  },
);
