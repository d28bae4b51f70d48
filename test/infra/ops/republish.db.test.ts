import { randomUUID } from 'node:crypto';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ops } from '../../../infra/ops/ops.ts';
import { chained, putEvent } from '../../../shared/event/outbox.ts';
import { dynamodbUrl, startTable, type TestTable } from '../../support/dynamodb.ts';
import { anEvent } from '../../support/events.ts';

const topic = mockClient(SNSClient);
const queue = mockClient(SQSClient);
let table: TestTable;
const dossiers = { one: randomUUID(), two: randomUUID() };

beforeAll(async () => {
  table = await startTable();
  for (const [dossierId, agency] of [
    [dossiers.one, 'H25.03'],
    [dossiers.two, 'H25.08'],
  ] as const)
    for (const sequence of [1, 2, 3]) {
      const event = anEvent('dossier.received', { dossierId, agency }, `${dossierId}-${sequence}`);
      // The third is of the next local day: 17:00 UTC is midnight in Vietnam.
      const time = sequence < 3 ? `2021-10-11T0${sequence}:00:00.000Z` : '2021-10-11T17:30:00.000Z';
      const day = sequence < 3 ? '2021-10-11' : '2021-10-12';
      const [entry] = chained(
        [{ ...event, sequence, time }],
        { kind: 'system', worker: 'test' },
        'the one before',
      );
      const write = entry && putEvent(entry, { agency, day });
      if (write && 'put' in write)
        await table.client.send(new PutCommand({ TableName: table.tableName, Item: write.put }));
    }
});
afterAll(() => table.stop());
beforeEach(() => {
  topic.reset();
  topic.on(PublishCommand).resolves({ MessageId: 'm' });
});

/** Runs the command, and says what came of it. */
async function republish(...options: readonly string[]) {
  const said: string[] = [];
  const say = { done: (text: string) => said.push(text), failed: (text: string) => said.push(text) };
  const arn = 'arn:aws:sns:ap-southeast-1:000000000000:events.fifo';
  const where = ['--table', table.tableName, '--topic', arn, '--endpoint', await dynamodbUrl()];
  const code = await ops(['republish', ...where, ...options], say);
  const sent = topic.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input);
  return { code, said: said.join(), sent };
}
const sequences = (sent: readonly { Message?: string | undefined }[]): number[] =>
  sent.map(({ Message = '' }) => JSON.parse(Message).sequence);

it('sends what the log says of a dossier, as the publisher would, past the topic that drops what it has just had', async () => {
  const { code, said, sent } = await republish('--dossier', dossiers.one);
  expect([code, said]).toEqual([0, `${table.tableName}: sent 3 events of 1 dossiers`]);
  expect(sequences(sent)).toEqual([1, 2, 3]);
  expect(sent[0]).toMatchObject({
    MessageGroupId: dossiers.one,
    MessageAttributes: { agency: { StringValue: 'H25.03' }, type: { StringValue: 'dossier.received' } },
  });
  // The consumer knows it by its own id, the topic must not.
  expect(JSON.parse(sent[0]?.Message ?? '').id).toBe(`${dossiers.one}-1`);
  expect(sent[0]?.MessageDeduplicationId).not.toBe(`${dossiers.one}-1`);
});

it('fills the gap that a subscriber has found', async () => {
  const { sent } = await republish('--dossier', dossiers.one, '--after', '1');
  expect(sequences(sent)).toEqual([2, 3]);
});

it('sends what an agency was to hear in a time, over midnight in Vietnam', async () => {
  const time = ['--from', '2021-10-11T09:00:00+07:00', '--until', '2021-10-12T08:00:00+07:00'];
  const { sent } = await republish('--agency', 'H25.08', ...time);
  expect(sequences(sent)).toEqual([2, 3]);
  expect(new Set(sent.map(({ MessageGroupId }) => MessageGroupId))).toEqual(new Set([dossiers.two]));
});

it('says what it would send, and sends nothing', async () => {
  const { code, said, sent } = await republish('--dossier', dossiers.two, '--dry-run');
  expect([code, said, sent]).toEqual([0, `${table.tableName}: would send 3 events of 1 dossiers`, []]);
});

it('sends into the queue of one department what it wants, and to nobody else', async () => {
  queue.on(SendMessageCommand).resolves({});
  const to = ['--table', table.tableName, '--stage', 'local', '--department', 'H25.08'];
  const said: string[] = [];
  const say = { done: (text: string) => said.push(text), failed: (text: string) => said.push(text) };
  const where = ['--endpoint', await dynamodbUrl()];
  for (const dossier of [dossiers.one, dossiers.two])
    await ops(['republish', ...to, ...where, '--dossier', dossier, '--after', '1'], say);
  expect(said).toEqual([
    `${table.tableName}: sent 0 events of 0 dossiers`,
    `${table.tableName}: sent 2 events of 1 dossiers`,
  ]);
  const sent = queue.commandCalls(SendMessageCommand).map(({ args: [{ input }] }) => input);
  expect(sent.map(({ MessageBody = '' }) => JSON.parse(MessageBody).sequence)).toEqual([2, 3]);
  expect(sent[0]).toMatchObject({
    QueueUrl: 'https://sqs.ap-southeast-1.amazonaws.com/000000000000/motcua-local-H25-08.fifo',
    MessageGroupId: dossiers.two,
  });
  expect(topic.commandCalls(PublishCommand)).toEqual([]);
  const unknown = [...to.slice(0, -1), 'H25.99', ...where, '--dossier', dossiers.one];
  expect([await ops(['republish', ...unknown], say), said.at(-1)]).toEqual([
    2,
    expect.stringContaining('H25.99 has no queue'),
  ]);
});

it('asks to whom it is to send', async () => {
  const { code, said } = await republish(
    '--dossier',
    dossiers.one,
    '--stage',
    'local',
    '--department',
    'H25.03',
  );
  expect([code, said]).toEqual([2, expect.stringContaining('To whom?')]);
});

it('asks which events are meant', async () => {
  const { code, said } = await republish('--agency', 'H25.08');
  expect(code).toBe(2);
  expect(said).toContain('--from and --until');
});
