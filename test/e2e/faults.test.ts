import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { emailsAbout } from '../../infra/demo/inbox.ts';
import { until } from '../../infra/demo/until.ts';
import { localDateOf, systemNow } from '../../shared/clock.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import type { CloudEvent } from '../../shared/dossier/events.ts';
import type { Receipt } from '../../shared/dossier/receipt.ts';
import { api } from '../../shared/operations.ts';
import { finish, postForm, readyDraft, submit, submitted, take } from '../support/e2e-filing.ts';
import { type Motcua, startForTest } from '../support/motcua.ts';
import { withoutGrant } from '../support/without-grant.ts';

let motcua: Motcua;
beforeAll(async () => {
  motcua = await startForTest(5820, { amend: withoutGrant('remove-document', 'dynamodb:DeleteItem') });
}, 120_000);
afterEach(() => motcua.door.faults.clear());
afterAll(() => motcua?.stop(), 30_000);

const story = (events: readonly CloudEvent[]) => events.map(({ sequence, name }) => `${sequence} ${name}`);

const finished = [
  '1 dossier.submitted',
  '2 dossier.received',
  '3 dossier.processing-started',
  '4 dossier.done',
];

const finishedByPost = [...finished, '5 shipment.ordered'];

const subjectsWhen = ({ code }: Receipt, count: number): Promise<readonly string[]> =>
  until(
    `${count} e-mails about ${code}`,
    async () => {
      const emails = await emailsAbout(motcua.inboxUrl, code);
      return emails.length >= count
        ? emails.map(({ subject }) => subject.replace(`[${code}] `, ''))
        : undefined;
    },
    40,
  );

const told = ['Hồ sơ đã được gửi', 'Hồ sơ đã được tiếp nhận', 'Hồ sơ đã có kết quả'];
const toldByPost = [...told, 'Kết quả đã giao cho bưu điện'];

const ordersFor = ({ code }: Receipt) =>
  motcua.postal.orders().filter(({ dossierCode }) => dossierCode === code);

const drained = (queue: string): Promise<true> =>
  until(`an empty ${queue}`, async () => ((await motcua.waiting(queue)) === 0 ? true : undefined));

/** Waits until nobody can do anything more about what has happened so far. */
async function settled(): Promise<void> {
  await motcua.sources.pause('publish-events');
  motcua.sources.resume('publish-events');
  await Promise.all(['NotificationsQueue', 'PostalQueue', 'RetentionQueue'].map(drained));
}

/** How often functions have called an operation so far. */
const calls = (operation: string): number =>
  motcua.door
    .counts()
    .filter((count) => count.operation === operation)
    .reduce((sum, count) => sum + count.calls, 0);

describe('the publisher', () => {
  it('stopped in the middle publishes nothing, and afterwards everything, once and in order', async () => {
    const first = await submitted(motcua);
    await motcua.eventsWhen('H25.03', first.dossierId, 1);
    await motcua.sources.pause('publish-events');
    const second = await submitted(motcua, 'minh');
    await Promise.all([finish(motcua, first.dossierId), finish(motcua, second.dossierId)]);
    expect(story(await motcua.eventsAt('H25.03', first.dossierId))).toEqual(['1 dossier.submitted']);
    expect(await motcua.eventsAt('H25.03', second.dossierId)).toEqual([]);

    motcua.sources.resume('publish-events');
    for (const receipt of [first, second]) {
      expect(story(await motcua.eventsWhen('H25.03', receipt.dossierId, 4))).toEqual(finished);
      expect(await subjectsWhen(receipt, 3)).toEqual(told);
    }
  }, 60_000);

  it.each([
    ['is refused by the topic for a while', 12, 8, { kind: 'error', code: 'InternalError', status: 500 }],
    ['never hears that the topic has taken an event', 8, 4, { kind: 'drop-response' }],
    ['says everything twice', 4, 4, { kind: 'duplicate' }],
    ['is throttled', 12, 8, { kind: 'throttle' }],
  ] as const)(
    'that %s loses, repeats and disorders nothing',
    async (_, leastCalls, times, effect) => {
      const before = calls('sns:Publish');
      motcua.door.faults.add({ match: { action: 'sns:Publish' }, effect, times });
      const receipt = await submitted(motcua);
      await finish(motcua, receipt.dossierId);
      expect(story(await motcua.eventsWhen('H25.03', receipt.dossierId, 4))).toEqual(finished);
      await subjectsWhen(receipt, 3);
      await settled();
      expect(await subjectsWhen(receipt, 3)).toEqual(told);
      expect(story(await motcua.eventsAt('H25.03', receipt.dossierId))).toEqual(finished);
      expect(calls('sns:Publish') - before).toBeGreaterThanOrEqual(leastCalls);
    },
    60_000,
  );
});

