import { createHash, randomUUID } from 'node:crypto';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as receiveIntake } from '../../functions/desk/receive-intake.ts';
import { handler as createDraft } from '../../functions/filing/create-draft.ts';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { handler as listNotifications } from '../../functions/notification/list-notifications.ts';
import { handler as bookConsignment } from '../../functions/postal/book-consignment.ts';
import { handler as cancelConsignment } from '../../functions/postal/cancel-consignment.ts';
import { handler as changeHandOver } from '../../functions/postal/change-hand-over.ts';
import { handler as listConsignments } from '../../functions/postal/list-consignments.ts';
import { handler as openHandOver } from '../../functions/postal/open-hand-over.ts';
import { handler as readHandOver } from '../../functions/postal/read-hand-over.ts';
import { handler as receivePostalCallback } from '../../functions/postal/receive-postal-callback.ts';
import { type PostalStandIn, startPostal } from '../../infra/partners/postal.ts';
import { systemNow } from '../../shared/clock.ts';
import { Booking, type Consignment, MOST_BOOKINGS } from '../../shared/consignment/consignment.ts';
import { consignmentLetters } from '../../shared/consignment/letters.ts';
import type { ConsignmentReport } from '../../shared/consignment/report.ts';
import { putConsignment } from '../../shared/consignment/store.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { remindAndClose } from '../../shared/desk/unanswered.ts';
import { loadFiledFile, loadFileIfThere } from '../../shared/dossier/store.ts';
import { randomId as newId } from '../../shared/ids.ts';
import { EDITION } from '../../shared/notification/messages.ts';
import { api } from '../../shared/operations.ts';
import { consignmentLetter } from '../../shared/postal/consignment-letter.ts';
import { pursueDue } from '../../shared/postal/retry.ts';
import { supplementBooked } from '../../shared/postal/supplement-booking.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { type Answered, call } from '../support/call.ts';
import { aConsignment } from '../support/consignments.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import {
  caseOfficer,
  declaration,
  declare,
  desk,
  fill,
  hoa,
  nam,
  officer,
  settleDocument,
  submit,
  submitted,
  transit,
} from '../support/filing.ts';
import { putAll } from '../support/kept-dossier.ts';

const secret = 'khóa chung với bưu điện';
const secrets = mockClient(SSMClient);
const mail = mockClient(SESv2Client);
let target: TestTable;
let postal: PostalStandIn;
beforeAll(async () => {
  target = await startApi();
  // Only whoever asks learns what happens there: its callbacks go nowhere.
  postal = await startPostal({ port: 0, callbackUrl: 'http://127.0.0.1:9', secret });
  Object.assign(process.env, {
    EMAIL_SENDER: 'no-reply@example.vn',
    EMAIL_CONFIGURATION_SET: 'motcua-test',
    PARTNER_POSTAL_URL: postal.url,
    PARTNER_POSTAL_SECRET_NAME: '/motcua/test/partners/postal',
  });
});
afterAll(async () => {
  await postal.stop();
  await target.stop();
});

/** Friday 8 October 2021. */
const friday = '2021-10-08T10:00:00+07:00';
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(friday);
  mail.reset();
  mail.on(SendEmailCommand).resolves({ MessageId: 'ses-1' });
  secrets
    .on(GetParameterCommand, { Name: '/motcua/test/partners/postal' })
    .resolves({ Parameter: { Value: secret } });
});
afterEach(() => {
  postal.disturb(undefined);
  vi.useRealTimers();
});

/** Days pass, and the post is told and asked for what is due. */
const run = (days = 0) => {
  vi.setSystemTime(Date.now() + days * 86_400_000 + 1000);
  return pursueDue('retry-deliveries', { now: systemNow, newId, wait: async () => {} });
};

const booking = {
  sender: {
    name: 'Nguyễn Thị Hoa',
    phone: '0912345678',
    address: { place: 'inProvince', unitCode: '13285', street: 'Số 12 đường Quy Lưu' },
  },
  window: { day: '2021-10-11', part: 'morning' },
  papers: [
    { paperId: 'application-form', originals: 1, copies: 0 },
    { paperId: 'identity-copy', originals: 0, copies: 1 },
  ],
};

