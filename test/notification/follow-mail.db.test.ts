import { randomUUID } from 'node:crypto';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as followMail } from '../../functions/notification/follow-mail.ts';
import { handler as listNotifications } from '../../functions/notification/list-notifications.ts';
import { handler as receiveSmsCallback } from '../../functions/notification/receive-sms-callback.ts';
import { type PhoneStandIn, startPhones } from '../../infra/partners/phones.ts';
import { toInstant } from '../../shared/clock.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { chained, putEvent } from '../../shared/event/outbox.ts';
import { putAnnouncement } from '../../shared/notification/store.ts';
import { api } from '../../shared/operations.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { anEvent } from '../support/events.ts';
import { caseOfficer, hoa, nam } from '../support/filing.ts';
import { keptDossier, putAll } from '../support/kept-dossier.ts';

const secret = 'khóa chung với nhà mạng';
let target: TestTable;
let sms: PhoneStandIn;
beforeAll(async () => {
  target = await startApi();
  sms = await startPhones({ channel: 'sms', port: 0, callbackUrl: 'http://127.0.0.1:9', secret });
  Object.assign(process.env, {
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

const at = toInstant(new Date('2021-10-11T01:31:00Z'));
const actor = { kind: 'system', worker: 'test' } as const;

/** A dossier whose second event was told by e-mail. */
async function told(name: 'dossier.received' | 'dossier.overdue' = 'dossier.received', change: object = {}) {
  const { id: subject } = await keptDossier(target, change);
  const event = anEvent(name, { dossierId: subject });
  const sent = { v: 1, channel: 'email', event: name, state: 'sent', messageId: 'ses-1', at } as const;
  const entries = chained([event], actor, undefined);
  await putAll(target, [
    ...entries.map((entry) => putEvent(entry, { agency: 'H25.03', day: '2021-10-11' })),
    putAnnouncement(event, sent),
  ]);
  return subject;
}

const mailOf = (dossierId: string, more: object) => ({
  mail: {
    timestamp: '2021-10-11T01:31:00.000Z',
    messageId: 'ses-1',
    destination: ['hoa.nguyen@example.vn'],
    tags: {
      'ses:configuration-set': ['motcua-email'],
      event: ['evt-0001'],
      dossier: [dossierId],
      sequence: ['2'],
    },
  },
  ...more,
});
const timestamp = '2021-10-11T01:32:00.000Z';
const delivery = (dossierId: string) =>
  mailOf(dossierId, {
    eventType: 'Delivery',
    delivery: { timestamp, recipients: ['hoa.nguyen@example.vn'] },
  });
const bounce = (dossierId: string, bounceType = 'Permanent') =>
  mailOf(dossierId, { eventType: 'Bounce', bounce: { timestamp, bounceType, bounceSubType: 'General' } });
const complaint = (dossierId: string) =>
  mailOf(dossierId, { eventType: 'Complaint', complaint: { timestamp, complaintFeedbackType: 'abuse' } });
const reject = (dossierId: string) =>
  mailOf(dossierId, { eventType: 'Reject', reject: { reason: 'Bad content' } });

/** Brings a report as EventBridge does. */
const hear = (detail: object) => followMail({ version: '0', source: 'aws.ses', detail });

async function listed(dossierId: string, claims: Record<string, string> = hoa) {
  const { status, body } = await call(api.listNotifications, listNotifications, {
    claims,
    params: { dossierId },
  });
  return status === 200 ? body.items : status;
}
const fatesOf = async (dossierId: string) =>
  (await listed(dossierId)).map(({ fate }: { fate?: object }) => fate);
const textsTo = (dossierId: string) =>
  sms.messages().filter(({ reference }) => reference === `${dossierId}.2`);
const attentionOf = async (dossierId: string) => (await loadFiledFile(dossierId)).dossier.attention;

describe('what SES reports of an e-mail', () => {
  it('stands beside it for its owner and its agency: that it arrived, and that it was complained of', async () => {
    const id = await told();
    await hear(delivery(id));
    const shown = {
      sequence: 2,
      event: 'dossier.received',
      channel: 'email',
      state: 'sent',
      at: '2021-10-11T08:31:00+07:00',
      mayHaveComeTwice: false,
      fate: { kind: 'delivered', at: '2021-10-11T08:32:00+07:00' },
    };
    expect(await listed(id)).toEqual([shown]);
    expect(await listed(id, caseOfficer)).toEqual([shown]);
    expect(await listed(id, nam)).toBe(404);
    for (const report of [complaint(id), delivery(id)]) await hear(report);
    expect(await listed(id)).toMatchObject([{ fate: { kind: 'complained' } }]);
    expect(await attentionOf(id)).toBeUndefined();
  });

  it('is nobody’s to follow where the e-mail told no event of a dossier', async () => {
    const report = bounce('');
    const { dossier: _, sequence: __, event: ___, ...tags } = report.mail.tags;
    await expect(hear({ ...report, mail: { ...report.mail, tags } })).resolves.toBeUndefined();
  });

  it.each([
    ['bounced', bounce],
    ['rejected', reject],
  ])('sends what %s as an SMS, once, and the desk learns of it', async (kind, report) => {
    const id = await told();
    sms.fail(1, 504, 'sent');
    await expect(hear(report(id))).rejects.toThrow('The provider of sms answered 504');
    expect(await fatesOf(id)).toEqual([undefined]);
    for (const one of [delivery(id), report(id), delivery(id), report(id)]) await hear(one);
    expect(textsTo(id)).toHaveLength(1);
    expect(await listed(id)).toMatchObject([
      { sequence: 2, channel: 'email', state: 'sent', fate: { kind } },
      { sequence: 2, channel: 'sms', state: 'sent', event: 'dossier.received' },
    ]);
    expect(await attentionOf(id)).toBe('applicant-unreached');
  });

  it('calls nobody to a dossier that has ended, nor away from what it is to look after already', async () => {
    const ended = await told('dossier.received', { status: 'returned' });
    const lost = await told('dossier.received', { status: 'done', attention: 'shipment-lost' });
    for (const id of [ended, lost]) await hear(bounce(id));
    expect([await attentionOf(ended), await attentionOf(lost)]).toEqual([undefined, 'shipment-lost']);
    expect(textsTo(lost)).toHaveLength(1);
  });

  it('takes a bounce that may pass for nothing: a reply on leave comes as one', async () => {
    const id = await told();
    await hear(bounce(id, 'Transient'));
    expect(await fatesOf(id)).toEqual([undefined]);
    expect(textsTo(id)).toEqual([]);
  });

  it('tells no applicant of a warning to the agency, whose e-mail came back', async () => {
    const id = await told('dossier.overdue');
    await hear(bounce(id));
    expect(textsTo(id)).toEqual([]);
    expect(await listed(id)).toEqual([]);
    expect(await listed(id, caseOfficer)).toMatchObject([
      { event: 'dossier.overdue', fate: { kind: 'bounced' } },
    ]);
  });

  it('comes again while the e-mail is not on record yet', async () => {
    await expect(hear(delivery(randomUUID()))).rejects.toThrow('not on record yet');
  });
});

describe('what the SMS provider reports', () => {
  const report = (dossierId: string, status: string, key = secret) => {
    const body = {
      eventId: randomUUID(),
      reference: `${dossierId}.2`,
      status,
      occurredAt: '2021-10-11T08:33:00+07:00',
    };
    return call(api.receiveSmsCallback, receiveSmsCallback, {
      body,
      headers: signatureHeaders(key, JSON.stringify(body), new Date()),
    });
  };

  it('stands beside the message; that it failed is the last word, and the desk learns of it', async () => {
    const id = await told();
    await hear(bounce(id));
    expect((await report(id, 'DELIVERED')).body).toEqual({ accepted: true });
    expect(await listed(id)).toMatchObject([{}, { channel: 'sms', fate: { kind: 'delivered' } }]);
    expect((await report(id, 'FAILED')).status).toBe(200);
    expect((await report(id, 'DELIVERED')).status).toBe(200);
    expect(await listed(id)).toMatchObject([{}, { channel: 'sms', fate: { kind: 'bounced' } }]);
    expect(await attentionOf(id)).toBe('applicant-unreached');
  });

  it('is refused of a message that was never sent, and from whoever has another key', async () => {
    const id = await told();
    expect((await report(id, 'DELIVERED')).body.code).toBe('message-not-found');
    expect((await report(id, 'DELIVERED', 'another')).body.code).toBe('signature-invalid');
  });
});