/** The events of a dossier once the post has been asked: by its message, or else by the clock that the ladder waits for. */
async function ordered(receipt: Receipt) {
  for (let seconds = 0; seconds < 40; seconds++) {
    await motcua.functions.invoke('retry-deliveries', {});
    const events = await motcua.eventsAt('H25.03', receipt.dossierId);
    if (events.length >= finishedByPost.length) return events;
    await sleep(1000);
  }
  throw new Error('the post was not asked within forty seconds');
}

describe('a consumer', () => {
  it('of notifications that cannot send for a while sends each e-mail once, in order', async () => {
    // Each run tries three times by itself; so both the first and the second run fail.
    const effect = { kind: 'error', code: 'InternalServiceErrorException', status: 500 } as const;
    const before = calls('ses:SendEmail');
    motcua.door.faults.add({ match: { action: 'ses:SendEmail' }, effect, times: 6 });
    const receipt = await submitted(motcua);
    await finish(motcua, receipt.dossierId);
    await subjectsWhen(receipt, 3);
    await settled();
    expect(await subjectsWhen(receipt, 3)).toEqual(told);
    expect(calls('ses:SendEmail') - before).toBe(told.length + 6);
  }, 60_000);

  it('of the post that gets no good answer for a while places one order', async () => {
    motcua.postal.fail(1, 500);
    const receipt = await submitted(motcua, 'hoa', postForm);
    await finish(motcua, receipt.dossierId);
    expect(story(await ordered(receipt))).toEqual(finishedByPost);
    expect(ordersFor(receipt)).toMatchObject([{ reference: `${receipt.code}-T1` }]);
    expect(await subjectsWhen(receipt, 4)).toEqual(toldByPost);
  }, 120_000);

  it('whose write fails after the order was placed places the same order again', async () => {
    // The SDK tries three times.
    const effect = { kind: 'error', code: 'InternalServerError', status: 500 } as const;
    const receipt = await submitted(motcua, 'hoa', postForm);
    await take(motcua, 'stp.mot-cua', receipt.dossierId, { action: 'receive' });
    await take(motcua, 'stp.chuyen-vien', receipt.dossierId, { action: 'startProcessing' });
    const principal = motcua.roleOf('order-delivery');
    motcua.door.faults.add({ match: { principal, action: 'dynamodb:PutItem' }, effect, times: 3 });
    await take(motcua, 'stp.chuyen-vien', receipt.dossierId, { action: 'finish' });
    expect(story(await ordered(receipt))).toEqual(finishedByPost);
    expect(ordersFor(receipt)).toHaveLength(1);
  }, 120_000);

  it('that gets its messages again, as a queue may deliver them, does nothing twice', async () => {
    const receipt = await submitted(motcua, 'hoa', postForm);
    await finish(motcua, receipt.dossierId);
    const events = await ordered(receipt);
    await subjectsWhen(receipt, 4);
    for (const queue of ['NotificationsQueue', 'PostalQueue', 'RetentionQueue'])
      for (const { name: _, ...event } of events)
        await motcua.opsQueues.send(
          new SendMessageCommand({
            QueueUrl: motcua.queueUrl(queue),
            MessageBody: JSON.stringify(event),
            MessageGroupId: event.subject,
            MessageDeduplicationId: randomUUID(),
          }),
        );
    await settled();
    expect(await subjectsWhen(receipt, 4)).toEqual(toldByPost);
    expect(ordersFor(receipt)).toHaveLength(1);
    expect(await motcua.eventsAt('H25.03', receipt.dossierId)).toHaveLength(5);
  }, 120_000);
});

