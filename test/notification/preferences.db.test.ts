import { randomUUID } from 'node:crypto';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handler as confirmAddress } from '../../functions/notification/confirm-address.ts';
import { handler as followMail } from '../../functions/notification/follow-mail.ts';
import { handler as listNotifications } from '../../functions/notification/list-notifications.ts';
import { handler as notify } from '../../functions/notification/notify-applicant.ts';
import { handler as readPreferences } from '../../functions/notification/read-preferences.ts';
import { handler as receivePushCallback } from '../../functions/notification/receive-push-callback.ts';
import { handler as receiveSmsCallback } from '../../functions/notification/receive-sms-callback.ts';
import { handler as setPreferences } from '../../functions/notification/set-preferences.ts';
import { handler as changeConsent } from '../../functions/rights/change-consent.ts';
import { handler as readConsents } from '../../functions/rights/read-consents.ts';
import { type PhoneStandIn, startPhones } from '../../infra/partners/phones.ts';
import { localTimeOf } from '../../shared/clock.ts';
import type { CloudEvent } from '../../shared/dossier/events.ts';
import { chained, putEvent } from '../../shared/event/outbox.ts';
import { randomId } from '../../shared/ids.ts';
import { sendWaiting } from '../../shared/notification/waiting.ts';
import { api } from '../../shared/operations.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { call, lambdaContext } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { anEvent } from '../support/events.ts';
import { caseOfficer } from '../support/filing.ts';
import { batchOf, keptDossier, putAll } from '../support/kept-dossier.ts';

const secret = 'khóa chung với nhà mạng';
const ses = mockClient(SESv2Client);
let target: TestTable;
let sms: PhoneStandIn;
let push: PhoneStandIn;
beforeAll(async () => {
  target = await startApi();
  const callbackUrl = 'http://127.0.0.1:9';
  sms = await startPhones({ channel: 'sms', port: 0, callbackUrl, secret });
  push = await startPhones({ channel: 'push', port: 0, callbackUrl, secret });
  Object.assign(process.env, {
    EMAIL_SENDER: 'motcua@hanam.gov.vn',
    EMAIL_CONFIGURATION_SET: 'motcua-email',
    AGENCY_MAILBOXES: '{}',
    PARTNER_PUSH_URL: push.url,
    PARTNER_PUSH_SECRET_NAME: '/motcua/test/partners/push',
    PARTNER_SMS_URL: sms.url,
    PARTNER_SMS_SECRET_NAME: '/motcua/test/partners/sms',
  });
  mockClient(SSMClient)
    .on(GetParameterCommand)
    .resolves({ Parameter: { Value: secret } });
});
afterAll(async () => {
  await sms.stop();
  await push.stop();
  await target.stop();
});
beforeEach(() => {
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: 'ses-1' });
  process.env.MESSAGE_TIMING = JSON.stringify({ gatherSeconds: 60 });
});

/** An applicant of its own for each test. */
const stranger = () => ({ sub: `cd-${randomUUID()}`, LoaiTaiKhoan: '1', HoVaTen: 'Nguyễn Thị Hoa' });
type Claims = Record<string, string>;
const consent = (claims: Claims, body: object) =>
  call(api.changeConsent, changeConsent, {
    claims,
    params: { purpose: 'further-addresses' },
    key: randomUUID(),
    body,
  });
/** One who agrees to be written to at further addresses. */
async function somebody() {
  const claims = stranger();
  await consent(claims, { state: 'given', version: 1 });
  return claims;
}
const choose = (claims: Claims, body: object) =>
  call(api.setPreferences, setPreferences, {
    claims,
    key: randomUUID(),
    body: { language: 'vi', channels: ['email', 'sms'], addresses: [], ...body },
  });
const confirm = (claims: Claims, address: string, code: string) =>
  call(api.confirmAddress, confirmAddress, { claims, key: randomUUID(), body: { address, code } });
const read = async (claims: Claims) => (await call(api.readPreferences, readPreferences, { claims })).body;

