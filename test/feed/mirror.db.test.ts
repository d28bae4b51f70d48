import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { handler as listDossierEvents } from '../../functions/feed/list-dossier-events.ts';
import { handler as listEvents } from '../../functions/feed/list-events.ts';
import { type Mirror, openMirror } from '../../infra/department/mirror.ts';
import { loggedEvents } from '../../infra/ops/republish.ts';
import { clientOf } from '../../shared/client/client.ts';
import { withVietnamOffset } from '../../shared/clock.ts';
import { filedStatuses } from '../../shared/dossier/status.ts';
import { loadFiled } from '../../shared/dossier/store.ts';
import { consume, type Finding, type Source, type Store } from '../../shared/feed/consumer.ts';
import { feedOf, missingAt } from '../../shared/feed/source.ts';
import { api } from '../../shared/operations.ts';
import { act } from '../support/agency-work.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, desk, officer, postDelivery, submitted } from '../support/filing.ts';

const agency = 'H25.03';
const leader = officer('lanh-dao');
const system = { sub: 'ht-stp', HoVaTen: 'Hệ thống', VaiTro: 'he-thong', MaCoQuan: agency };
const start = Date.parse('2021-10-11T01:00:00Z');
const hour = (hours: number): number => start + hours * 3_600_000;

/** The API over a network that loses an answer now and then, with functions that are busy now and then. */
let calls = 0;
async function overTheNetwork(url: string): Promise<Response> {
  const { pathname, searchParams } = new URL(url);
  const query = Object.fromEntries(searchParams);
  const [, dossierId] = /^\/v1\/dossiers\/([^/]+)\/events$/.exec(pathname) ?? [];
  const { status, headers, body } = dossierId
    ? await call(api.listDossierEvents, listDossierEvents, { claims: system, params: { dossierId }, query })
    : await call(api.listEvents, listEvents, { claims: system, params: { agency }, query });
  calls += 1;
  if (calls % 5 === 0) throw new TypeError('fetch failed');
  if (calls % 7 === 0) return new Response('{"message":"Service Unavailable"}', { status: 503 });
  return new Response(JSON.stringify(body), { status, headers });
}

const client = clientOf('https://api.example.vn', { wait: async () => {} });
const reader = { client, agency, token: async () => 'token' };

/** Runs a department until there is nothing more for now. */
async function catchUp(store: Store, source: Source = feedOf(reader), missing = missingAt(reader)) {
  const findings: Finding[] = [];
  const report = (finding: Finding) => findings.push(finding);
  let applied = 0;
  for (let waitSeconds = 0; waitSeconds === 0; ) {
    const run = await consume({ source, store, missing, report, now: () => new Date() });
    applied += run.applied;
    waitSeconds = run.waitSeconds;
  }
  return { applied, findings };
}

/** A queue that brings these messages, so many at once, and each again until it is acknowledged. */
function queueOf(messages: readonly unknown[], most = 10): Source {
  let left = messages;
  return {
    take: async () => ({
      events: left.slice(0, most),
      acknowledge: async () => {
        left = left.slice(most);
      },
      waitSeconds: left.length > most ? 0 : 20,
    }),
  };
}

let table: TestTable;
const filed: string[] = [];
/** What the department had of its dossiers before it went down, while it was, and when it was back. */
const applied: number[] = [];
const findings: Finding[] = [];
const mirror = openMirror(':memory:');

/** What happens to each dossier, an hour after the other. */
const life = [
  (id: string) => act(id, desk, { action: 'receive' }),
  (id: string) => act(id, caseOfficer, { action: 'startProcessing' }),
  (id: string) => act(id, leader, { action: 'assign', to: { subject: 'cb-2', name: 'Vũ Đức Anh' } }),
  (id: string) => act(id, leader, { action: 'finish' }),
];

/** A day and a half of work: the department reads every hour, but for 24 hours in which it is down. */
beforeAll(async () => {
  table = await startApi();
  vi.stubGlobal('fetch', overTheNetwork);
  vi.useFakeTimers({ toFake: ['Date'], now: hour(0) });
  for (let now = 0; now < 36; now++) {
    vi.setSystemTime(hour(now));
    filed.push(await submitted(undefined, now % 3 === 0 ? postDelivery : undefined));
    for (const [step, happens] of life.entries()) {
      const dossierId = filed[now - 1 - step];
      // One in three stays where it has come to after two steps.
      if (dossierId && (step < 2 || (now - 1 - step) % 3 !== 1)) await happens(dossierId);
    }
    if (now >= 5 && now < 29) continue;
    vi.setSystemTime(hour(now) + 120_000);
    const caughtUp = await catchUp(mirror);
    applied.push(caughtUp.applied);
    findings.push(...caughtUp.findings);
  }
}, 120_000);
afterAll(async () => {
  mirror.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  await table.stop();
});
afterEach(() => {
  vi.setSystemTime(hour(36));
});

/** All that has happened, as the ops team reads it. */
const log = () =>
  loggedEvents(
    { client: table.client, tableName: table.tableName },
    { agency, from: new Date(hour(-1)), until: new Date(hour(37)) },
  );

