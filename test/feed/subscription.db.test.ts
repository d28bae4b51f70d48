import { randomUUID } from 'node:crypto';
import { PublishCommand } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as publishEvents } from '../../functions/events/publish-events.ts';
import { handler as changeSubscription } from '../../functions/feed/change-subscription.ts';
import { handler as listEvents } from '../../functions/feed/list-events.ts';
import { handler as readSubscription } from '../../functions/feed/read-subscription.ts';
import { handler as replayEvents } from '../../functions/feed/replay-events.ts';
import { handler as testSubscription } from '../../functions/feed/test-subscription.ts';
import { queueAt } from '../../infra/department/queue.ts';
import { sns } from '../../shared/aws.ts';
import { localDateOf, toInstant } from '../../shared/clock.ts';
import type { CloudEvent } from '../../shared/dossier/events.ts';
import { chained, putEvent } from '../../shared/event/outbox.ts';
import { consume, type Finding, type Held, type Store } from '../../shared/feed/consumer.ts';
import { departmentQueueName } from '../../shared/feed/subscription.ts';
import { TEST_TYPE } from '../../shared/feed/test-event.ts';
import { api } from '../../shared/operations.ts';
import { subscriptionPK } from '../../shared/table/keys.ts';
import { commit } from '../../shared/table/transaction.ts';
import { type Answered, call } from '../support/call.ts';
import { departments } from '../support/departments.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { anEvent } from '../support/events.ts';
import { desk } from '../support/filing.ts';
import { seeded } from '../support/seeded.ts';

const start = Date.parse('2021-10-12T01:00:00Z');
const topic = mockClient(sns);
let table: TestTable;
let emulator: FauxqsServer;

beforeAll(async () => {
  table = await startApi();
  emulator = await startFauxqs({ port: 0, logger: false, defaultRegion: 'ap-southeast-1' });
  process.env.AWS_ENDPOINT_URL_SQS = `http://127.0.0.1:${emulator.port}`;
  process.env.EVENTS_TOPIC_ARN = 'arn:aws:sns:ap-southeast-1:000000000000:events.fifo';
});
afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL_SQS;
  await emulator.stop();
  await table.stop();
});
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: start }));
afterEach(() => vi.useRealTimers());

const system = (agency: string) => ({
  sub: `ht-${agency}`,
  VaiTro: 'he-thong',
  MaCoQuan: agency,
  HoVaTen: 'Hệ thống',
});

/** A department with a queue of its own. Each test has its own agency, so that it hears of nothing else. */
function department(agency: string, wanted: object = {}) {
  const name = departmentQueueName('local', agency);
  const deadLetters = `dead-${name}`;
  emulator.createQueue(deadLetters, { attributes: { FifoQueue: 'true' } });
  const deadLetterTargetArn = `arn:aws:sqs:ap-southeast-1:000000000000:${deadLetters}`;
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 });
  emulator.createQueue(name, { attributes: { FifoQueue: 'true', RedrivePolicy } });
  process.env.DEPARTMENTS = departments(agency, wanted);
  topic.reset();
  // The topic lets through what bears the agency, as its filter policy says.
  topic
    .on(PublishCommand)
    .callsFake(({ Message, MessageGroupId, MessageDeduplicationId, MessageAttributes }) => {
      if (MessageAttributes.agency?.StringValue === agency)
        emulator.sendMessage(name, Message, {
          messageGroupId: MessageGroupId,
          messageDeduplicationId: MessageDeduplicationId,
        });
      return { MessageId: 'message' };
    });
  const said = { claims: system(agency), params: { agency } };
  const client = new SQSClient({ useQueueUrlAsEndpoint: false });
  const source = queueAt(client, `https://sqs.ap-southeast-1.amazonaws.com/000000000000/${name}`);
  return {
    name,
    deadLetters,
    source,
    feed: (query: Record<string, string> = {}) => call(api.listEvents, listEvents, { ...said, query }),
    health: async () => (await call(api.readSubscription, readSubscription, said)).body,
    change: (action: string) =>
      call(api.changeSubscription, changeSubscription, { ...said, key: randomUUID(), body: { action } }),
    replay: (body: object, key = randomUUID()) =>
      call(api.replayEvents, replayEvents, { ...said, key, body }),
    test: () => call(api.testSubscription, testSubscription, { ...said, key: randomUUID() }),
    /** All that lies in the queue, as `a1`: dossier and number, in the order in which it comes. */
    async take(): Promise<readonly string[]> {
      const { events, acknowledge } = await source.take(undefined);
      if (events.length === 0) return [];
      await acknowledge?.();
      const told = events.map((event) => {
        const { id } = event as CloudEvent;
        return id.slice(id.indexOf(' ') + 1);
      });
      return [...told, ...(await this.take())];
    },
  };
}
type Department = ReturnType<typeof department>;