/** E-mails so far, each by where it went, its subject and its text. */
const mails = () =>
  ses.commandCalls(SendEmailCommand).map(({ args: [{ input }] }) => ({
    to: input.Destination?.ToAddresses?.[0],
    subject: input.Content?.Simple?.Subject?.Data,
    text: input.Content?.Simple?.Body?.Text?.Data ?? '',
    tags: Object.fromEntries((input.EmailTags ?? []).map(({ Name = '', Value }) => [Name, Value])),
  }));
const codeIn = (text = '') => /(?:Mã xác nhận|Code): (\w{8})/.exec(text)?.[1] ?? '';

async function confirmed(claims: Claims, address: string, choice: object = {}): Promise<void> {
  await choose(claims, { ...choice, addresses: [address] });
  await confirm(claims, address, codeIn(mails().at(-1)?.text));
  ses.resetHistory();
}

const tell = (...events: CloudEvent[]) => notify(batchOf(...events), lambdaContext);
async function listed(dossierId: string) {
  const { body } = await call(api.listNotifications, listNotifications, {
    claims: caseOfficer,
    params: { dossierId },
  });
  return body.items;
}
const pushesTo = (dossierId: string) =>
  push.messages().filter(({ reference }) => reference.startsWith(dossierId));
const textsTo = (dossierId: string) =>
  sms.messages().filter(({ reference }) => reference.startsWith(dossierId));

/** Events of a dossier as the log holds them, one a second. */
async function logged(dossierId: string, ...names: Parameters<typeof anEvent>[0][]): Promise<CloudEvent[]> {
  const events = names.map((name, place) => ({
    ...anEvent(name, { dossierId, amountVnd: 200_000, deadline: '2021-10-20' }, randomUUID()),
    sequence: place + 1,
    time: `2021-10-11T01:30:0${place}.000Z`,
  }));
  const entries = chained(events, { kind: 'system', worker: 'test' }, undefined);
  await putAll(
    target,
    entries.map((entry) => putEvent(entry, { agency: 'H25.03', day: '2021-10-11' })),
  );
  return events;
}

