import { SESv2Client, SendEmailCommand, TooManyRequestsException } from '@aws-sdk/client-sesv2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../functions/notification/notify-applicant.ts';
import { importCalendar } from '../../infra/ops/calendar.ts';
import { type PhoneStandIn, startPhones } from '../../infra/partners/phones.ts';
import { table } from '../../shared/aws.ts';
import { lambdaContext } from '../support/call.ts';
import { startTable, type TestTable } from '../support/dynamodb.ts';
import { anEvent } from '../support/events.ts';
import { form } from '../support/filing.ts';
import { batchOf, keptDossier } from '../support/kept-dossier.ts';

const ses = mockClient(SESv2Client);
const secret = 'khóa chung với nhà mạng';
let target: TestTable;
let sms: PhoneStandIn;
beforeAll(async () => {
  target = await startTable();
  await importCalendar({ client: target.client, tableName: target.tableName });
  sms = await startPhones({ channel: 'sms', port: 0, callbackUrl: 'http://127.0.0.1:9', secret });
  Object.assign(process.env, {
    EMAIL_SENDER: 'motcua@hanam.gov.vn',
    EMAIL_CONFIGURATION_SET: 'motcua-email',
    AGENCY_MAILBOXES: JSON.stringify({ 'H25.03': 'so-tu-phap@hanam.gov.vn' }),
    MESSAGE_TIMING: JSON.stringify({ gatherSeconds: 60 }),
    PUBLIC_URL: 'https://api.dichvucong.hanam.gov.vn',
    PARTNER_SMS_URL: sms.url,
    PARTNER_SMS_SECRET_NAME: '/motcua/test/partners/sms',
  });
  mockClient(SSMClient)
    .on(GetParameterCommand)
    .resolves({ Parameter: { Value: secret } });
});
afterAll(async () => {
  await sms.stop();
  await target.stop();
});
beforeEach(() => {
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: 'ses-1' });
});

const mails = () => ses.commandCalls(SendEmailCommand).map(({ args }) => args[0].input);
/** The events that mails were asked for, sent or not. */
const received = () => mails().map(({ EmailTags }) => EmailTags?.[0]?.Value);

/** What became of the second event of a dossier. */
const recordOf = async (dossierId: string, channel = '') => {
  const { Item } = await target.client.send(
    new GetCommand({
      TableName: target.tableName,
      Key: { PK: `DOSSIER#${dossierId}`, SK: `ANNOUNCED#000002${channel}` },
      ConsistentRead: true,
    }),
  );
  return Item;
};

it('writes to the applicant in Vietnamese, as text and HTML', async () => {
  const { id: dossierId } = await keptDossier(target);
  const event = anEvent('dossier.received', { dossierId }, 'evt-written');
  expect(await handler(batchOf(event), lambdaContext)).toEqual({ batchItemFailures: [] });
  const [mail] = mails();
  expect(mail).toMatchObject({
    FromEmailAddress: 'motcua@hanam.gov.vn',
    ConfigurationSetName: 'motcua-email',
    EmailTags: [
      { Name: 'event', Value: 'evt-written' },
      { Name: 'dossier', Value: dossierId },
      { Name: 'sequence', Value: '2' },
    ],
    Destination: { ToAddresses: ['hoa.nguyen@example.vn'] },
    Content: {
      Simple: {
        Subject: { Data: '[H25.03-211010-0001] Hồ sơ đã được tiếp nhận', Charset: 'UTF-8' },
      },
    },
  });
  expect(mail?.Content?.Simple).not.toHaveProperty('Headers');
  const { Text, Html } = mail?.Content?.Simple?.Body ?? {};
  expect(Text?.Data).toContain('Kính gửi Ông/Bà Nguyễn Thị Hoa,');
  expect(Text?.Data).toContain('Trạng thái: Được tiếp nhận');
  expect(Html?.Data).toContain('https://api.dichvucong.hanam.gov.vn/tracking#H25.03-211010-0001');
  expect(JSON.stringify(mail)).not.toContain('035190001234');
  expect(JSON.stringify(mail)).not.toContain('0912345678');
});

it('keeps on record by which message and when', async () => {
  const { id: reached } = await keptDossier(target);
  const events = [anEvent('dossier.received', { dossierId: reached })];
  expect(await handler(batchOf(...events), lambdaContext)).toEqual({ batchItemFailures: [] });
  const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(await recordOf(reached)).toEqual({
    PK: `DOSSIER#${reached}`,
    SK: 'ANNOUNCED#000002',
    v: 1,
    channel: 'email',
    event: 'dossier.received',
    edition: 3,
    state: 'sent',
    messageId: 'ses-1',
    at,
  });
});