describe('the table', () => {
  /** A submission that can be sent again and again with the same key. */
  const submission = async () => {
    const dossierId = await readyDraft(motcua);
    const said = { token: await motcua.as('hoa'), params: { dossierId }, etag: '"4"', key: randomUUID() };
    return { dossierId, send: () => motcua.client.attempt(api.submitDossier, said) };
  };

  it('that does not answer a submission leaves nothing of it, and the same request then makes it', async () => {
    const effect = { kind: 'error', code: 'InternalServerError', status: 500 } as const;
    const principal = motcua.roleOf('submit-dossier');
    const attempt = await submission();
    const before = await motcua.itemsOf(attempt.dossierId);
    motcua.door.faults.add({ match: { principal, action: 'dynamodb:PutItem' }, effect });
    expect((await attempt.send()).body).toMatchObject({ status: 500, code: 'internal' });
    expect(await motcua.itemsOf(attempt.dossierId)).toEqual(before);
    motcua.door.faults.clear();
    expect((await attempt.send()).status).toBe(201);
  }, 60_000);

  it('whose answer to a submission is lost has made it once', async () => {
    const principal = motcua.roleOf('submit-dossier');
    const attempt = await submission();
    const match = { principal, action: 'dynamodb:PutItem' };
    motcua.door.faults.add({ match, effect: { kind: 'drop-response' }, times: 1 });
    const answer = await attempt.send();
    expect(answer.status).toBe(201);
    const events = (await motcua.itemsOf(attempt.dossierId)).filter(({ SK }) =>
      String(SK).startsWith('EVENT#'),
    );
    expect(events).toHaveLength(1);
    expect((await attempt.send()).body).toEqual(answer.body);
  }, 60_000);
});

describe('a function that has lost one grant of its role', () => {
  it('is refused exactly that call, and changes nothing', async () => {
    const dossierId = await readyDraft(motcua);
    expect(motcua.door.refusals()).toEqual([]);
    const said = { token: await motcua.as('hoa'), params: { dossierId } };
    const { documents } = (await motcua.client.call(api.readDossier, said)).body;
    const before = await motcua.itemsOf(dossierId);

    const params = { dossierId, documentId: documents[0]?.documentId ?? '' };
    const answer = await motcua.client.attempt(api.removeDocument, { ...said, params });
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
    // What the policy lacks is our affair, not the client's.
    expect(JSON.stringify(answer.body)).not.toMatch(/DeleteItem|AccessDenied|arn:/);
    expect(motcua.door.refusals()).toEqual([
      {
        principal: motcua.roleOf('remove-document'),
        action: 'dynamodb:DeleteItem',
        resource: motcua.assembly.ofType('AWS::DynamoDB::Table')[0]?.arn,
        reason: 'because no identity-based policy allows the dynamodb:DeleteItem action',
      },
    ]);
    expect(await motcua.itemsOf(dossierId)).toEqual(before);
    expect((await submit(motcua, dossierId)).documents).toHaveLength(2);
  }, 30_000);
});

describe('afterwards', () => {
  it('no message was given up', async () => {
    const { assembly } = motcua;
    const deadLetters = assembly
      .ofType('AWS::SQS::Queue')
      .map(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, ''))
      .filter((name) => /DeadLetters|Failures/.test(name));
    expect(deadLetters).toContain('NotificationsQueueDeadLetters');
    const counts = await Promise.all(deadLetters.map(async (name) => [name, await motcua.waiting(name)]));
    expect(counts.filter(([, count]) => count !== 0)).toEqual([]);
  });

  it('the statistics are what the log says', async () => {
    const today = localDateOf(systemNow());
    const settled = async () => {
      const { differences, dossiers } = await motcua.statisticsBeside(addDays(today, -1), today);
      return differences === 0 ? dossiers : undefined;
    };
    expect(await until('the statistics to be those of the log', settled, 60)).toBeGreaterThan(0);
  }, 90_000);
});