describe('how somebody wants to be told', () => {
  it('is as it is for all until it is chosen, and nobody else sees it', async () => {
    const [hoa, nam] = [await somebody(), await somebody()];
    const atFirst = { language: 'vi', channels: ['email', 'sms'], addresses: [] };
    expect(await read(hoa)).toEqual(atFirst);
    const choice = {
      language: 'en',
      channels: ['sms'],
      quiet: { from: '22:00', until: '06:00' },
      addresses: [],
    };
    expect((await choose(hoa, choice)).body).toEqual(choice);
    expect([await read(hoa), await read(nam)]).toEqual([choice, atFirst]);
    expect((await choose(hoa, { quiet: { from: '07:00', until: '20:00' } })).status).toBe(400);
  });

  it('has no address that is not confirmed: its code goes there, and is told to nobody', async () => {
    const hoa = await somebody();
    const address = 'ke-toan@congty.example.vn';
    const { body } = await choose(hoa, { addresses: ['Ke-Toan@congty.EXAMPLE.vn', address] });
    expect(mails().map(({ to }) => to)).toEqual(['Ke-Toan@congty.example.vn', address]);
    const code = codeIn(mails()[1]?.text);
    expect(code).toHaveLength(8);
    expect(JSON.stringify(body)).not.toContain(code);
    const refused = [
      await confirm(await somebody(), address, code),
      await confirm(hoa, address, 'AAAAAAAA'),
      await confirm(hoa, 'khac@example.vn', code),
    ];
    expect(refused.map(({ body: { code: problem } }) => problem)).toEqual(Array(3).fill('code-not-valid'));
    const spelt = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase();
    expect((await confirm(hoa, address, spelt)).body.addresses).toEqual([
      { address: 'Ke-Toan@congty.example.vn', confirmed: false },
      { address, confirmed: true },
    ]);
  });

  it('takes five tries of a code, also when they come at once', async () => {
    const hoa = await somebody();
    const address = 'ke-toan@congty.example.vn';
    await choose(hoa, { addresses: [address] });
    await Promise.all(Array.from({ length: 5 }, (_, place) => confirm(hoa, address, `WRONG00${place}`)));
    expect((await confirm(hoa, address, codeIn(mails()[0]?.text))).body.code).toBe('code-not-valid');
  });

  it('has further addresses only while its owner agrees, and none from the moment on in which it does not', async () => {
    const hoa = stranger();
    const address = 'ke-toan@congty.example.vn';
    expect((await choose(hoa, { addresses: [address] })).body.code).toBe('consent-required');
    expect(mails()).toEqual([]);
    expect((await consent(hoa, { state: 'given', version: 99 })).body.code).toBe('consent-wording-changed');
    expect((await consent(hoa, { state: 'given', version: 1 })).body.inForce).toBe(true);
    await confirmed(hoa, address);
    const { body } = await consent(hoa, { state: 'withdrawn' });
    // Saying it again adds nothing: what was said stands, each with its wording and time.
    expect((await consent(hoa, { state: 'withdrawn' })).body).toEqual(body);
    expect(body).toMatchObject({
      purpose: 'further-addresses',
      inForce: false,
      history: [
        { state: 'given', version: 1 },
        { state: 'withdrawn', version: 1 },
      ],
    });
    expect((await read(hoa)).addresses).toEqual([]);
    const { id } = await keptDossier(target, { owner: hoa.sub });
    await tell(...(await logged(id, 'dossier.received')));
    expect(mails().map(({ to }) => to)).not.toContain(address);
    expect((await choose(hoa, { addresses: [address] })).body.code).toBe('consent-required');
    const all = await call(api.readConsents, readConsents, { claims: hoa });
    expect(all.body.items.map((one: { purpose: string }) => one.purpose)).toEqual([
      'reuse-results',
      'further-addresses',
    ]);
    expect(all.body.items[1]).toEqual(body);
  });

  it('sends no code for a call that is repeated', async () => {
    const said = {
      claims: await somebody(),
      key: randomUUID(),
      body: { language: 'vi', channels: [], addresses: ['a@example.vn'] },
    };
    const first = await call(api.setPreferences, setPreferences, said);
    const again = await call(api.setPreferences, setPreferences, said);
    expect(again.body).toEqual(first.body);
    expect(mails().length).toBeLessThanOrEqual(2);
  });
});

