import { startFauxqs } from 'fauxqs';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import type { Assembly } from '../../infra/local/assembly.ts';
import type { BusEvent } from '../../infra/local/bus-event.ts';
import type { Outcome } from '../../infra/local/functions/environment.ts';
import { provision } from '../../infra/local/provision.ts';
import { type Sources, startSources } from '../../infra/local/sources.ts';
import { aFunction, anAssembly, arn, type Resources } from './assembly-fixture.ts';

const queues: Resources = {
  Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead.fifo', FifoQueue: true } },
  Orders: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: 'orders.fifo',
      FifoQueue: true,
      RedrivePolicy: { deadLetterTargetArn: arn('sqs', 'dead.fifo'), maxReceiveCount: 2 },
    },
  },
  Failures: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } },
};

const template = (rest: Resources): Assembly =>
  anAssembly(
    {
      shop: {
        Resources: {
          ...queues,
          OrderFunction0A1B2C3D: aFunction('order'),
          ...rest,
        },
      },
    },
    { order: '' },
  );

const consumer: Resources = {
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: arn('sqs', 'orders.fifo'),
      FunctionName: 'order',
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  },
};

const eventSchema = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.record(z.string(), z.string()),
      eventSourceARN: z.string(),
    }),
  ),
});
const recordsOf = (event: unknown) => eventSchema.parse(event).Records;

let emulator: Awaited<ReturnType<typeof startFauxqs>>;
let sources: Sources | undefined;

beforeEach(async () => {
  emulator = await startFauxqs({ port: 0, logger: false, defaultRegion: 'ap-southeast-1' });
});
afterEach(async () => {
  await sources?.stop();
  sources = undefined;
  await emulator.stop();
});

async function start(assembly: Assembly, invoke: (event: unknown) => Outcome): Promise<unknown[]> {
  const errors: unknown[] = [];
  const nowhere = 'http://127.0.0.1:9';
  const backends = { dynamodb: nowhere, ses: nowhere, sqs: emulator.address, sns: emulator.address };
  await provision(assembly, backends);
  sources = startSources({
    assembly,
    backends,
    functions: { invoke: async (_, event) => invoke(event) },
    onError: (_, error) => errors.push(error),
    retrySeconds: 0,
  });
  return errors;
}

const send = (group: string, body: string) =>
  emulator.sendMessage('orders.fifo', body, {
    messageGroupId: group,
    messageDeduplicationId: `${group}${body}`,
  });
const waiting = (queue: string): string[] => {
  const messages = emulator.inspectQueue(queue)?.messages;
  return [...(messages?.ready ?? []), ...(messages?.inflight ?? []).map(({ message }) => message)].map(
    ({ body }) => body,
  );
};

describe('a queue', () => {
  const done: Outcome = { ok: true, result: { batchItemFailures: [] } };
  const failed: Outcome = { ok: false, error: { errorType: 'Error', errorMessage: 'the post is away' } };

  it('hands over the messages of a group in order, and deletes what was done', async () => {
    const seen: string[] = [];
    await start(template(consumer), (event) => {
      seen.push(...recordsOf(event).map(({ body }) => body));
      return done;
    });
    for (const body of ['1', '2', '3']) send('dossier', body);
    await expect.poll(() => seen, { timeout: 5_000 }).toEqual(['1', '2', '3']);
    await expect.poll(() => waiting('orders.fifo')).toEqual([]);
  });

  it('hands over the record that Lambda makes of a message', async () => {
    const events: unknown[] = [];
    await start(template(consumer), (event) => {
      events.push(event);
      return done;
    });
    send('dossier', 'one');
    await expect.poll(() => events, { timeout: 5_000 }).toHaveLength(1);
    expect(events).toEqual([
      {
        Records: [
          {
            messageId: expect.stringMatching(/^[\da-f-]{36}$/),
            receiptHandle: expect.any(String),
            body: 'one',
            attributes: expect.objectContaining({ ApproximateReceiveCount: '1', MessageGroupId: 'dossier' }),
            messageAttributes: {},
            md5OfBody: 'f97c5d29941bfb1b2fdab0874906ab82',
            eventSource: 'aws:sqs',
            eventSourceARN: 'arn:aws:sqs:ap-southeast-1:000000000000:orders.fifo',
            awsRegion: 'ap-southeast-1',
          },
        ],
      },
    ]);
  });

  it('gives a failed message again, then moves it away, and holds up no other group', async () => {
    const tries: string[] = [];
    await start(template(consumer), (event) => {
      const records = recordsOf(event);
      tries.push(...records.map(({ body, attributes }) => `${body} ${attributes.ApproximateReceiveCount}`));
      const bad = records.filter(({ body }) => body === 'bad');
      return {
        ok: true,
        result: { batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) },
      };
    });
    send('poisoned', 'bad');
    send('poisoned', 'after');
    send('other', 'good');
    await expect.poll(() => waiting('dead.fifo'), { timeout: 10_000 }).toEqual(['bad']);
    await expect.poll(() => waiting('orders.fifo'), { timeout: 5_000 }).toEqual([]);
    expect(tries.toSorted()).toEqual(['after 1', 'bad 1', 'bad 2', 'good 1']);
  });

  it('keeps the whole batch of a function that fails, and tells of the failure', async () => {
    let away = true;
    const errors = await start(template(consumer), () => {
      const outcome = away ? failed : done;
      away = false;
      return outcome;
    });
    send('dossier', 'one');
    await expect.poll(() => waiting('orders.fifo'), { timeout: 5_000 }).toEqual([]);
    expect(errors).toEqual([{ errorType: 'Error', errorMessage: 'the post is away' }]);
    expect(waiting('dead.fifo')).toEqual([]);
  });

  it('hands over nothing while it is paused, and all of it afterwards', async () => {
    const seen: string[] = [];
    await start(template(consumer), (event) => {
      seen.push(...recordsOf(event).map(({ body }) => body));
      return done;
    });
    await sources?.pause('order');
    send('dossier', 'late');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(seen).toEqual([]);
    sources?.resume('order');
    await expect.poll(() => seen, { timeout: 5_000 }).toEqual(['late']);
  });
});