/** Ids of dossiers by the letters that stand for them here. */
const dossiers = new Map<string, string>();
const dossierOf = (name: string): string => {
  const id = dossiers.get(name) ?? randomUUID();
  dossiers.set(name, id);
  return id;
};

/** An event `a1`, the first of dossier a, at a time. */
function eventOf(agency: string, name: string, milliseconds: number, data: object = {}): CloudEvent {
  const [dossier, sequence] = [`${agency} ${name.replace(/\d+$/, '')}`, Number(/\d+$/.exec(name))];
  const event = anEvent(
    'dossier.received',
    { ...data, dossierId: dossierOf(dossier), agency },
    `${agency} ${name}`,
  );
  return { ...event, sequence, time: toInstant(new Date(milliseconds)) };
}

/** Writes it into the log. */
async function log(event: CloudEvent): Promise<CloudEvent> {
  const day = localDateOf(new Date(event.time));
  const [entry] = chained([event], { kind: 'system', worker: 'test' }, undefined);
  if (entry) await commit([putEvent(entry, { agency: event.data.agency, day })]);
  return event;
}

/** Hands it to the publisher. */
const publish = ({ name: _, ...event }: CloudEvent) =>
  publishEvents({
    Records: [{ dynamodb: { NewImage: { outbox: { S: JSON.stringify([event]) } } } }],
  });

const minutes = (count: number): number => start + count * 60_000;

/** Follows the cursors of a replay to its end. @returns how many events each page sent */
async function replayAll({ replay }: Department, body: object): Promise<readonly number[]> {
  const page = await replay(body);
  expect(page.status).toBe(200);
  const { events, nextCursor, waitSeconds } = page.body;
  vi.setSystemTime(Date.now() + waitSeconds * 1000);
  if (nextCursor === undefined) return [events];
  const { limit, dryRun } = body as { limit?: number; dryRun?: boolean };
  return [
    events,
    ...(await replayAll({ replay } as Department, { kind: 'cursor', cursor: nextCursor, limit, dryRun })),
  ];
}