describe('a message', () => {
  it('is copied to each further address, once, and what becomes of a copy stands beside it', async () => {
    const [hoa, nam] = [await somebody(), await somebody()];
    await confirmed(hoa, 'ke-toan@congty.example.vn');
    await confirmed(nam, 'uy-quyen@example.vn', { language: 'en' });
    const { id } = await keptDossier(target, {
      owner: hoa.sub,
      proxy: nam.sub,
      submitter: { fullName: 'Trần Văn Nam' },
    });
    const event = anEvent('dossier.received', { dossierId: id });
    ses.on(SendEmailCommand).callsFake(() => {
      if (mails().length === 2) throw new Error('cut off');
      return { MessageId: 'ses-1' };
    });
    await tell(event);
    expect((await tell(event, event)).batchItemFailures).toEqual([]);
    expect(mails().map(({ to, subject }) => [to, subject])).toEqual([
      ['ke-toan@congty.example.vn', '[H25.03-211010-0001] Hồ sơ đã được tiếp nhận'],
      ['uy-quyen@example.vn', '[H25.03-211010-0001] Dossier received'],
      ['uy-quyen@example.vn', '[H25.03-211010-0001] Dossier received'],
      ['hoa.nguyen@example.vn', '[H25.03-211010-0001] Hồ sơ đã được tiếp nhận'],
    ]);
    expect(mails()[1]?.text).toContain('Dear Trần Văn Nam,');
    expect(mails()[1]?.text).toContain('Status: Received');
    const { copy } = mails()[0]?.tags ?? {};
    const tags = { dossier: [id], sequence: ['2'], copy: [copy] };
    const timestamp = '2021-10-11T01:32:00.000Z';
    await followMail({
      detail: {
        eventType: 'Bounce',
        mail: { tags, timestamp },
        bounce: { timestamp, bounceType: 'Permanent' },
      },
    });
    const items = await listed(id);
    expect(items.filter((one: { copy?: true }) => one.copy)).toHaveLength(2);
    expect(items.filter((one: { fate?: object }) => one.fate)).toMatchObject([
      { copy: true, fate: { kind: 'bounced' } },
    ]);
    expect(textsTo(id)).toEqual([]);
  });

  it('is in the language and by the channel that its owner chose', async () => {
    const hoa = await somebody();
    await choose(hoa, { language: 'en', channels: ['sms', 'email'] });
    const { id } = await keptDossier(target, { owner: hoa.sub });
    await tell(anEvent('dossier.received', { dossierId: id }));
    expect(textsTo(id).map(({ text }) => text)).toEqual([
      'Dossier H25.03-211010-0001 was received on 11/10/2021. The result is due on 25/10/2021 17:00.',
    ]);
    expect(mails()).toEqual([]);
  });

  it('of what the law demands comes also to whoever wants none, and no other', async () => {
    const hoa = await somebody();
    await choose(hoa, { channels: [] });
    const { id } = await keptDossier(target, { owner: hoa.sub });
    const submitted = { ...anEvent('dossier.submitted', { dossierId: id }), sequence: 1 };
    await tell(submitted, anEvent('dossier.received', { dossierId: id }));
    expect(mails().map(({ subject }) => subject)).toEqual(['[H25.03-211010-0001] Hồ sơ đã được tiếp nhận']);
    expect(await listed(id)).toMatchObject([
      { sequence: 1, state: 'skipped' },
      { sequence: 2, state: 'sent' },
    ]);
  });

  it('comes to the app of who chose it, in full and with the way to the tracking page', async () => {
    const hoa = await somebody();
    await choose(hoa, { channels: ['push'] });
    const { id } = await keptDossier(target, { owner: hoa.sub });
    const [, received] = await logged(id, 'dossier.submitted', 'dossier.received');
    await tell(...(received ? [received] : []));
    expect(pushesTo(id)).toMatchObject([
      {
        to: '0912345678',
        title: 'Hồ sơ đã được tiếp nhận',
        text: 'Hồ sơ H25.03-211010-0001 đã được tiếp nhận ngày 11/10/2021. Ngày hẹn trả kết quả: 25/10/2021 17:00.',
        url: 'http://127.0.0.1:4800/tracking',
      },
    ]);
    expect([mails(), textsTo(id)]).toEqual([[], []]);
    const body = {
      eventId: randomUUID(),
      reference: `${id}.2`,
      status: 'FAILED',
      occurredAt: '2021-10-11T08:33:00+07:00',
    };
    const headers = signatureHeaders(secret, JSON.stringify(body), new Date());
    expect((await call(api.receivePushCallback, receivePushCallback, { body, headers })).status).toBe(200);
    await strikeIn(1);
    expect(mails().map(({ to }) => to)).toContain('hoa.nguyen@example.vn');
    expect(await listed(id)).toMatchObject([
      { channel: 'email', state: 'sent' },
      { channel: 'push', state: 'sent', fate: { kind: 'bounced' } },
    ]);
  });

  it('goes on to the next channel where nobody has the app', async () => {
    const hoa = await somebody();
    await choose(hoa, { channels: ['push', 'sms'] });
    const { id } = await keptDossier(target, { owner: hoa.sub });
    push.fail(1, 422);
    await tell(anEvent('dossier.received', { dossierId: id }));
    expect([pushesTo(id).length, textsTo(id).length, mails().length]).toEqual([0, 1, 0]);
    expect(await listed(id)).toMatchObject([
      { channel: 'push', state: 'skipped' },
      { channel: 'sms', state: 'sent' },
    ]);
  });

  it('that no telephone took goes by e-mail within the hour', async () => {
    const hoa = await somebody();
    await choose(hoa, { channels: ['sms'] });
    const { id } = await keptDossier(target, { owner: hoa.sub });
    const [, received] = await logged(id, 'dossier.submitted', 'dossier.received');
    await tell(...(received ? [received] : []));
    const body = {
      eventId: randomUUID(),
      reference: `${id}.2`,
      status: 'FAILED',
      occurredAt: '2021-10-11T08:33:00+07:00',
    };
    const headers = signatureHeaders(secret, JSON.stringify(body), new Date());
    expect((await call(api.receiveSmsCallback, receiveSmsCallback, { body, headers })).status).toBe(200);
    expect(mails()).toEqual([]);
    await strikeIn(1);
    expect(mails().map(({ to }) => to)).toContain('hoa.nguyen@example.vn');
    expect(await listed(id)).toMatchObject([
      { channel: 'email', state: 'sent' },
      { channel: 'sms', state: 'sent', fate: { kind: 'bounced' } },
    ]);
  });
});