/** A draft whose papers go by post, with its form. */
async function aDraft(): Promise<string> {
  const { body, status } = await call(api.createDraft, createDraft, {
    claims: hoa,
    key: randomUUID(),
    body: { procedureCode: '2.000488', channel: 'post' },
  });
  expect(status).toBe(201);
  await fill(body.id);
  return body.id;
}

const read = (dossierId: string, claims: Record<string, string> = hoa): Promise<Answered> =>
  call(api.readDossier, readDossier, { claims, params: { dossierId } });

/** A draft as it was read last, changed by its owner. */
async function book(dossierId: string, change: object = {}): Promise<Answered> {
  const { headers } = await read(dossierId);
  return call(api.bookConsignment, bookConsignment, {
    claims: hoa,
    key: randomUUID(),
    etag: headers.etag ?? '',
    params: { dossierId },
    body: { ...booking, ...change },
  });
}

async function cancel(dossierId: string, number = '1'): Promise<Answered> {
  const { headers } = await read(dossierId);
  return call(api.cancelConsignment, cancelConsignment, {
    claims: hoa,
    key: randomUUID(),
    etag: headers.etag ?? '',
    params: { dossierId, number },
  });
}

/** A draft that is booked, and the operator knows. */
async function booked(): Promise<string> {
  const dossierId = await aDraft();
  expect((await book(dossierId)).status).toBe(201);
  await run();
  return dossierId;
}

async function consignmentOf(dossierId: string) {
  const consignment = (await loadFileIfThere(dossierId))?.consignments.at(-1);
  if (!consignment) throw new Error(`${dossierId} has no consignment`);
  return consignment;
}
const expiryOf = async (dossierId: string) => {
  const dossier = (await loadFileIfThere(dossierId))?.dossier;
  return dossier?.status === 'draft' ? dossier.expiresAt : 'filed';
};

const referenceOf = (dossierId: string, number = 1): string => `${dossierId}-G${number}`;
const atOperator = (dossierId: string) =>
  postal.collections().filter(({ reference }) => reference.startsWith(dossierId));

/** The operator reports what it did, to us alone. */
async function report(dossierId: string, said: Partial<ConsignmentReport> & object): Promise<Answered> {
  const { reference, itemCode = '' } = await consignmentOf(dossierId);
  const rawBody = JSON.stringify({
    eventId: randomUUID(),
    reference,
    itemCode,
    occurredAt: new Date().toISOString(),
    ...said,
  });
  return call(api.receivePostalCallback, receivePostalCallback, {
    rawBody,
    headers: signatureHeaders(secret, rawBody, systemNow()),
  });
}

const checklist = {
  papers: booking.papers,
  seal: 'NP-0001',
  clerk: { name: 'Trần Văn Bình', card: 'VNP-0226-118' },
  signedAt: '2021-10-08T10:00:00+07:00',
};

const codeOf = ({ body }: Answered): string => String(body.type).split('/').at(-1) ?? '';

const openRecord = (
  dossierIds: readonly string[],
  claims: Record<string, string> = desk,
): Promise<Answered> =>
  call(api.openHandOver, openHandOver, {
    claims,
    key: randomUUID(),
    body: { direction: 'inbound', dossierIds },
  });

async function change(record: string, body: object): Promise<Answered> {
  const { headers } = await call(api.readHandOver, readHandOver, { claims: desk, params: { record } });
  return call(api.changeHandOver, changeHandOver, {
    claims: desk,
    key: randomUUID(),
    etag: headers.etag ?? '',
    params: { record },
    body,
  });
}
const carrier = { name: 'Trần Văn Bình', card: 'VNP-0226-118', route: 'HNM-04' };