describe('a replay into the queue', () => {
  it("sends what the log says from a time, each dossier's in its order, page by page", async () => {
    const office = department('H25.20');
    for (const [at, name] of ['a1', 'b1', 'a2', 'a3', 'b2'].entries())
      await log(eventOf('H25.20', name, minutes(at)));
    vi.setSystemTime(minutes(10));
    const from = toInstant(new Date(minutes(1)));
    expect(await replayAll(office, { kind: 'time', from, limit: 2 })).toEqual([2, 2, 0]);
    expect((await office.take()).toSorted()).toEqual(['a2', 'a3', 'b1', 'b2']);
  });

  it('sends what came out of order in order', async () => {
    const office = department('H25.21');
    await log(eventOf('H25.21', 'a2', minutes(0)));
    await log(eventOf('H25.21', 'a1', minutes(0) + 20_000));
    vi.setSystemTime(minutes(10));
    await replayAll(office, { kind: 'time', from: toInstant(new Date(start)), limit: 1 });
    // The second time that it told the first SQS took for a repeat.
    expect(await office.take()).toEqual(['a1', 'a2']);
  });

  it('sends a dossier from a number on, however old, and of no other agency', async () => {
    const office = department('H25.22');
    for (const name of ['a1', 'a2', 'a3', 'a4'])
      await log(eventOf('H25.22', name, Date.parse('2019-01-02T03:00:00Z')));
    const dossierId = dossierOf('H25.22 a');
    expect(await replayAll(office, { kind: 'dossier', dossierId, after: 1, limit: 2 })).toEqual([2, 1]);
    expect(await office.take()).toEqual(['a2', 'a3', 'a4']);
    await log(eventOf('H25.03', 'x1', start));
    const others = await office.replay({ kind: 'dossier', dossierId: dossierOf('H25.03 x') });
    expect(others.body).toMatchObject({ status: 404, code: 'dossier-not-found' });
  });

  it('is not lost on SQS, which drops for five minutes what it has had, and is one where it is repeated', async () => {
    const office = department('H25.23');
    await publish(await log(eventOf('H25.23', 'a1', start)));
    expect(await office.take()).toEqual(['a1']);
    vi.setSystemTime(minutes(2));
    const whole = { kind: 'time', from: toInstant(new Date(start)), limit: 1 };
    const { nextCursor: cursor } = (await office.replay(whole)).body;
    expect(await office.take()).toEqual(['a1']);
    await office.replay(whole);
    expect(await office.take()).toEqual(['a1']);
    // What nobody has answered is sent again with the same cursor.
    await log(eventOf('H25.23', 'a2', start + 1));
    for (let time = 0; time < 3; time++) await office.replay({ kind: 'cursor', cursor, limit: 1 });
    expect(await office.take()).toEqual(['a2']);
  });

  it('holds to the filter of the subscription', async () => {
    const office = department('H25.24', { procedures: ['1.000001'], types: ['dossier.received'] });
    await log(eventOf('H25.24', 'a1', start, { procedureCode: '1.000001' }));
    await log(eventOf('H25.24', 'b1', start));
    vi.setSystemTime(minutes(2));
    expect(await replayAll(office, { kind: 'time', from: toInstant(new Date(start)) })).toEqual([1]);
    expect(await office.take()).toEqual(['a1']);
  });

  it('says how many it would send, and sends none', async () => {
    const office = department('H25.25');
    for (const name of ['a1', 'a2', 'b1']) await log(eventOf('H25.25', name, start));
    vi.setSystemTime(minutes(2));
    const whole = { kind: 'time', from: toInstant(new Date(start)), dryRun: true };
    expect((await office.replay(whole)).body).toMatchObject({ events: 3, dossiers: 2, waitSeconds: 0 });
    expect(await office.take()).toEqual([]);
    expect((await office.health()).deeds).toEqual([]);
    // Its cursors are of a replay that sends none.
    const { nextCursor: cursor } = (await office.replay({ ...whole, limit: 1 })).body;
    expect((await office.replay({ kind: 'cursor', cursor })).body.code).toBe('cursor-invalid');
  });

  it('begins no further back than the feed', async () => {
    const office = department('H25.26');
    const late = await office.replay({ kind: 'time', from: '2021-09-01T00:00:00+07:00' });
    expect(late.body).toMatchObject({ status: 410, code: 'events-expired' });
  });
});