/** Holds a mirror to the table, dossier by dossier. */
async function expectRecord(mirrored: Mirror): Promise<void> {
  const dossiers = await Promise.all(filed.toSorted().map(loadFiled));
  expect(mirrored.dossiers()).toEqual(
    dossiers.map((dossier) => ({
      id: dossier.id,
      code: dossier.code,
      procedureCode: dossier.procedure.code,
      agency: dossier.procedure.agency,
      status: dossier.status,
      nationalStatus: filedStatuses[dossier.status].national,
      delivery: dossier.form.delivery.channel,
      channel: dossier.channel,
      dueAt: dossier.dueAt ? withVietnamOffset(dossier.dueAt) : null,
    })),
  );
  expect(await mirrored.reached(filed)).toEqual(
    new Map(dossiers.map(({ id, lastEvent }) => [id, lastEvent])),
  );
  expect((await mirrored.begin()).held).toEqual([]);
}

/** The same in any other order, by a seed. */
function shuffled<T>(ones: readonly T[], seed: number): readonly T[] {
  const place = (at: number): number => ((at + seed) * 7_919) % 10_007;
  return ones
    .map((one, at) => ({ one, at }))
    .toSorted((a, b) => place(a.at) - place(b.at))
    .map(({ one }) => one);
}

describe('the mirror of a department', () => {
  it('equals the record after an outage of a day, each event applied once', async () => {
    await expectRecord(mirror);
    expect(new Set(mirror.dossiers().map(({ status }) => status))).toEqual(
      new Set(['submitted', 'received', 'processing', 'done']),
    );
    const events = await log();
    expect(applied.reduce((sum, count) => sum + count)).toBe(events.length);
    // What happened in 25 hours came at once.
    expect(applied[5]).toBeGreaterThan(80);
    expect(findings).toEqual([]);
  });

  it('is made anew from the feed alone', async () => {
    const anew = openMirror(':memory:');
    await catchUp(anew);
    await expectRecord(anew);
    anew.close();
  });

  it('equals it whatever a queue repeats and however it mixes', async () => {
    const events = await log();
    for (const seed of [1, 2, 3]) {
      const anew = openMirror(':memory:');
      const run = await catchUp(anew, queueOf(shuffled([...events, ...events], seed)));
      await expectRecord(anew);
      expect(run).toEqual({ applied: events.length, findings: [] });
      anew.close();
    }
  });

  it('changes by no replay', async () => {
    expect(await catchUp(mirror, queueOf(await log()))).toEqual({ applied: 0, findings: [] });
    await expectRecord(mirror);
  });

  it('asks for what a queue has lost once it has waited, and holds the rest for so long', async () => {
    const events = await log();
    const anew = openMirror(':memory:');
    const [first] = filed;
    const left = events.filter(({ subject, sequence }) => subject !== first || sequence !== 2);
    await catchUp(anew, queueOf(left));
    expect((await anew.begin()).held.map(({ event }) => event.sequence)).toEqual([3, 4, 5]);
    expect(anew.dossiers().find(({ id }) => id === first)?.status).toBe('submitted');
    vi.setSystemTime(hour(36) + 59_999);
    expect((await catchUp(anew, queueOf([]))).applied).toBe(0);
    vi.setSystemTime(hour(36) + 60_000);
    expect(await catchUp(anew, queueOf([]))).toEqual({ applied: 4, findings: [] });
    await expectRecord(anew);
    anew.close();
  });

  it('says what nobody has, and goes on without it', async () => {
    const anew = openMirror(':memory:');
    const [first = ''] = filed;
    const left = (await log()).filter(({ subject, sequence }) => subject === first && sequence !== 2);
    await catchUp(anew, queueOf(left));
    vi.setSystemTime(hour(36) + 60_000);
    const run = await catchUp(anew, queueOf([]), async () => []);
    expect(run.findings).toEqual([{ kind: 'gap', dossierId: first, after: 1, before: 3 }]);
    expect(anew.dossiers()[0]?.status).toBe('done');
    expect((await anew.begin()).held).toEqual([]);
    anew.close();
  });

  it('hears again what it could not keep or acknowledge, and applies it once', async () => {
    const anew = openMirror(':memory:');
    const events = await log();
    const queue = queueOf(events, 1000);
    const fallsOver: Store = { ...anew, keep: async () => Promise.reject(new Error('disk full')) };
    await expect(catchUp(fallsOver, queue)).rejects.toThrow('disk full');
    expect(anew.dossiers()).toEqual([]);
    const hangsUp: Source = {
      take: async () => ({
        ...(await queue.take(undefined)),
        acknowledge: async () => Promise.reject(new Error('gone')),
      }),
    };
    await expect(catchUp(anew, hangsUp)).rejects.toThrow('gone');
    expect((await catchUp(anew, queue)).applied).toBe(0);
    await expectRecord(anew);
    anew.close();
  });

  it('passes over what its version does not know, and says so', async () => {
    const anew = openMirror(':memory:');
    const [first] = filed;
    const events = (await log()).filter(({ subject }) => subject === first);
    const type = 'vn.gov.hanam.motcua.dossier.translated.v1';
    const run = await catchUp(
      anew,
      queueOf(events.map((event) => (event.sequence === 2 ? { ...event, type } : event))),
    );
    expect(run).toMatchObject({ applied: 4, findings: [{ kind: 'unfit', event: { sequence: 2, type } }] });
    expect(anew.dossiers()[0]?.status).toBe('done');
    anew.close();
  });
});