/** What both sides count and sign of one dossier. @returns the record */
async function handedOver(dossierId: string, papers: readonly object[] = booking.papers): Promise<string> {
  const { record } = (await openRecord([dossierId])).body;
  await change(record, { action: 'count', dossierId, papers, sealIntact: true });
  await change(record, { action: 'sign' });
  expect((await change(record, { action: 'countersign', carrier })).status).toBe(200);
  return record;
}

const receive = async (dossierId: string, body: object = {}): Promise<Answered> => {
  const { headers } = await read(dossierId, desk);
  return call(api.receiveIntake, receiveIntake, {
    claims: desk,
    params: { dossierId },
    key: randomUUID(),
    etag: headers.etag ?? '',
    body: { papers: booking.papers, ...body },
  });
};

describe('a draft whose papers go by post', () => {
  it('is neither submitted nor uploaded for, and may be of level 2', async () => {
    const dossierId = await aDraft();
    expect((await read(dossierId)).body).toMatchObject({ channel: 'post', allowedActions: [] });
    const submitted = await submit(dossierId, { etag: '"2"' });
    expect([submitted.status, codeOf(submitted)]).toEqual([409, 'transition-not-allowed']);
    expect(codeOf(await declare(dossierId))).toBe('transition-not-allowed');
  });

  it('is collected only as the law and the rounds of the post allow, and what is missing is named', async () => {
    const dossierId = await aDraft();
    const faults = async (change: object) => {
      const { status, body } = await book(dossierId, change);
      return [status, ...body.errors.map(({ field, code }: Record<string, string>) => `${field} ${code}`)];
    };
    const onDay = (day: string, part = 'morning') => faults({ window: { day, part } });
    expect(await onDay('2021-10-08')).toEqual([400, '/window/day window-past']);
    expect(await onDay('2021-10-10')).toEqual([400, '/window/day not-a-working-day']);
    expect(await onDay('2021-10-25')).toEqual([400, '/window/day window-too-far']);
    expect(await faults({ papers: [...booking.papers, { paperId: 'x', originals: 1, copies: 0 }] })).toEqual([
      400,
      '/papers/2/paperId paper-unknown',
    ]);
    expect(await faults({ papers: booking.papers.slice(0, 1) })).toEqual([
      422,
      '/papers/identity-copy paper-missing',
    ]);
    expect((await book(dossierId, { window: { day: '2021-10-08', part: 'afternoon' } })).status).toBe(201);
  });

  it('is booked once at a time, kept while that is under way, and nobody else sees it', async () => {
    const dossierId = await aDraft();
    const { status, body } = await book(dossierId);
    expect([status, body.consignments]).toMatchObject([
      201,
      [
        {
          number: 1,
          reference: referenceOf(dossierId),
          status: { code: 'INTENDED' },
          papers: [{ name: expect.stringContaining('Tờ khai') }, {}],
          mayCallOff: true,
        },
      ],
    ]);
    expect(await expiryOf(dossierId)).toBeUndefined();
    expect(codeOf(await book(dossierId))).toBe('transition-not-allowed');
    expect((await read(dossierId, desk)).status).toBe(404);
    expect((await read(dossierId, nam)).status).toBe(404);
  });

  it('is booked so often only as one transaction can still write', async () => {
    const dossierId = await aDraft();
    const cameToNothing = Array.from({ length: MOST_BOOKINGS - 1 }, (_, index) =>
      aConsignment({ number: index + 1, reference: referenceOf(dossierId, index + 1), status: 'CANCELLED' }),
    );
    await putAll(
      target,
      cameToNothing.map((one) => putConsignment(dossierId, one, { owner: 'cd-hoa', agency: 'H25.03' })),
    );
    const last = await book(dossierId);
    expect([last.status, last.body.consignments?.at(-1)]).toMatchObject([201, { number: MOST_BOOKINGS }]);
    expect((await cancel(dossierId, String(MOST_BOOKINGS))).status).toBe(200);
    await run();
    await run();
    const refused = await book(dossierId);
    expect([codeOf(refused), refused.body.detail]).toEqual([
      'transition-not-allowed',
      expect.stringContaining(`${MOST_BOOKINGS} lần`),
    ]);
    expect((await loadFileIfThere(dossierId))?.consignments).toHaveLength(MOST_BOOKINGS);
  });
});