describe('a queue that is suspended', () => {
  it('gets nothing that happens from then on; resumed, it gets that by a replay, and the rest as before', async () => {
    const office = department('H25.30');
    await log(eventOf('H25.30', 'a1', minutes(0)));
    await publish(await log(eventOf('H25.30', 'a2', minutes(1))));
    vi.setSystemTime(minutes(2));
    expect((await office.change('suspend')).body).toEqual({
      from: '2021-10-12T08:02:00+07:00',
      until: null,
      cursor: null,
    });
    // What happened before, and was late, still comes.
    await publish(eventOf('H25.30', 'a1', minutes(0)));
    expect(await office.take()).toEqual(['a2', 'a1']);
    vi.setSystemTime(minutes(3));
    const kept = await log(eventOf('H25.30', 'a3', minutes(3)));
    await publish(kept);
    expect(await office.take()).toEqual([]);
    // Our own consumers heard of all three.
    expect(topic.commandCalls(PublishCommand)).toHaveLength(3);
    expect((await office.health()).queue).toMatchObject({ delivery: 'suspended', keptBack: { until: null } });

    vi.setSystemTime(minutes(5));
    const { cursor, until } = (await office.change('resume')).body;
    expect(until).toBe('2021-10-12T08:06:00+07:00');
    expect((await office.health()).queue).toMatchObject({ delivery: 'behind', keptBack: { cursor, until } });
    await publish(await log(eventOf('H25.30', 'a4', minutes(5) + 30_000)));
    vi.setSystemTime(minutes(6));
    await publish(await log(eventOf('H25.30', 'a5', minutes(6))));
    expect(await office.take()).toEqual(['a5']);
    expect(await replayAll(office, { kind: 'cursor', cursor })).toEqual([1, 0, 1]);
    expect(await office.take()).toEqual(['a3', 'a4']);
    expect((await office.health()).queue).toMatchObject({ delivery: 'live', keptBack: null });
  });

  it('keeps what a suspension held back though another comes before its replay', async () => {
    const office = department('H25.31');
    await office.change('suspend');
    vi.setSystemTime(minutes(1));
    await publish(await log(eventOf('H25.31', 'a1', minutes(1))));
    await office.change('resume');
    vi.setSystemTime(minutes(10));
    expect((await office.change('suspend')).body.from).toBe('2021-10-12T08:00:00+07:00');
    vi.setSystemTime(minutes(20));
    const { cursor } = (await office.change('resume')).body;
    await replayAll(office, { kind: 'cursor', cursor });
    expect(await office.take()).toEqual(['a1']);
  });

  it('is suspended once, and resumed when it is suspended', async () => {
    const office = department('H25.32');
    const refused = { status: 409, code: 'subscription-not-allowed' };
    expect((await office.change('resume')).body).toMatchObject(refused);
    await office.change('suspend');
    expect((await office.change('suspend')).body).toMatchObject(refused);
    await office.change('resume');
    expect((await office.change('resume')).body).toMatchObject(refused);
  });

  it('is not made up for by a replay of less, nor by one that sent none', async () => {
    const office = department('H25.33');
    await office.change('suspend');
    vi.setSystemTime(minutes(5));
    await office.change('resume');
    vi.setSystemTime(minutes(10));
    const behind = { delivery: 'behind' };
    await replayAll(office, { kind: 'time', from: toInstant(new Date(minutes(1))) });
    expect((await office.health()).queue).toMatchObject(behind);
    await replayAll(office, { kind: 'time', from: toInstant(new Date(start)), dryRun: true });
    expect((await office.health()).queue).toMatchObject(behind);
    await replayAll(office, { kind: 'time', from: toInstant(new Date(start)) });
    expect((await office.health()).queue).toMatchObject({ delivery: 'live' });
  });

  it.each([1, 2, 3])(
    'loses nothing, and gives nothing twice to who reads by the consumer, whatever is late: %i',
    { timeout: 120_000 },
    async (seed) => {
      const agency = `H25.4${seed}`;
      const office = department(agency);
      const random = seeded(seed);
      const between = (least: number, most: number) => Math.floor(least + random() * (most - least));
      const happens: { readonly at: number; readonly run: () => Promise<unknown> }[] = [];
      const plan = (at: number, run: () => Promise<unknown>) => happens.push({ at, run });

      // Each call ends within 30 seconds of its time, and is published soon, or when an outage is over.
      const written = new Set<string>();
      for (const dossier of ['a', 'b', 'c', 'd', 'e', 'f']) {
        let time = start + between(0, 120_000);
        let published = 0;
        for (let sequence = 1; sequence <= 10; sequence++) {
          const event = eventOf(agency, `${dossier}${sequence}`, time);
          const end = time + between(50, 5_000);
          const late = random() < 0.1 ? between(600_000, 3_600_000) : between(10, 5_000);
          // The stream keeps the order of a dossier.
          published = Math.max(published, end + late);
          plan(end, () => log(event));
          plan(published, () => publish(event));
          written.add(event.id);
          time = end + between(1_000, 240_000);
        }
      }
      for (const at of [4, 16]) {
        plan(minutes(at), () => office.change('suspend'));
        plan(minutes(at + 8), async () => {
          const { cursor } = (await office.change('resume')).body;
          const goOn = (next: string) => async () => {
            const { nextCursor, waitSeconds } = (
              await office.replay({ kind: 'cursor', cursor: next, limit: 7 })
            ).body;
            if (nextCursor) plan(Date.now() + 1 + waitSeconds * 1000, goOn(nextCursor));
          };
          plan(Date.now() + between(1, 60_000), goOn(cursor));
        });
      }
      while (happens.length > 0) {
        const next = happens.reduce((one, other) => (other.at < one.at ? other : one));
        happens.splice(happens.indexOf(next), 1);
        vi.setSystemTime(Math.max(next.at, Date.now()));
        await next.run();
      }

      const heard: CloudEvent[] = [];
      const findings: Finding[] = [];
      const reached = new Map<string, number>();
      let held: readonly Held[] = [];
      const store: Store = {
        begin: async () => ({ cursor: undefined, held }),
        reached: async () => new Map(reached),
        keep: async (kept) => {
          heard.push(...kept.events);
          for (const [dossier, sequence] of kept.reached) reached.set(dossier, sequence);
          held = kept.held;
        },
      };
      const missing = async () => [];
      const report = (finding: Finding) => findings.push(finding);
      for (let run = 0; run < 40; run++)
        await consume({ source: office.source, store, missing, report, now: () => new Date() });
      expect([findings, held]).toEqual([[], []]);
      expect(heard.map(({ id }) => id).toSorted()).toEqual([...written].toSorted());
      expect((await office.health()).queue).toMatchObject({ delivery: 'live', waiting: 0, inFlight: 0 });
    },
  );
});

