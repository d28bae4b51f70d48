import { type Now, toInstant } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import type { Filed } from '../dossier/dossier.ts';
import type { CloudEvent } from '../dossier/events.ts';
import { nationalStatusName } from '../dossier/status.ts';
import { log } from '../log.ts';
import { environment } from '../resources.ts';
import type { Language } from '../text.ts';
import { readTrackingPage } from '../tracking/contracts/read-tracking-page.ts';
import type { Announcement, PhoneChannel } from './announcement.ts';
import { type Circumstances, emailFor, messageWith } from './email.ts';
import { EDITION, type Message } from './messages.ts';
import { pushOf } from './push.ts';
import { NumberRefused, type PhoneMessage, sendEmail, sendToPhone, smsMessage, tagsOf } from './send.ts';
import { smsOf } from './sms.ts';

/** When, and by which calendar the post counts its days. */
export type Occasion = { readonly now: Now; readonly calendar: Calendar };

/** What one message tells: an event, and those before it that it tells as well, oldest first. */
export type Bundle = { readonly event: CloudEvent; readonly earlier: readonly CloudEvent[] };

/** To whom an e-mail goes, where and in which language. @param copy id of the address, where it is a further one */
export type Addressee = {
  readonly name: string;
  readonly address: string;
  readonly language: Language;
  readonly copy?: string;
};

export const circumstancesOf = ({ office }: Filed, { calendar }: Occasion): Circumstances => ({
  agencyName: office.name,
  desk: office.desk,
  calendar,
});

/** What the record of every message begins with. */
export const recordFor = ({ name }: CloudEvent, { now }: Occasion) =>
  ({ v: 1, event: name, edition: EDITION, at: toInstant(now()) }) as const;

/** The page where dossiers are looked up. */
const trackingUrl = (): string => `${environment('PUBLIC_URL')}${readTrackingPage.path}`;

const telling = ({ earlier }: Bundle): Pick<Announcement, 'tells'> =>
  earlier.length > 0 ? { tells: earlier.map(({ sequence }) => sequence) } : {};

/** Tells of events by e-mail. @returns what is to be kept of it; nothing where there is nothing to tell */
export async function tellByEmail(
  bundle: Bundle,
  dossier: Filed,
  { name, address, language, copy }: Addressee,
  occasion: Occasion,
): Promise<Announcement | undefined> {
  const { event, earlier } = bundle;
  const email = emailFor(
    event,
    {
      ...circumstancesOf(dossier, occasion),
      applicantName: name,
      procedureName: dossier.procedure.name[language],
      statusName: nationalStatusName(event.data.nationalStatus)[language],
      trackingUrl: trackingUrl(),
    },
    language,
    earlier,
  );
  if (!email) return undefined;
  const messageId = await sendEmail(address, email, tagsOf(event, copy));
  log.info('NOTIFICATION_SENT', { event: event.id, channel: 'email', messageId });
  const record = { ...recordFor(event, occasion), ...telling(bundle), ...(copy && { copy }) };
  return { ...record, channel: 'email', state: 'sent', messageId };
}

/** A message as it goes to a telephone. */
const phoneMessageOf = (channel: PhoneChannel, message: Message, language: Language): PhoneMessage =>
  channel === 'sms'
    ? smsMessage(smsOf(message, language))
    : { channel, content: pushOf(message, language, trackingUrl()) };

/** Tells the applicant of events by a message to the telephone. @returns as above */
export async function tellByPhone(
  channel: PhoneChannel,
  bundle: Bundle,
  dossier: Filed,
  language: Language,
  occasion: Occasion,
): Promise<Announcement | undefined> {
  const { event, earlier } = bundle;
  const message = messageWith(event, earlier, circumstancesOf(dossier, occasion));
  if (!message) return undefined;
  const record = { ...recordFor(event, occasion), ...telling(bundle), channel } as const;
  try {
    const { phone } = dossier.form.applicant;
    const sent = phoneMessageOf(channel, message, language);
    const messageId = await sendToPhone(phone, sent, event, occasion.now());
    log.info('NOTIFICATION_SENT', { event: event.id, channel, messageId });
    return { ...record, state: 'sent', ...(messageId && { messageId }) };
  } catch (error) {
    if (!(error instanceof NumberRefused)) throw error;
    log.info('NOTIFICATION_SKIPPED', { event: event.id });
    return { ...record, state: 'skipped', reason: 'number-refused' };
  }
}