/** The clock strikes so many hours from now. */
const strikeIn = (hours: number) =>
  sendWaiting('watch-due-days', {
    now: () => new Date(Date.now() + hours * 3_600_000),
    newId: randomId,
  });

describe('three events of a moment', () => {
  const names = ['dossier.submitted', 'dossier.received', 'dossier.payment-requested'] as const;

  it('are one message, and each is on record with it, however often the queue brings them', async () => {
    const { id } = await keptDossier(target, { lastEvent: 3 });
    const events = await logged(id, ...names);
    for (const _again of [1, 2]) expect(await tell(...events)).toEqual({ batchItemFailures: [] });
    expect(mails().map(({ subject, tags: { sequence } }) => [subject, sequence])).toEqual([
      ['[H25.03-211010-0001] Hồ sơ cần thanh toán', '3'],
    ]);
    expect(mails()[0]?.text).toContain('đã được tiếp nhận ngày 11/10/2021');
    expect(await listed(id)).toMatchObject([
      { sequence: 1, event: 'dossier.submitted', state: 'sent', toldWith: 3 },
      { sequence: 2, event: 'dossier.received', state: 'sent', toldWith: 3 },
      { sequence: 3, event: 'dossier.payment-requested', state: 'sent' },
    ]);
  });

  it('are told all the same when the first comes after the others, such as from the dead letters', async () => {
    const { id } = await keptDossier(target, { lastEvent: 3 });
    const [first, ...later] = await logged(id, ...names);
    expect(await tell(...later)).toEqual({ batchItemFailures: [] });
    for (const _again of [1, 2])
      expect(await tell(...(first ? [first] : []))).toEqual({ batchItemFailures: [] });
    expect(mails().map(({ tags: { sequence } }) => sequence)).toEqual(['3', '1']);
    expect(mails()[1]?.text).not.toContain('thanh toán trước');
    expect(await listed(id)).toMatchObject([
      { sequence: 1, state: 'sent', mayHaveComeTwice: false },
      { sequence: 2, state: 'sent', toldWith: 3 },
      // A run that failed may have told it with the first.
      { sequence: 3, state: 'sent', mayHaveComeTwice: true },
    ]);
  });

  it('are no second SMS where the provider had the message in other words', async () => {
    const hoa = await somebody();
    await choose(hoa, { channels: ['sms'] });
    const { id } = await keptDossier(target, { owner: hoa.sub, lastEvent: 3 });
    const [, second, third] = await logged(id, ...names);
    // All of it goes out, and nobody hears so; then the last comes alone, for the one before is put aside.
    sms.fail(1, 504, 'sent');
    expect((await tell(...(second ? [second] : []))).batchItemFailures).toHaveLength(1);
    expect(await tell(...(third ? [third] : []))).toEqual({ batchItemFailures: [] });
    expect(textsTo(id).map(({ reference }) => reference)).toEqual([`${id}.3`]);
    expect((await listed(id)).at(-1)).toMatchObject({ sequence: 3, channel: 'sms', state: 'sent' });
  });

  it('are one SMS with all of it when the e-mail comes back', async () => {
    const { id } = await keptDossier(target, { lastEvent: 3 });
    await tell(...(await logged(id, ...names)));
    const timestamp = '2021-10-11T01:32:00.000Z';
    const mail = { tags: { dossier: [id], sequence: ['3'] }, timestamp };
    await followMail({
      detail: { eventType: 'Bounce', mail, bounce: { timestamp, bounceType: 'Permanent' } },
    });
    expect(textsTo(id)).toMatchObject([
      { reference: `${id}.3`, text: expect.stringContaining('da duoc tiep nhan') },
    ]);
  });

  it('are three when more than a minute lies between them', async () => {
    process.env.MESSAGE_TIMING = JSON.stringify({ gatherSeconds: 0 });
    const { id } = await keptDossier(target, { lastEvent: 3 });
    await tell(...(await logged(id, ...names)));
    expect(mails()).toHaveLength(3);
  });
});

