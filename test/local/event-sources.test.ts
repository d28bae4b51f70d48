import { startFauxqs } from 'fauxqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Assembly } from '../../infra/local/assembly.ts';
import type { BusEvent } from '../../infra/local/door/bucket-events.ts';
import { type EventSources, startEventSources } from '../../infra/local/event-sources.ts';
import type { Outcome } from '../../infra/local/functions/environment.ts';
import { provision } from '../../infra/local/provision.ts';
import { rateOf } from '../../infra/local/sources/event-bus.ts';
import { aFunction, anAssembly, aPermission, type Resources } from './assembly-fixture.ts';

const arn = (service: string, name: string) => `arn:aws:${service}:ap-southeast-1:000000000000:${name}`;

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
let sources: EventSources | undefined;

beforeEach(async () => {
  emulator = await startFauxqs({ port: 0, logger: false, defaultRegion: 'ap-southeast-1' });
});
afterEach(async () => {
  await sources?.stop();
  sources = undefined;
  await emulator.stop();
});

async function start(
  assembly: Assembly,
  invoke: (event: unknown) => Outcome,
  denied: readonly string[] = [],
): Promise<unknown[]> {
  const errors: unknown[] = [];
  const upstreams = { dynamodb: 'http://127.0.0.1:9', aws: emulator.address };
  await provision(assembly, upstreams);
  sources = await startEventSources({
    assembly,
    upstreams,
    functions: { invoke: async (_, event) => invoke(event) },
    authorize: async (_, action) => ({ allowed: !denied.includes(action), reason: 'no statement allows it' }),
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

  it('is not read when the role of the function lacks a grant for it', async () => {
    await expect(start(template(consumer), () => done, ['sqs:DeleteMessage'])).rejects.toThrow(
      'shop/Mapping: the role of order may not sqs:DeleteMessage arn:aws:sqs:ap-southeast-1:000000000000:orders.fifo: no statement allows it',
    );
  });

  it('is not read when its mapping has a setting that nothing here heeds', async () => {
    const { Properties } = consumer.Mapping ?? {};
    const odd = {
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { ...Properties, TumblingWindowInSeconds: 30 },
      },
    };
    await expect(start(template(odd), () => done)).rejects.toThrow('TumblingWindowInSeconds');
  });
});

describe('a rule', () => {
  const ruled: Resources = {
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: 'scanned',
        EventPattern: { source: ['aws.guardduty'] },
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
  const allowed = aPermission('order', 'events.amazonaws.com', arn('events', 'rule/scanned'));
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
    await start(template({ ...ruled, Permission: allowed }), (event) => {
      seen.push(event);
      return { ok: true, result: null };
    });
    sources?.putEvent(anEvent('aws.s3'));
    sources?.putEvent(anEvent('aws.guardduty'));
    await expect.poll(() => seen).toEqual([anEvent('aws.guardduty')]);
  });

  it('tries as often as it is set to, then leaves what failed in the queue for it', async () => {
    let tries = 0;
    await start(template({ ...ruled, Permission: allowed }), () => {
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

  it('does not start when no permission lets it invoke its target', async () => {
    const other = aPermission('order', 'events.amazonaws.com', arn('events', 'rule/another'));
    await expect(
      start(template({ ...ruled, Permission: other }), () => ({ ok: true, result: null })),
    ).rejects.toThrow(
      'shop/Rule: no permission lets this rule invoke arn:aws:lambda:ap-southeast-1:000000000000:function:order',
    );
  });

  it.each([
    ['rate(5 minutes)', 300_000],
    ['rate(1 hour)', 3_600_000],
    ['rate(2 days)', 172_800_000],
  ])('knows the clock %s', (expression, milliseconds) => {
    expect(rateOf(expression)).toBe(milliseconds);
  });

  it('refuses a clock it does not know', () => {
    expect(() => rateOf('cron(0 12 * * ? *)')).toThrow('knows no schedule but rate(...)');
  });
});