describe('the operator', () => {
  it('learns whom to find, when, and what to count, once, and nothing of the form', async () => {
    const dossierId = await booked();
    await run();
    const [order, ...others] = atOperator(dossierId);
    expect(others).toEqual([]);
    expect(order).toMatchObject({
      reference: referenceOf(dossierId),
      sender: { name: 'Nguyễn Thị Hoa', phone: '0912345678', address: expect.stringContaining('Quy Lưu') },
      receiver: { name: 'Sở Tư pháp' },
      window: { day: '2021-10-11', from: '07:30', until: '11:30' },
    });
    expect(JSON.stringify(order)).not.toContain('035190001234');
    expect(await consignmentOf(dossierId)).toMatchObject({ status: 'REQUESTED', letters: [], told: 1 });
  });

  it('is told that nobody wants it collected any more, and the draft may be booked anew', async () => {
    const dossierId = await booked();
    expect((await cancel(dossierId)).body.consignments[0].status.code).toBe('CANCELLING');
    await run();
    expect(atOperator(dossierId)[0]?.cancelledAt).toBeDefined();
    expect((await consignmentOf(dossierId)).status).toBe('CANCELLED');
    // 60 days after it was made, the end of which is later than 30 days from now.
    expect(await expiryOf(dossierId)).toBe(Date.parse('2021-12-07T10:00:00+07:00') / 1000);
    expect((await book(dossierId)).body.consignments).toMatchObject([{ number: 1 }, { number: 2 }]);
  });

  it('keeps what it has collected, whatever was wished meanwhile', async () => {
    const dossierId = await booked();
    await postal.collect(referenceOf(dossierId), 'COLLECTED', { forgotten: true });
    await cancel(dossierId);
    await run();
    expect((await consignmentOf(dossierId)).status).toBe('REQUESTED');
    await run(1);
    expect((await consignmentOf(dossierId)).status).toBe('COLLECTED');
  });

  it('that refuses an address leaves that to the desk, and to the owner, who books anew', async () => {
    const dossierId = await aDraft();
    postal.fail(1, 422);
    await book(dossierId);
    await run();
    expect(await consignmentOf(dossierId)).toMatchObject({
      status: 'INTENDED',
      attention: 'booking-refused',
    });
  });
});

describe('what the post reports of a collection', () => {
  it('leads it on, late, twice and out of order, with what was counted and signed', async () => {
    const dossierId = await booked();
    const failed = { status: 'COLLECTION_FAILED', attempt: 1, reason: 'receiverAbsent' } as const;
    expect((await report(dossierId, failed)).body).toEqual({
      accepted: true,
      shipmentStatus: 'COLLECTION_FAILED',
    });
    await report(dossierId, { status: 'COLLECTING', attempt: 1 });
    expect((await consignmentOf(dossierId)).status).toBe('COLLECTION_FAILED');
    await report(dossierId, { status: 'IN_TRANSIT' });
    const counted = [{ paperId: 'application-form', originals: 2, copies: 0 }];
    const collected = { status: 'COLLECTED', checklist: { ...checklist, papers: counted } } as const;
    for (const _ of [1, 2]) expect((await report(dossierId, collected)).status).toBe(200);
    expect((await read(dossierId)).body.consignments[0]).toMatchObject({
      status: { code: 'IN_TRANSIT' },
      checklist: { seal: 'NP-0001', papers: counted, clerk: { name: 'Trần Văn Bình' } },
      countedOtherwise: [
        { paperId: 'application-form', originals: 2 },
        { paperId: 'identity-copy', originals: 0, copies: 0 },
      ],
      failures: [{ attempt: 1, reason: { code: 'receiverAbsent' } }],
      mayCallOff: false,
    });
  });

  it('must be of its direction, and of a consignment that is there', async () => {
    const dossierId = await booked();
    const delivered = await report(dossierId, { status: 'DELIVERED' as never });
    expect([delivered.status, delivered.body.errors]).toMatchObject([
      400,
      [{ field: '/status', code: 'not-a-collection' }],
    ]);
    const unknown = await report(dossierId, { status: 'LOST', reference: `${randomUUID()}-G1` });
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'shipment-not-found']);
  });

  it('is made up from what it answers, and its silence is the task of the desk', async () => {
    const dossierId = await booked();
    const listed = async () => {
      const { body } = await call(api.listConsignments, listConsignments, { claims: desk });
      return body.items.find((one: { dossierId: string }) => one.dossierId === dossierId);
    };
    await run(3);
    expect(await listed()).toMatchObject({ status: { code: 'REQUESTED' } });
    await run(2);
    expect(await listed()).toMatchObject({ attention: 'consignment-silent' });
    await postal.collect(referenceOf(dossierId), 'COLLECTED', { forgotten: true });
    await run(1);
    const { attention, status } = await listed();
    expect([status.code, attention]).toEqual(['COLLECTED', undefined]);
    await report(dossierId, { status: 'LOST' });
    expect(await listed()).toMatchObject({ attention: 'consignment-lost' });
    expect(await expiryOf(dossierId)).toBeGreaterThan(Date.now() / 1000 + 29 * 86_400);
  });
});

