import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { SQSRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { vi } from 'vitest';
import * as z from 'zod';
import { handler as followMail } from '../../../functions/notification/follow-mail.ts';
import { handler as notifyApplicant } from '../../../functions/notification/notify-applicant.ts';
import { handler as receiveSmsCallback } from '../../../functions/notification/receive-sms-callback.ts';
import { startPhones } from '../../../infra/partners/phones.ts';
import { systemNow } from '../../../shared/clock.ts';
import { civilServiceCalendar } from '../../../shared/deadline/seed.ts';
import type { Filed } from '../../../shared/dossier/dossier.ts';
import { type CloudEvent, events } from '../../../shared/dossier/events.ts';
import { filedStatuses } from '../../../shared/dossier/status.ts';
import { loadFiledFile } from '../../../shared/dossier/store.ts';
import { readLog } from '../../../shared/event/outbox.ts';
import { randomId as newId } from '../../../shared/ids.ts';
import { messageOf } from '../../../shared/notification/email.ts';
import { messageReferenceOf } from '../../../shared/notification/message-report.ts';
import { loadAnnouncements } from '../../../shared/notification/store.ts';
import { sendWaiting } from '../../../shared/notification/waiting.ts';
import { api } from '../../../shared/operations.ts';
import { signatureHeaders } from '../../../shared/signature.ts';
import { dossierPK, EVENT_PREFIX } from '../../../shared/table/keys.ts';
import { queryItems } from '../../../shared/table/query.ts';
import type { Tally } from '../../model/tally.ts';
import { call, lambdaContext } from '../../support/call.ts';
import { batchOf } from '../../support/kept-dossier.ts';
import { type Dice, drawn } from './dice.ts';
import { allOf } from './side-by-side.ts';
import { SECRET } from './world.ts';

/** What SES says of an e-mail in the end, and how sure that is. */
const sureness = { delivered: 1, complained: 2, bounced: 3 } as const;
type MailFate = keyof typeof sureness;

/** An e-mail that SES took, whether or not we heard its answer. */
type Mail = { readonly tags: Readonly<Record<string, string>>; readonly fate: MailFate };

const Tags = z.object({ dossier: z.string(), sequence: z.coerce.number() });
/** The event that an e-mail told, as messages by telephone refer to it. */
const referenceOf = (tags: Mail['tags']): string => {
  const { dossier: subject, sequence } = Tags.parse(tags);
  return messageReferenceOf({ subject, sequence });
};

/** What came of all that was to be told. Every number of what is wrong is to be 0. */
export type MessagesOutcome = {
  readonly messages: {
    readonly events: number;
    readonly emails: number;
    readonly sms: number;
    /** E-mails of which the record says that they may have come twice. */
    readonly mayHaveComeTwice: number;
  };
  readonly wrong: {
    readonly eventsWithoutRecord: number;
    /** Sent twice, and the record does not say that it may have been. */
    readonly doublesUntold: number;
    readonly smsSentTwice: number;
    /** Came back, and neither another channel was tried nor does the desk know. */
    readonly bouncesUnheeded: number;
    /** SES has said something else of it than stands on record. */
    readonly fatesApart: number;
  };
};

/** Whatever a message says besides, it says something. */
const circumstances = {
  agencyName: { vi: 'Sở Tư pháp', en: 'Department of Justice' },
  desk: 'Bộ phận Một cửa',
  calendar: civilServiceCalendar(),
};

/** The events of a dossier that its people are told of, as the log holds them. */
async function eventsOf({ id }: Filed): Promise<readonly CloudEvent[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :event)',
    ExpressionAttributeValues: { ':dossier': dossierPK(id), ':event': EVENT_PREFIX },
  });
  return readLog(items)
    .map((event) => events.parse(event))
    .filter((event) => messageOf(event, circumstances));
}

/** An event as the queue brings it for the n-th time. */
function brought(event: CloudEvent, deliveries: number): SQSRecord {
  const [record] = batchOf(event).Records;
  if (!record) throw new Error('a batch has its event');
  const attributes = { ...record.attributes, ApproximateReceiveCount: String(deliveries) };
  return { ...record, messageId: `${event.id} ${newId()}`, attributes };
}

/** What no version ever published: it is put aside, and holds up its own dossier alone. */
const poisoned = (event: CloudEvent): SQSRecord => ({
  ...brought(event, 1),
  messageId: `poisoned ${newId()}`,
  body: JSON.stringify({ specversion: '1.0', type: 'vn.gov.hanam.motcua.dossier.unheard-of.v1' }),
});

/** SES and the SMS provider, who fail as they do: before or after they sent. */
class Providers {
  readonly mails: Mail[] = [];
  readonly #ses = mockClient(SESv2Client);
  readonly #dice: Dice;
  readonly #tally: Tally;
  isFaulty = true;

