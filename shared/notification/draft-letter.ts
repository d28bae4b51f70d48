import { nameOf } from '../applicant/applicant.ts';
import { epochSeconds, toInstant } from '../clock.ts';
import type { Dossier } from '../dossier/dossier.ts';
import type { Write } from '../table/transaction.ts';
import type { Announcement } from './announcement.ts';
import { type Email, emailOf, greetings } from './email.ts';
import type { Letter } from './letter.ts';
import { EDITION, type Message } from './messages.ts';
import { NumberRefused, sendEmail, sendToPhone, smsMessage, tagsOf } from './send.ts';
import { smsOf } from './sms.ts';
import { putAnnouncement } from './store.ts';

/**
 * What the applicant of a draft is told, and of every collection: a draft has no events, by which all else is told, and a
 * collection is told in one way whatever it brings.
 */
export type DraftLetter = {
  /** Which message about the draft it is: one number, one message, however often it is sent. By `firstOf`. */
  readonly number: number;
  /** What it tells, as its record says: `consignment.booked`. */
  readonly event: string;
  readonly message: Message;
  readonly facts: Letter['facts'];
  readonly guidance: string;
};

/** From where on messages about a draft are numbered, by what they tell, among those about events, which no dossier has so many of. */
export const firstOf = { consignment: 800_000, refund: 900_000 } as const;

/** Whether a message is about a draft, and tells no event. */
export const isAboutDraft = ({ sequence }: { readonly sequence: number }): boolean =>
  sequence >= firstOf.consignment;

/** The e-mail to somebody of this name: it names neither the procedure nor what is applied for. Pure. */
export const emailAboutDraft = ({ message, facts, guidance }: DraftLetter, name: string): Email =>
  emailOf({
    language: 'vi',
    title: message.title.vi,
    greeting: greetings.vi(`Ông/Bà ${name}`),
    message: message.text.vi,
    translation: message.text.en,
    facts,
    guidance,
  });

/** Its record is kept for a year: nothing else says how long, for a draft may never be filed. */
const KEPT_DAYS = 365;

/**
 * Tells the applicant of a draft by the e-mail address of its form, and where there is none by SMS.
 * @returns the record of it, to be kept with what it tells; nothing where nobody is named yet
 * @throws Error when it could not be sent: to be tried again
 */
export async function sendDraftLetter(
  { id: subject, form }: Dossier,
  letter: DraftLetter,
  now: Date,
): Promise<readonly Write[]> {
  if (!form) return [];
  const { applicant } = form;
  const told = { id: letter.event, subject, sequence: letter.number };
  const record = {
    v: 1,
    event: letter.event,
    edition: EDITION,
    at: toInstant(now),
    expiresAt: epochSeconds(now) + KEPT_DAYS * 86_400,
  } as const;
  const kept = (how: Pick<Announcement, 'channel' | 'state' | 'messageId' | 'reason'>) => [
    putAnnouncement(told, { ...record, ...how }),
  ];
  if (applicant.email) {
    const email = emailAboutDraft(letter, nameOf(applicant));
    const messageId = await sendEmail(applicant.email, email, tagsOf(told));
    return kept({ channel: 'email', state: 'sent', messageId });
  }
  try {
    const messageId = await sendToPhone(applicant.phone, smsMessage(smsOf(letter.message)), told, now);
    return kept({ channel: 'sms', state: 'sent', messageId });
  } catch (error) {
    if (!(error instanceof NumberRefused)) throw error;
    return kept({ channel: 'sms', state: 'skipped', reason: 'number-refused' });
  }
}