describe('a test event', () => {
  it('comes into the queue at once, past filter and suspension, and is told apart by the consumer', async () => {
    const office = department('H25.50', { types: ['dossier.done'] });
    await office.change('suspend');
    const { body } = await office.test();
    expect(body).toEqual({ id: expect.any(String), type: TEST_TYPE, queued: true });
    const findings: Finding[] = [];
    const kept: unknown[] = [];
    await consume({
      source: office.source,
      store: {
        begin: async () => ({ cursor: undefined, held: [] }),
        reached: async () => new Map(),
        keep: async ({ events, reached, held }) => void kept.push(...events, ...reached, ...held),
      },
      missing: async () => [],
      report: (finding) => findings.push(finding),
      now: () => new Date(),
    });
    expect(findings).toMatchObject([{ kind: 'test', event: { id: body.id, type: TEST_TYPE } }]);
    expect(kept).toEqual([]);
    expect((await office.health()).queue).toMatchObject({ waiting: 0, inFlight: 0 });
  });

  it('is told by the feed once, a minute later, in its place between others', async () => {
    const office = department('H25.51');
    await log(eventOf('H25.51', 'a1', start - 1000));
    const { id } = (await office.test()).body;
    await log(eventOf('H25.51', 'a2', start + 1000));
    const told = ({ body }: Answered) => body.items.map((event: CloudEvent) => event.id);
    const first = await office.feed();
    expect(told(first)).toEqual([]);
    vi.setSystemTime(minutes(1) + 500);
    const second = await office.feed({ cursor: first.body.nextCursor });
    expect(told(second)).toEqual(['H25.51 a1', id]);
    vi.setSystemTime(minutes(3));
    const third = await office.feed({ cursor: second.body.nextCursor });
    expect(told(third)).toEqual(['H25.51 a2']);
    expect(told(await office.feed({ cursor: third.body.nextCursor }))).toEqual([]);
    expect(told(await office.feed({ type: TEST_TYPE }))).toEqual([id]);
    expect(told(await office.feed({ limit: '1' }))).toEqual(['H25.51 a1']);
  });

  it('comes over the feed alone to who has no queue', async () => {
    department('H25.52');
    process.env.DEPARTMENTS = departments('H25.03');
    const said = { claims: system('H25.52'), params: { agency: 'H25.52' } };
    const { body } = await call(api.testSubscription, testSubscription, { ...said, key: randomUUID() });
    expect(body.queued).toBe(false);
    expect((await call(api.readSubscription, readSubscription, said)).body.queue).toBeNull();
  });
});