describe('whoever gave no e-mail address', () => {
  const { email: _, ...applicant } = form.applicant;
  const withoutEmail = (phone = applicant.phone) =>
    keptDossier(target, { form: { ...form, applicant: { ...applicant, phone } } });
  const sentTo = (dossierId: string) =>
    sms.messages().filter(({ reference }) => reference === `${dossierId}.2`);

  it('is told by SMS, once, though the line breaks after it went out', async () => {
    const { id: dossierId } = await withoutEmail();
    const event = anEvent('dossier.received', { dossierId });
    sms.fail(1, 504, 'sent');
    expect(await handler(batchOf(event), lambdaContext)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }],
    });
    expect(await recordOf(dossierId, '#SMS')).toBeUndefined();
    for (const _again of [1, 2])
      expect(await handler(batchOf(event), lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(sentTo(dossierId)).toMatchObject([
      {
        to: '0912345678',
        text: 'Ho so H25.03-211010-0001 da duoc tiep nhan ngay 11/10/2021. Ngay hen tra ket qua: 25/10/2021 17:00.',
        encoding: 'gsm7',
      },
    ]);
    expect(await recordOf(dossierId, '#SMS')).toMatchObject({
      channel: 'sms',
      event: 'dossier.received',
      state: 'sent',
      messageId: sentTo(dossierId)[0]?.messageId,
    });
    expect(mails()).toEqual([]);
  });

  it('hears nothing about what says nothing new', async () => {
    const { id: dossierId } = await withoutEmail();
    const event = anEvent('dossier.processing-started', { dossierId });
    expect(await handler(batchOf(event), lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(sentTo(dossierId)).toEqual([]);
    expect(await recordOf(dossierId, '#SMS')).toBeUndefined();
  });

  it('is on record as not told when the number is no mobile telephone', async () => {
    const { id: dossierId } = await withoutEmail('02263852627');
    const event = anEvent('dossier.received', { dossierId });
    expect(await handler(batchOf(event), lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(sentTo(dossierId)).toEqual([]);
    expect(await recordOf(dossierId, '#SMS')).toMatchObject({ state: 'skipped', reason: 'number-refused' });
  });

  it('waits for a provider that is busy', async () => {
    const { id: dossierId } = await withoutEmail();
    const event = anEvent('dossier.received', { dossierId });
    sms.fail(1, 503);
    expect(await handler(batchOf(event), lambdaContext)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }],
    });
    expect(await handler(batchOf(event), lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(sentTo(dossierId)).toHaveLength(1);
  });
});

it('says of an e-mail that it may have come twice when the queue brings its event again', async () => {
  const { id: dossierId } = await keptDossier(target);
  const { Records } = batchOf(anEvent('dossier.received', { dossierId }));
  const again = Records.map((record) => ({
    ...record,
    attributes: { ...record.attributes, ApproximateReceiveCount: '2' },
  }));
  await handler({ Records: again }, lambdaContext);
  expect(await recordOf(dossierId)).toMatchObject({ state: 'sent', repeated: true });
});

it('writes once, however often the queue brings the event', async () => {
  const { id: dossierId } = await keptDossier(target);
  const event = anEvent('dossier.received', { dossierId }, 'evt-once');
  await handler(batchOf(event, event), lambdaContext);
  expect(await handler(batchOf(event), lambdaContext)).toEqual({ batchItemFailures: [] });
  expect(mails()).toHaveLength(1);
});

it('writes of each event, also when a later one was told before', async () => {
  const { id: dossierId } = await keptDossier(target);
  const late = anEvent('dossier.received', { dossierId }, 'evt-late');
  const early = { ...anEvent('dossier.done', { dossierId }, 'evt-early'), sequence: 3 };
  for (const event of [early, late, early, late]) await handler(batchOf(event), lambdaContext);
  expect(received()).toEqual(['evt-early', 'evt-late']);
});

it('writes again when it was cut off between sending and recording, so that nothing is lost', async () => {
  const { id: dossierId } = await keptDossier(target);
  const event = anEvent('dossier.received', { dossierId }, 'evt-cut-off');
  ses.on(SendEmailCommand).callsFake(() => {
    mockClient(table).onAnyCommand().rejects(new Error('cut off'));
    return { MessageId: 'ses-1' };
  });
  expect(await handler(batchOf(event), lambdaContext)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message-1' }],
  });
  mockClient(table).restore();
  expect(await recordOf(dossierId)).toBeUndefined();
  ses.on(SendEmailCommand).resolves({ MessageId: 'ses-2' });
  for (const _again of [1, 2])
    expect(await handler(batchOf(event), lambdaContext)).toEqual({ batchItemFailures: [] });
  expect(received()).toEqual(['evt-cut-off', 'evt-cut-off']);
});

it('leaves the record of another run as it is, and is done when the event comes again', async () => {
  const { id: dossierId } = await keptDossier(target);
  const event = anEvent('dossier.received', { dossierId }, 'evt-overtaken');
  ses.on(SendEmailCommand).callsFake(async () => {
    ses.on(SendEmailCommand).resolves({ MessageId: 'ses-other' });
    await handler(batchOf(event), lambdaContext);
    return { MessageId: 'ses-slow' };
  });
  expect(await handler(batchOf(event), lambdaContext)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message-1' }],
  });
  expect(await recordOf(dossierId)).toMatchObject({ messageId: 'ses-other' });
  expect(await handler(batchOf(event), lambdaContext)).toEqual({ batchItemFailures: [] });
  expect(mails()).toHaveLength(2);
});