describe('in quiet hours', () => {
  beforeEach(() => {
    const hour = (more: number) =>
      localTimeOf(new Date(Date.now() + more * 3_600_000)).replace(/\d\d$/, '00');
    const quiet = { from: hour(-1), until: hour(2) };
    process.env.MESSAGE_TIMING = JSON.stringify({ quiet, gatherSeconds: 60 });
  });

  it('what officers do waits, and goes out once as one message when they end', async () => {
    const { id } = await keptDossier(target, { lastEvent: 3 });
    const [, ...events] = await logged(
      id,
      'dossier.submitted',
      'dossier.received',
      'dossier.payment-requested',
    );
    for (const _again of [1, 2]) await tell(...events);
    await strikeIn(0);
    expect(mails()).toEqual([]);
    expect(await listed(id)).toMatchObject([
      { sequence: 2, state: 'waiting' },
      { sequence: 3, state: 'waiting' },
    ]);
    expect(await strikeIn(3)).toMatchObject({ failed: 0 });
    await strikeIn(3);
    expect(mails().filter(({ tags }) => tags.dossier === id)).toMatchObject([{ tags: { sequence: '3' } }]);
    expect(await listed(id)).toMatchObject([
      { sequence: 2, state: 'sent', toldWith: 3, mayHaveComeTwice: false },
      { sequence: 3, state: 'sent', mayHaveComeTwice: false },
    ]);
  });

  it('a run that was cut off is made up, and says that it may have come twice', async () => {
    const { id } = await keptDossier(target);
    const [, received] = await logged(id, 'dossier.submitted', 'dossier.received');
    await tell(...(received ? [received] : []));
    ses.on(SendEmailCommand).rejects(new Error('cut off'));
    expect((await strikeIn(3)).failed).toBeGreaterThan(0);
    ses.on(SendEmailCommand).resolves({ MessageId: 'ses-2' });
    expect((await strikeIn(3)).failed).toBe(0);
    expect(await listed(id)).toMatchObject([{ state: 'sent', mayHaveComeTwice: true }]);
  });

  it("what one waits for comes at once, and nobody's night is another's", async () => {
    const nam = await somebody();
    const elsewhen = localTimeOf(new Date(Date.now() + 5 * 3_600_000)).replace(/\d\d$/, '00');
    const later = localTimeOf(new Date(Date.now() + 6 * 3_600_000)).replace(/\d\d$/, '00');
    await choose(nam, { quiet: { from: elsewhen, until: later } });
    const [own, his] = [await keptDossier(target), await keptDossier(target, { owner: nam.sub })];
    await tell(
      anEvent('dossier.submitted', { dossierId: own.id, actor: { kind: 'applicant' } }),
      anEvent('dossier.received', { dossierId: his.id }),
    );
    expect(mails()).toHaveLength(2);
  });
});
