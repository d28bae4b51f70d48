import { PublishCommand } from '@aws-sdk/client-sns';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { lanesOf } from '../../infra/local/sources/lanes.ts';
import type { StreamReader, StreamRecord } from '../../infra/local/sources/stream-reader.ts';
import { streamSource } from '../../infra/local/sources/stream-source.ts';
import { sns } from '../../shared/aws.ts';
import { publishBatch } from '../../shared/event/publish.ts';
import { seeded } from '../support/seeded.ts';

const topic = mockClient(sns);
const DOSSIERS = 500;
const CHANGES = 6;
const SEED = 20_211_010;

/** A number of two digits more than it needs, so that texts sort as numbers do. */
const padded = (number: number, digits = 6): string => String(number).padStart(digits, '0');
const dossierId = (number: number): string => `0b8f6a52-3a8e-4a3b-9d53-${padded(number, 12)}`;

const event = (subject: string, sequence: number) => ({
  specversion: '1.0',
  id: `${subject}-${sequence}`,
  source: 'urn:motcua:H25',
  type: 'vn.gov.hanam.motcua.dossier.received.v1',
  subject,
  time: '2021-10-08T02:00:00.000Z',
  datacontenttype: 'application/json',
  sequence,
  correlationid: 'request-1',
  data: { agency: 'H25.03', delivery: 'desk' },
});

/** Each dossier changes some times, all of them in turns; the third change tells two things at once, as a delivery does. */
const changes = Array.from({ length: CHANGES }, (_, change) =>
  Array.from({ length: DOSSIERS }, (_, dossier) => {
    const subject = dossierId(dossier);
    const first = change < 3 ? change + 1 : change + 2;
    return change === 2 ? [event(subject, first), event(subject, first + 1)] : [event(subject, first)];
  }),
).flat();

let written = 0;
const record = (subject: string, SK: string, events: readonly object[]): StreamRecord & DynamoDBRecord => {
  written += 1;
  return {
    eventID: String(written),
    eventName: 'MODIFY',
    dynamodb: {
      SequenceNumber: padded(written, 12),
      Keys: { PK: { S: `DOSSIER#${subject}` }, SK: { S: SK } },
      NewImage: { outbox: { S: JSON.stringify(events) } },
    },
  };
};

/** The events with the dossier's own item, as they are written. */
const withTheDossier = () => changes.map((events) => record(events[0]?.subject ?? '', 'DOSSIER', events));

/** Each event as an item of its own, as it was once done. */
const apart = () =>
  changes.flatMap((events) =>
    events.map((one) => record(one.subject, `EVENT#${padded(one.sequence)}`, [one])),
  );

/** A stream that holds these records. */
const streamOf = (records: readonly StreamRecord[]): StreamReader => ({
  shards: async () => [{ ShardId: 'shard' }],
  iterator: async () => '0',
  read: async (from) => {
    const next = Number(from) + 1000;
    return { records: records.slice(Number(from), next), next: String(next) };
  },
});

/** What each dossier's subscribers get, once each, in the order in which it comes. */
async function heard(
  records: readonly (StreamRecord & DynamoDBRecord)[],
): Promise<readonly (readonly number[])[]> {
  const byId = new Map(records.map((one) => [one.eventID, one]));
  const source = streamSource({
    functionName: 'publish-events',
    openReader: async () => streamOf(records),
    checkpoints: { get: () => undefined, set: () => {} },
    batchSize: 100,
    lanes: 10,
    chance: seeded(SEED),
    filters: [],
    bisects: true,
    invoke: async (batch) => {
      const Records = batch.flatMap(({ eventID }) => byId.get(eventID) ?? []);
      const result = await publishBatch({ Records } satisfies DynamoDBStreamEvent);
      return { ok: true, result };
    },
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(() => source.pause());
  source.resume();
  const sent = () => topic.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input);
  const different = () => new Set(sent().map(({ MessageDeduplicationId }) => MessageDeduplicationId)).size;
  await expect.poll(different, { timeout: 20_000, interval: 100 }).toBe(DOSSIERS * (CHANGES + 1));
  const groups = Map.groupBy(sent(), ({ MessageGroupId }) => MessageGroupId);
  return [...groups.values()].map((messages) => [
    ...new Set(messages.map(({ Message = '' }): number => JSON.parse(Message).sequence)),
  ]);
}

beforeEach(() => {
  topic.reset();
  process.env.EVENTS_TOPIC_ARN = 'arn:aws:sns:ap-southeast-1:000000000000:events.fifo';
  // One call in twenty is refused, and some take longer than others.
  const chance = seeded(SEED);
  topic.on(PublishCommand).callsFake(async () => {
    if (chance() < 0.05) throw new Error('the topic is away');
    await new Promise((resolve) => setTimeout(resolve, chance() * 3));
    return { MessageId: 'm' };
  });
});

describe('500 dossiers through a stream that keeps nothing but the order of an item', () => {
  it('are heard of in sequence and without a gap, since their events travel with their own item', async () => {
    const stories = await heard(withTheDossier());
    expect(stories).toHaveLength(DOSSIERS);
    const expected = Array.from({ length: CHANGES + 1 }, (_, place) => place + 1);
    for (const story of stories) expect(story).toEqual(expected);
  }, 30_000);

  it('would be heard of in disorder, were each event an item of its own', async () => {
    const stories = await heard(apart());
    const disordered = stories.filter((story) => story.some((sequence, place) => sequence !== place + 1));
    expect(disordered.length).toBeGreaterThan(DOSSIERS / 10);
  }, 30_000);
});

describe('the lanes of a shard', () => {
  it('hold every record, some twice, and those of one item in their order', () => {
    const records = withTheDossier();
    const lanes = lanesOf(records, { lanes: 10, batchSize: 100, chance: seeded(SEED) });
    expect(lanes).toHaveLength(10);
    const seen = lanes.map((batches) => batches.flat());
    expect(new Set(seen.flat()).size).toBe(records.length);
    expect(seen.flat().length).toBeGreaterThan(records.length);
    for (const lane of seen) {
      const items = Map.groupBy(new Set(lane), ({ dynamodb }) => JSON.stringify(dynamodb.Keys));
      for (const ofItem of items.values()) {
        const numbers = ofItem.map(({ dynamodb }) => dynamodb.SequenceNumber);
        expect(numbers).toEqual(numbers.toSorted());
      }
    }
  });
});