it('lets the queue try again when SES is busy, and holds back what follows of that dossier only', async () => {
  const [held, free] = [await keptDossier(target), await keptDossier(target)];
  ses
    .on(SendEmailCommand)
    .rejectsOnce(new TooManyRequestsException({ message: 'busy', $metadata: {} }))
    .resolves({ MessageId: 'ses-2' });
  const first = anEvent('dossier.received', { dossierId: held.id }, 'evt-held-1');
  const second = { ...anEvent('dossier.done', { dossierId: held.id }, 'evt-held-2'), sequence: 3 };
  const other = anEvent('dossier.done', { dossierId: free.id }, 'evt-free');
  expect(await handler(batchOf(first, second, other), lambdaContext)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message-1' }, { itemIdentifier: 'message-2' }],
  });
  expect(await handler(batchOf(first, second), lambdaContext)).toEqual({ batchItemFailures: [] });
  // The first call is the one that SES refused.
  expect(received()).toEqual(['evt-held-1', 'evt-free', 'evt-held-1', 'evt-held-2']);
});

it('writes nothing about what says nothing new', async () => {
  const { id: dossierId } = await keptDossier(target);
  const events = [anEvent('dossier.processing-started', { dossierId }, 'evt-nothing')];
  expect(await handler(batchOf(...events), lambdaContext)).toEqual({ batchItemFailures: [] });
  expect(mails()).toEqual([]);
});

it('warns the agency at its mailbox, and not the applicant; an agency without one has its queue', async () => {
  const { id: dossierId } = await keptDossier(target);
  const events = [
    anEvent('dossier.due-soon', { dossierId }, 'evt-due-soon'),
    { ...anEvent('dossier.overdue', { dossierId }, 'evt-overdue'), sequence: 3 },
    { ...anEvent('dossier.overdue', { dossierId, agency: 'H25.08' }, 'evt-elsewhere'), sequence: 4 },
  ];
  expect(await handler(batchOf(...events), lambdaContext)).toEqual({ batchItemFailures: [] });
  expect(mails().map(({ Destination }) => Destination?.ToAddresses)).toEqual([
    ['so-tu-phap@hanam.gov.vn'],
    ['so-tu-phap@hanam.gov.vn'],
  ]);
  const text = mails()[1]?.Content?.Simple?.Body?.Text?.Data;
  expect(text).toContain('Kính gửi Sở Tư pháp,');
  expect(text).toContain('Hồ sơ H25.03-211010-0001 đã quá hạn trả kết quả từ 25/10/2021 17:00.');
  expect(text).not.toContain('Nguyễn Thị Hoa');
});

it('reports an event it cannot read, so that it ends in the dead-letter queue', async () => {
  const batch = batchOf(anEvent('dossier.received'));
  const poison = { Records: batch.Records.map((record) => ({ ...record, body: '{"type":"nothing"}' })) };
  expect(await handler(poison, lambdaContext)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message-1' }],
  });
});