describe('the health of a subscription', () => {
  it('says what lies in the queue, how old it is where that can be told, and what it asks for', async () => {
    const office = department('H25.60', { fields: ['Hộ tịch'] });
    expect((await office.health()).queue).toEqual({
      delivery: 'live',
      only: { fields: ['Hộ tịch'] },
      waiting: 0,
      inFlight: 0,
      deadLetters: 0,
      oldestSeconds: 0,
      keptBack: null,
    });
    for (const group of ['a', 'b'])
      emulator.sendMessage(office.name, '{}', { messageGroupId: group, messageDeduplicationId: group });
    emulator.sendMessage(office.deadLetters, '{}', { messageGroupId: 'a', messageDeduplicationId: 'a' });
    await office.source.take(undefined);
    emulator.sendMessage(office.name, '{}', { messageGroupId: 'c', messageDeduplicationId: 'c' });
    expect((await office.health()).queue).toMatchObject({
      waiting: 1,
      inFlight: 2,
      deadLetters: 1,
      oldestSeconds: null,
    });
  });

  it('says how far the feed was read and how old is what was not, noted every five minutes at most', async () => {
    const office = department('H25.61');
    const unread = { readAt: null, reached: null, oldestSeconds: null };
    expect((await office.health()).feed).toEqual(unread);
    await log(eventOf('H25.61', 'a1', start));
    vi.setSystemTime(minutes(2));
    const { nextCursor: cursor } = (await office.feed()).body;
    const noted = { readAt: '2021-10-12T08:02:00+07:00', reached: '2021-10-12T08:01:00+07:00' };
    expect((await office.health()).feed).toEqual({ ...noted, oldestSeconds: 0 });
    await log(eventOf('H25.61', 'a2', minutes(3)));
    vi.setSystemTime(minutes(6));
    await office.feed({ cursor });
    expect((await office.health()).feed).toEqual({ ...noted, oldestSeconds: 180 });
    vi.setSystemTime(minutes(7));
    // Who begins anew does not take back how far another has come.
    const anew = { readAt: '2021-10-12T08:07:00+07:00', reached: noted.reached };
    await office.feed({ limit: '1' });
    expect((await office.health()).feed).toMatchObject(anew);
    vi.setSystemTime(minutes(12));
    await office.feed({ cursor });
    expect((await office.health()).feed).toMatchObject({
      reached: '2021-10-12T08:11:00+07:00',
      oldestSeconds: 0,
    });
  });

  it('says what was done with it, and the table by whom', async () => {
    const office = department('H25.62');
    await office.change('suspend');
    vi.setSystemTime(minutes(1));
    await office.change('resume');
    vi.setSystemTime(minutes(2));
    await office.test();
    vi.setSystemTime(minutes(3));
    await office.replay({ kind: 'time', from: toInstant(new Date(start)) });
    const { deeds } = await office.health();
    expect(deeds.map(({ deed }: { deed: string }) => deed)).toEqual(['replay', 'test', 'resume', 'suspend']);
    expect(deeds[0]).toEqual({ deed: 'replay', at: '2021-10-12T08:03:00+07:00', role: 'departmentSystem' });
    const { Items } = await table.client.send(
      new QueryCommand({
        TableName: table.tableName,
        KeyConditionExpression: 'PK = :subscription',
        ExpressionAttributeValues: { ':subscription': subscriptionPK('H25.62') },
      }),
    );
    expect(Items?.map(({ by }) => by.subject)).toEqual(Array(4).fill('ht-H25.62'));
  });

  it("is an agency's own, as all that is done with it", async () => {
    department('H25.63');
    const asks = [
      [api.readSubscription, readSubscription, undefined],
      [api.changeSubscription, changeSubscription, { action: 'suspend' }],
      [api.replayEvents, replayEvents, { kind: 'time', from: toInstant(new Date(start)) }],
      [api.testSubscription, testSubscription, undefined],
    ] as const;
    for (const [operation, handler, body] of asks)
      for (const claims of [system('H25.64'), { ...desk, MaCoQuan: 'H25.63' }]) {
        const answer = await call(operation, handler, {
          claims,
          params: { agency: 'H25.63' },
          key: randomUUID(),
          body,
        });
        expect(answer.body).toMatchObject({ status: 403, code: 'caller-not-allowed' });
      }
  });
});