describe('the owner', () => {
  const letters = () =>
    mail.commandCalls(SendEmailCommand).map(({ args: [{ input }] }) => input.Content?.Simple);

  it('hears by letter what matters, once, with the list and the seal, and each is on record', async () => {
    const dossierId = await booked();
    await run();
    await report(dossierId, { status: 'COLLECTED', checklist });
    for (const _ of [1, 2]) await run();
    expect(letters().map((letter) => letter?.Subject?.Data)).toEqual([
      'Bưu điện sẽ đến nhận hồ sơ',
      'Bưu điện đã nhận hồ sơ',
    ]);
    expect(letters()[1]?.Body?.Text?.Data).toMatch(/niêm phong số NP-0001.*1 bản chính, 0 bản sao/s);
    const { body } = await call(api.listNotifications, listNotifications, {
      claims: hoa,
      params: { dossierId },
    });
    expect(body.items).toMatchObject([
      { event: 'consignment.booked', channel: 'email', state: 'sent' },
      { event: 'consignment.collected', channel: 'email', state: 'sent' },
    ]);
  });

  it('is told again when the first try failed', async () => {
    mail.on(SendEmailCommand).rejectsOnce(new Error('down')).resolves({ MessageId: 'ses-2' });
    const dossierId = await booked();
    await run();
    expect((await consignmentOf(dossierId)).letters).toEqual(['booked']);
    await run(1);
    expect((await consignmentOf(dossierId)).letters).toEqual([]);
  });

  it('is told in words that change only with the edition of all texts', () => {
    const digestOf = (consignment: Consignment) => {
      const told = consignmentLetters.map((kind) => consignmentLetter(kind, consignment));
      return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 12);
    };
    expect([EDITION, digestOf(aConsignment()), digestOf(aConsignment({ supplement: 1 }))]).toEqual([
      3,
      'd26eacc9a927',
      'a473086828d3',
    ]);
  });
});