describe('a rule', () => {
  const ruled: Resources = {
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: 'scanned',
        State: 'ENABLED',
        EventPattern: { source: ['aws.guardduty'], detail: { scanStatus: ['COMPLETED'] } },
        Targets: [{ Id: 'Target0', Arn: arn('lambda', 'function:order') }],
      },
    },
    Retries: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: 'order',
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: arn('sqs', 'failures') } },
      },
    },
  };
  const anEvent = (source: string): BusEvent => ({
    version: '0',
    id: '7bf73129-1428-4cd3-a780-95db273d1602',
    source,
    'detail-type': 'GuardDuty Malware Protection Object Scan Result',
    account: '000000000000',
    region: 'ap-southeast-1',
    time: '2021-10-10T17:30:00Z',
    resources: [],
    detail: { scanStatus: 'COMPLETED' },
  });

  it('hands the events that fit its pattern to its target', async () => {
    const seen: unknown[] = [];
    await start(template(ruled), (event) => {
      seen.push(event);
      return { ok: true, result: null };
    });
    sources?.putEvent(anEvent('aws.s3'));
    sources?.putEvent(anEvent('aws.guardduty'));
    await expect.poll(() => seen).toEqual([anEvent('aws.guardduty')]);
  });

  it('tries as often as it is set to, then leaves what failed in the queue for it', async () => {
    let tries = 0;
    await start(template(ruled), () => {
      tries += 1;
      return { ok: false, error: { errorType: 'Error', errorMessage: 'the table is away' } };
    });
    sources?.putEvent(anEvent('aws.guardduty'));
    await expect.poll(() => waiting('failures'), { timeout: 5_000 }).toHaveLength(1);
    expect(tries).toBe(2);
    expect(JSON.parse(waiting('failures').join())).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
      requestPayload: { detail: { scanStatus: 'COMPLETED' } },
      responsePayload: { errorType: 'Error', errorMessage: 'the table is away' },
    });
  });

  it('wakes its target by its clock', async () => {
    const clock = (Name: string, ScheduleExpression: string) => ({
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        Name,
        State: 'ENABLED',
        ScheduleExpression,
        ScheduleExpressionTimezone: 'Asia/Ho_Chi_Minh',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: arn('lambda', 'function:order'), RoleArn: 'arn:aws:iam::000000000000:role/clock' },
      },
    });
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'Date'],
      now: new Date('2026-01-05T22:30:00.000Z'),
    });
    onTestFinished(() => void vi.useRealTimers());
    const seen: unknown[] = [];
    await start(
      template({ Hourly: clock('hourly', 'rate(1 hour)'), Daily: clock('daily', 'cron(0 7 * * ? *)') }),
      (event) => {
        seen.push(event);
        return { ok: true, result: null };
      },
    );
    await vi.advanceTimersByTimeAsync(7_199_000);
    const struck = (name: string, time: string) => ({
      'detail-type': 'Scheduled Event',
      resources: [arn('scheduler', `schedule/default/${name}`)],
      time,
    });
    expect(seen).toMatchObject([
      struck('hourly', '2026-01-05T23:30:00Z'),
      struck('daily', '2026-01-06T00:00:00Z'),
    ]);
  });
});