  constructor(dice: Dice, tally: Tally) {
    this.#dice = dice;
    this.#tally = tally;
    this.#ses.on(SendEmailCommand).callsFake((input) => this.#send(input));
  }

  #send({ EmailTags = [] }: { EmailTags?: { Name?: string; Value?: string }[] }) {
    const tags = Object.fromEntries(EmailTags.map(({ Name = '', Value = '' }) => [Name, Value]));
    const reference = referenceOf(tags);
    const kind = this.isFaulty
      ? drawn(this.#dice(`mail of ${reference}`), [
          [82, 'sent'],
          [5, 'throttled'],
          [5, 'out of order'],
          [4, 'sent, and the answer lost'],
          // An account that is still in the sandbox sends to nobody whose address was not verified.
          [4, 'sandboxed'],
        ] as const)
      : 'sent';
    this.#tally.add('e-mails', kind);
    if (kind !== 'sent' && kind !== 'sent, and the answer lost') throw new Error(kind);
    const fate = drawn(this.#dice(`fate of mail ${reference}`), [
      [90, 'delivered'],
      [3, 'complained'],
      [7, 'bounced'],
    ] as const);
    this.#tally.add('e-mails in the end', fate);
    this.mails.push({ tags, fate });
    if (kind !== 'sent') throw new Error(kind);
    return { MessageId: `ses-${this.mails.length}` };
  }

  /** What the SMS provider does instead of what was asked. */
  disturb(reference: string): { readonly status: number; readonly what: 'refused' | 'sent' } | undefined {
    const what = drawn(this.#dice(`sms of ${reference}`), [
      [85, undefined],
      [5, 'refused'],
      [5, 'sent'],
    ] as const);
    if (!what || !this.isFaulty) return undefined;
    this.#tally.add('SMS', what === 'sent' ? 'sent, and the answer lost' : 'out of order');
    return { status: 503, what };
  }

  stop(): void {
    this.#ses.restore();
  }
}

/** Deliveries before an event is with the dead letters. */
const MOST = 5;

/**
 * The queue brings the events of each dossier in their order, some twice, with a poisoned one now and then, and again what was not
 * taken; then an operator has the dead letters brought once more.
 */