describe('at the desk', () => {
  it('papers count as filed at the second signature, and are received by our own record', async () => {
    const dossierId = await booked();
    await report(dossierId, { status: 'COLLECTED', checklist });
    vi.setSystemTime('2021-10-12T09:00:00+07:00');
    const record = await handedOver(dossierId);
    expect(await consignmentOf(dossierId)).toMatchObject({ status: 'HANDED_TO_AGENCY', handOver: record });
    vi.setSystemTime('2021-10-12T11:00:00+07:00');
    const typed = await receive(dossierId, {
      handOver: { record: '7', signedAt: '2021-10-12T09:00:00+07:00' },
    });
    expect(typed.body.errors).toMatchObject([{ field: '/handOver', code: 'on-record' }]);
    const { status, body } = await receive(dossierId);
    expect(status).toBe(201);
    expect(body.dossier).toMatchObject({
      status: 'received',
      channel: 'post',
      submittedAt: '2021-10-12T09:00:00+07:00',
      receivedAt: '2021-10-12T11:00:00+07:00',
      intake: { handOver: { record, signedAt: '2021-10-12T09:00:00+07:00' } },
      consignments: [{ status: { code: 'HANDED_TO_AGENCY' } }],
    });
    expect((await read(dossierId)).body.code).toBe(body.dossier.code);
    const { body: list } = await call(api.listConsignments, listConsignments, { claims: desk });
    expect(list.items.map((one: { dossierId: string }) => one.dossierId)).not.toContain(dossierId);
    // What was taken in does not come once more.
    const again = await openRecord([dossierId]);
    expect([again.status, codeOf(again)]).toEqual([409, 'hand-over-not-allowed']);
  });

  it('a record says of each what both counted, and never changes once it is signed', async () => {
    const dossierId = await booked();
    await report(dossierId, { status: 'COLLECTED', checklist });
    const opened = await openRecord([dossierId]);
    const { record } = opened.body;
    expect(opened.body).toMatchObject({
      direction: 'inbound',
      totals: { items: 1, papers: 2, codVnd: 0 },
      arrivals: [{ senderName: 'Nguyễn Thị Hoa', seal: 'NP-0001' }],
      allowedActions: ['add', 'remove', 'count', 'sign', 'discard'],
    });
    expect(codeOf(await change(record, { action: 'sign' }))).toBe('hand-over-not-allowed');
    const counted = { action: 'count', dossierId, papers: booking.papers, sealIntact: false };
    expect((await change(record, counted)).body.arrivals).toMatchObject([{ sealIntact: false }]);
    await change(record, { action: 'sign' });
    expect((await change(record, counted)).status).toBe(409);
    expect((await openRecord([dossierId])).status).toBe(409);
    expect((await change(record, { action: 'discard' })).body.arrivals).toMatchObject([{ senderName: '—' }]);
    expect((await openRecord([dossierId])).status).toBe(201);
  });

  it('another agency finds nothing of it', async () => {
    const dossierId = await booked();
    const others = officer('can-bo-mot-cua', 'H25.10');
    const stranger = await openRecord([dossierId], others);
    expect([stranger.status, codeOf(stranger)]).toEqual([404, 'dossier-not-found']);
    const { body } = await call(api.listConsignments, listConsignments, { claims: others });
    expect(body.items).toEqual([]);
  });
});

