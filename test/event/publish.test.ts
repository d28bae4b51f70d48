import { PublishCommand } from '@aws-sdk/client-sns';
import type { DynamoDBRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { sns } from '../../shared/aws.ts';
import { publishBatch } from '../../shared/event/publish.ts';

const topic = mockClient(sns);
const now = () => new Date('2021-10-08T02:00:01Z');

beforeEach(() => {
  topic.reset();
  process.env.EVENTS_TOPIC_ARN = 'arn:aws:sns:ap-southeast-1:000000000000:events.fifo';
});

const dossiers = {
  one: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
  two: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e02',
} as const;

const eventOf = (dossierId: string, sequence: number) => ({
  specversion: '1.0',
  id: `${dossierId.slice(-2)}-${sequence}`,
  source: 'urn:motcua:H25',
  type: 'vn.gov.hanam.motcua.dossier.received.v1',
  subject: dossierId,
  time: '2021-10-08T02:00:00.000Z',
  datacontenttype: 'application/json',
  sequence,
  correlationid: 'request-1',
  data: {
    dossierId,
    dossierCode: 'H25.03-211008-0001',
    procedureCode: '2.000488',
    field: 'Lý lịch tư pháp',
    agency: 'H25.03',
    status: 'received',
    nationalStatus: 2,
    occurredAt: '2021-10-08T09:00:00+07:00',
    delivery: 'post',
  },
});

/** A change of a dossier, as the stream tells it, with these events. */
const record = (
  dossierId: string,
  sequence: number,
  events: readonly object[] = [eventOf(dossierId, sequence)],
): DynamoDBRecord => ({
  eventName: 'MODIFY',
  dynamodb: {
    SequenceNumber: `${dossierId.slice(-2)}${sequence}`,
    Keys: { PK: { S: `DOSSIER#${dossierId}` }, SK: { S: 'DOSSIER' } },
    NewImage: { outbox: { S: JSON.stringify(events) } },
  },
});

const sentIds = () =>
  topic.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input.MessageDeduplicationId);

describe('the publisher', () => {
  it('sends each event once, grouped by dossier, with what subscribers filter by', async () => {
    topic.on(PublishCommand).resolves({ MessageId: 'm' });
    expect(await publishBatch({ Records: [record(dossiers.one, 1)] }, { now })).toEqual({
      batchItemFailures: [],
    });
    const [{ input }] = topic.commandCalls(PublishCommand)[0]?.args ?? [{ input: undefined }];
    expect(input).toMatchObject({
      TopicArn: 'arn:aws:sns:ap-southeast-1:000000000000:events.fifo',
      MessageGroupId: dossiers.one,
      MessageDeduplicationId: '01-1',
      MessageAttributes: {
        type: { DataType: 'String', StringValue: 'dossier.received' },
        agency: { DataType: 'String', StringValue: 'H25.03' },
        procedure: { DataType: 'String', StringValue: '2.000488' },
        field: { DataType: 'String', StringValue: 'Lý lịch tư pháp' },
        delivery: { DataType: 'String', StringValue: 'post' },
      },
    });
    expect(JSON.parse(input?.Message ?? '')).toEqual(eventOf(dossiers.one, 1));
  });

  it('keeps the order of a dossier: after a failure nothing more of it leaves, and others go on', async () => {
    topic.on(PublishCommand).resolves({ MessageId: 'm' });
    topic.on(PublishCommand, { MessageDeduplicationId: '01-2' }).rejects(new Error('throttled'));
    const Records = [
      record(dossiers.one, 1),
      record(dossiers.one, 2),
      record(dossiers.two, 1),
      record(dossiers.one, 3),
      record(dossiers.two, 2),
    ];
    expect(await publishBatch({ Records }, { now })).toEqual({
      batchItemFailures: [{ itemIdentifier: '012' }],
    });
    expect(sentIds().sort()).toEqual(['01-1', '01-2', '02-1', '02-2']);
  });

  it('reports the earliest of several failures, so that the stream comes again from there', async () => {
    topic.on(PublishCommand).rejects(new Error('down'));
    const Records = [record(dossiers.two, 1), record(dossiers.one, 1)];
    expect(await publishBatch({ Records }, { now })).toEqual({
      batchItemFailures: [{ itemIdentifier: '021' }],
    });
  });

  it('sends the events of one change in their order, and none when the change tells nothing', async () => {
    topic.on(PublishCommand).resolves({ MessageId: 'm' });
    const both = [eventOf(dossiers.one, 2), eventOf(dossiers.one, 3)];
    const silent = { ...record(dossiers.two, 1), dynamodb: { NewImage: {}, SequenceNumber: '1' } };
    const Records = [record(dossiers.one, 1), record(dossiers.one, 2, both), silent];
    expect(await publishBatch({ Records }, { now })).toEqual({ batchItemFailures: [] });
    expect(sentIds()).toEqual(['01-1', '01-2', '01-3']);
  });

  it('sends what a newer version committed, though it does not know it: the catalogue is held at the commit', async () => {
    topic.on(PublishCommand).resolves({ MessageId: 'm' });
    const newer = { ...eventOf(dossiers.one, 1), type: 'vn.gov.hanam.motcua.dossier.newer.v1' };
    expect(await publishBatch({ Records: [record(dossiers.one, 1, [newer])] }, { now })).toEqual({
      batchItemFailures: [],
    });
    expect(sentIds()).toEqual(['01-1']);
  });

  it('never sends what is no event', async () => {
    topic.on(PublishCommand).resolves({ MessageId: 'm' });
    const { sequence: _, ...poison } = eventOf(dossiers.one, 1);
    const answer = await publishBatch(
      { Records: [record(dossiers.one, 1, [poison]), record(dossiers.two, 1)] },
      { now },
    );
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: '011' }]);
    expect(sentIds()).toEqual(['02-1']);
  });
});