async function tellAll(
  lines: readonly (readonly CloudEvent[])[],
  providers: Providers,
  { dice, tally, faults }: Surroundings,
): Promise<void> {
  const dead: CloudEvent[] = [];
  const tell = async (records: readonly SQSRecord[]) => {
    const { batchItemFailures } = await notifyApplicant({ Records: [...records] }, lambdaContext);
    vi.setSystemTime(Date.now() + 1000);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  for (const line of lines)
    for (const event of line) {
      const strange = dice(`poison of ${messageReferenceOf(event)}`) < 0.005;
      if (strange) tally.add('events', `poisoned, put aside ${(await tell([poisoned(event)])).length}`);
      const copies = dice(`twice ${messageReferenceOf(event)}`) < 0.1 ? 2 : 1;
      let deliveries = 1;
      while (deliveries <= MOST) {
        const records = Array.from({ length: copies }, () => brought(event, deliveries));
        if ((await tell(records)).length === 0) break;
        tally.add('events', 'told again');
        deliveries += 1;
      }
      if (deliveries > MOST) dead.push(event);
    }
  tally.add('events', 'dead letters, sent through again', dead.length);
  providers.isFaulty = false;
  faults(false);
  for (const event of dead)
    if ((await tell([brought(event, MOST + 1)])).length > 0) throw new Error(`${event.id} is never told`);
}

const timestamp = (): string => systemNow().toISOString();

/** What SES reports of an e-mail: of what came back it may have said before that it arrived, and the last comes first. */
function reportsOf({ tags, fate }: Mail): readonly object[] {
  const mail = {
    timestamp: timestamp(),
    tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
  };
  const delivery = { mail, eventType: 'Delivery', delivery: { timestamp: timestamp() } };
  if (fate === 'delivered') return [delivery, delivery];
  return fate === 'complained'
    ? [{ mail, eventType: 'Complaint', complaint: { timestamp: timestamp() } }, delivery]
    : [{ mail, eventType: 'Bounce', bounce: { timestamp: timestamp(), bounceType: 'Permanent' } }, delivery];
}

/** As often as Lambda and then an operator bring again what failed. */
const TRIES = 20;

/** What fails is brought again until it is taken. */
async function insist(take: () => Promise<unknown>): Promise<void> {
  let cause: unknown;
  for (let tries = 0; tries < TRIES; tries++)
    try {
      await take();
      return;
    } catch (error) {
      cause = error;
    }
  throw new Error('what is brought is never taken', { cause });
}

const hearMail = (report: object): Promise<void> => insist(() => followMail({ detail: report }));

const hearSms = (reference: string, status: string): Promise<void> => {
  const body = { eventId: newId(), reference, status, occurredAt: timestamp() };
  return insist(async () => {
    const headers = signatureHeaders(SECRET, JSON.stringify(body), systemNow());
    const answer = await call(api.receiveSmsCallback, receiveSmsCallback, { body, headers });
    if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  });
};

type Surroundings = {
  readonly dice: Dice;
  readonly tally: Tally;
  readonly faults: (on: boolean) => void;
};

/** What of the messages about one dossier is wrong, by what went out of each of its events. */
async function look(id: string, told: readonly CloudEvent[], mails: ReadonlyMap<string, readonly Mail[]>) {
  const announced = await loadAnnouncements(id, true);
  const { dossier } = await loadFiledFile(id);
  const isOpen = filedStatuses[dossier.status].open;
  const wrong = { eventsWithoutRecord: 0, doublesUntold: 0, bouncesUnheeded: 0, fatesApart: 0 };
  let mayHaveComeTwice = 0;
  for (const { sequence } of told) {
    const records = announced.filter((one) => one.sequence === sequence);
    const sent = mails.get(messageReferenceOf({ subject: id, sequence })) ?? [];
    const email = records.find(({ announcement }) => announcement.channel === 'email')?.announcement;
    if (records.length === 0) wrong.eventsWithoutRecord += 1;
    if (email?.repeated) mayHaveComeTwice += 1;
    if (sent.length > 1 && !email?.repeated) wrong.doublesUntold += 1;
    const surest = sent.toSorted((one, other) => sureness[other.fate] - sureness[one.fate])[0]?.fate;
    if (surest !== email?.fate?.kind && email?.with === undefined) wrong.fatesApart += 1;
    const elsewhere = records.some(({ announcement }) => announcement.channel === 'sms');
    if (surest === 'bounced' && !elsewhere && (!isOpen || dossier.attention === undefined))
      wrong.bouncesUnheeded += 1;
  }
  return { wrong, mayHaveComeTwice };
}

/**
 * Tells what has become of results, whatever goes wrong at the queue, at SES, at the SMS provider and in our own functions, and
 * looks what came of it.
 * @param most events, of as many dossiers as have so many
 */
export async function liveMessagesChaos(
  dossiers: readonly Filed[],
  most: number,
  { dice, tally, faults }: Surroundings,
): Promise<MessagesOutcome> {
  const sms = await startPhones({
    channel: 'sms',
    port: 0,
    callbackUrl: 'http://127.0.0.1:9',
    secret: SECRET,
  });
  const providers = new Providers(dice, tally);
  Object.assign(process.env, {
    EMAIL_SENDER: 'motcua@hanam.gov.vn',
    EMAIL_CONFIGURATION_SET: 'motcua-email',
    AGENCY_MAILBOXES: '{}',
    MESSAGE_TIMING: JSON.stringify({ gatherSeconds: 60 }),
    PARTNER_SMS_URL: sms.url,
    PARTNER_SMS_SECRET_NAME: '/motcua/test/partners/sms',
  });
  try {
    const lines = new Map<string, readonly CloudEvent[]>();
    let count = 0;
    for (const dossier of dossiers) {
      if (count >= most) break;
      const line = await eventsOf(dossier);
      lines.set(dossier.id, line);
      count += line.length;
    }
    faults(true);
    sms.disturb((reference) => providers.disturb(reference));
    await tellAll([...lines.values()], providers, { dice, tally, faults });
    faults(true);
    providers.isFaulty = true;
    for (const mail of providers.mails) for (const report of reportsOf(mail)) await hearMail(report);
    for (const { reference } of sms.messages())
      await hearSms(reference, dice(`sms reaches ${reference}`) < 0.9 ? 'DELIVERED' : 'FAILED');
    faults(false);
    providers.isFaulty = false;
    vi.setSystemTime(Date.now() + 3_600_000);
    await sendWaiting('watch-due-days', { now: systemNow, newId });
    const mails = Map.groupBy(providers.mails, ({ tags }) => referenceOf(tags));
    const seen = await allOf([...lines], ([id, told]) => look(id, told, mails));
    const sum = (of: (one: (typeof seen)[number]) => number) =>
      seen.reduce((total, one) => total + of(one), 0);
    const references = sms.messages().map(({ reference }) => reference);
    return {
      messages: {
        events: count,
        emails: providers.mails.length,
        sms: references.length,
        mayHaveComeTwice: sum((one) => one.mayHaveComeTwice),
      },
      wrong: {
        eventsWithoutRecord: sum(({ wrong }) => wrong.eventsWithoutRecord),
        doublesUntold: sum(({ wrong }) => wrong.doublesUntold),
        smsSentTwice: references.length - new Set(references).size,
        bouncesUnheeded: sum(({ wrong }) => wrong.bouncesUnheeded),
        fatesApart: sum(({ wrong }) => wrong.fatesApart),
      },
    };
  } finally {
    providers.stop();
    await sms.stop();
  }
}