describe('a supplement', () => {
  const items = [
    { name: 'Bản sao CCCD', paperId: 'identity-copy' },
    { name: 'Bản giải trình' },
    { name: 'Số điện thoại đúng', field: '/applicant/phone' },
  ];
  const papers = [
    { paperId: 'identity-copy', originals: 0, copies: 1 },
    { paperId: 'moi-2', originals: 1, copies: 0 },
  ];
  const corrections = { '/applicant/phone': '0987654321' };
  const window = { day: '2021-10-11', part: 'morning' };

  /** Somebody does something with the dossier as it is now. */
  async function act(dossierId: string, body: object, claims: Record<string, string> = desk) {
    const { headers } = await read(dossierId, claims);
    return transit(dossierId, body, { claims, etag: headers.etag ?? '' });
  }

  /** Received on 8 October, and asked at once for a paper, something new, and a field. */
  async function asked(deadline = '2021-10-15'): Promise<string> {
    const dossierId = await submitted();
    await act(dossierId, { action: 'receive' });
    const request = { action: 'requestSupplement', reason: 'Thiếu giấy tờ', items, deadline };
    expect((await act(dossierId, request, caseOfficer)).status).toBe(200);
    return dossierId;
  }

  /** Booked for Monday, and the operator knows. */
  async function bookedFor(dossierId: string): Promise<void> {
    expect((await book(dossierId, { papers })).status).toBe(201);
    await run();
  }

  const strike = () => remindAndClose('follow-supplements', { now: systemNow, newId });
  const statusOf = async (dossierId: string) => (await read(dossierId)).body.status;
  const listedFor = async (dossierId: string) => {
    const { body } = await call(api.listConsignments, listConsignments, { claims: desk });
    return body.items.filter((one: { dossierId: string }) => one.dossierId === dossierId);
  };

  it('is taken in at the desk as it is counted, by whoever has no account too, and as a whole', async () => {
    const dossierId = await asked();
    const takeIn = (said: object) => act(dossierId, { action: 'takeInSupplement', ...said });
    const incomplete = await takeIn({ papers: papers.slice(0, 1), corrections });
    expect([codeOf(incomplete), incomplete.body.errors]).toMatchObject([
      'papers-incomplete',
      [{ field: '/moi-2', code: 'paper-missing', message: expect.stringContaining('Bản giải trình') }],
    ]);
    const others = [...papers, { paperId: 'application-form', originals: 1, copies: 0 }];
    expect((await takeIn({ papers: others, corrections })).body.errors).toMatchObject([
      { field: '/papers/2/paperId', code: 'paper-not-asked' },
    ]);
    expect((await takeIn({ papers })).body.errors).toMatchObject([
      { field: '/corrections/applicant/phone', code: 'required' },
    ]);
    expect(codeOf(await act(dossierId, { action: 'takeInSupplement', papers, corrections }, hoa))).toBe(
      'transition-not-allowed',
    );
    // One of both is scanned and not counted.
    const { body } = await declare(dossierId, { claims: desk, body: declaration('moi-2') });
    await settleDocument(dossierId, body.document.documentId);
    vi.setSystemTime('2021-10-12T09:00:00+07:00');
    const taken = await takeIn({ papers: papers.slice(0, 1), corrections });
    expect(taken.body).toMatchObject({
      status: 'processing',
      form: { applicant: { phone: '0987654321' } },
      supplements: [
        {
          answeredAt: '2021-10-12T09:00:00+07:00',
          papers: [{ paperId: 'identity-copy', name: 'Bản sao CCCD', copies: 1 }],
        },
      ],
    });
    expect(taken.body.documents).toContainEqual(expect.objectContaining({ paperId: 'moi-2', filed: true }));
  });

  it('goes by post as far as it was asked for, by its last day, and is neither sent nor ended meanwhile', async () => {
    const dossierId = await asked();
    const faults = async (change: object) =>
      (await book(dossierId, { papers, ...change })).body.errors?.map(
        ({ field, code }: Record<string, string>) => `${field} ${code}`,
      );
    expect(await faults({ window: { ...window, day: '2021-10-18' } })).toEqual([
      '/window/day window-after-deadline',
    ]);
    expect(await faults({ papers: booking.papers })).toEqual(['/papers/0/paperId paper-not-asked']);
    expect(await faults({ papers: papers.slice(0, 1) })).toEqual(['/papers/moi-2 paper-missing']);
    const file = await loadFiledFile(dossierId);
    const said = Booking.parse({ ...booking, papers });
    const occasion = {
      at: new Date(),
      actor: { kind: 'applicant', subject: 'cd-hoa' },
      newId,
      correlationId: 'c-1',
      calendar: civilServiceCalendar(),
    } as const;
    // The procedure is gone by now, or takes no papers by post.
    expect(() => supplementBooked(file, said, undefined, occasion)).toThrow('transition-not-allowed');
    await bookedFor(dossierId);
    expect(atOperator(dossierId)).toMatchObject([
      { papers: [{ name: 'Bản sao CCCD' }, { name: 'Bản giải trình' }] },
    ]);
    expect((await read(dossierId)).body.allowedActions).toEqual(['requestWithdrawal']);
    expect(codeOf(await act(dossierId, { action: 'answerSupplement', corrections }, hoa))).toBe(
      'supplement-by-post',
    );
    vi.setSystemTime('2021-10-18T09:00:00+07:00');
    expect(await strike()).toEqual({ acted: 0, failed: 0 });
    const ended = await act(dossierId, { action: 'closeUnanswered', reason: 'Quá hạn bổ sung' });
    expect(codeOf(ended)).toBe('supplement-by-post');
    expect(await statusOf(dossierId)).toBe('supplementRequested');
  });

  it('that the post brings is complete since both signed for it, and its time counts from there', async () => {
    const dossierId = await asked();
    await bookedFor(dossierId);
    await report(dossierId, { status: 'COLLECTED', checklist: { ...checklist, papers } });
    vi.setSystemTime('2021-10-19T09:00:00+07:00');
    const record = await handedOver(dossierId, papers);
    expect(await listedFor(dossierId)).toMatchObject([{ supplement: 1, handOver: { record } }]);
    expect(codeOf(await book(dossierId, { papers, window: { ...window, day: '2021-10-20' } }))).toBe(
      'transition-not-allowed',
    );
    vi.setSystemTime('2021-10-20T09:00:00+07:00');
    const taken = await act(dossierId, { action: 'takeInSupplement', papers, corrections });
    // Ten working days that begin anew on the 19th, not on the 20th.
    expect(taken.body).toMatchObject({
      status: 'processing',
      dueAt: '2021-11-02T17:00:00+07:00',
      supplements: [{ answeredAt: '2021-10-19T09:00:00+07:00', handOver: record }],
    });
    expect(await listedFor(dossierId)).toEqual([]);
    const dossier = (await loadFileIfThere(dossierId))?.dossier;
    expect(dossier).not.toHaveProperty('supplementByPost');
    expect(dossier).not.toHaveProperty('supplementUntil');
  });

  it('that the post cannot bring leaves time to bring it otherwise; called off by its owner it leaves none', async () => {
    const dossierId = await asked();
    await bookedFor(dossierId);
    vi.setSystemTime('2021-10-14T09:00:00+07:00');
    await report(dossierId, { status: 'LOST' });
    expect(await listedFor(dossierId)).toMatchObject([{ attention: 'consignment-lost' }]);
    expect((await read(dossierId)).body).toMatchObject({
      supplements: [{ deadline: '2021-10-19' }],
      allowedActions: ['answerSupplement', 'requestWithdrawal'],
    });
    await act(dossierId, { action: 'takeInSupplement', papers, corrections });
    expect(await listedFor(dossierId)).toEqual([]);

    const second = await asked('2021-10-22');
    expect((await book(second, { papers, window: { ...window, day: '2021-10-15' } })).status).toBe(201);
    await cancel(second);
    await run();
    expect((await consignmentOf(second)).status).toBe('CANCELLED');
    expect((await read(second)).body.supplements).toMatchObject([{ deadline: '2021-10-22' }]);
    vi.setSystemTime('2021-10-25T09:00:00+07:00');
    await strike();
    expect(await statusOf(second)).toBe('refused');
  });

  it('that came another way, or is wanted no more, is not collected, and what is on its way waits for nobody', async () => {
    const dossierId = await asked();
    await bookedFor(dossierId);
    await act(dossierId, { action: 'takeInSupplement', papers, corrections });
    expect((await consignmentOf(dossierId)).status).toBe('CANCELLING');
    await run();
    expect(atOperator(dossierId)[0]?.cancelledAt).toBeDefined();

    const second = await asked();
    await bookedFor(second);
    await report(second, { status: 'COLLECTED', checklist: { ...checklist, papers } });
    await act(second, { action: 'requestWithdrawal', reason: 'Không còn nhu cầu' }, hoa);
    await act(second, { action: 'confirmWithdrawal' }, caseOfficer);
    expect(await listedFor(second)).toMatchObject([{ status: { code: 'COLLECTED' } }]);
    await handedOver(second, papers);
    expect(await listedFor(second)).toEqual([]);
  });
});
