import { nameOf } from '../applicant/applicant.ts';
import { type Now, toInstant } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import type { Filed } from '../dossier/dossier.ts';
import type { CloudEvent } from '../dossier/events.ts';
import { nationalStatusName } from '../dossier/status.ts';
import { log } from '../log.ts';
import { environment } from '../resources.ts';
import { readTrackingPage } from '../tracking/contracts/read-tracking-page.ts';
import type { Announcement } from './announcement.ts';
import { type Circumstances, emailFor, messageOf } from './email.ts';
import { EDITION } from './messages.ts';
import { NumberRefused, sendEmail, sendSms } from './send.ts';
import { smsOf } from './sms.ts';

/** When, and by which calendar the post counts its days. */
type Occasion = { readonly now: Now; readonly calendar: Calendar };

const circumstancesOf = ({ office }: Filed, { calendar }: Occasion): Circumstances => ({
  agencyName: office.name,
  desk: office.desk,
  calendar,
});

const recordOf = ({ name }: CloudEvent, { now }: Occasion) =>
  ({ v: 1, event: name, edition: EDITION, at: toInstant(now()) }) as const;

/** Tells of an event by e-mail, to its applicant or its agency. @returns what is to be kept of it; nothing where there is nothing to tell */
export async function tellByEmail(
  event: CloudEvent,
  dossier: Filed,
  address: string,
  occasion: Occasion,
): Promise<Announcement | undefined> {
  const email = emailFor(event, {
    ...circumstancesOf(dossier, occasion),
    applicantName: nameOf(dossier.form.applicant),
    procedureName: dossier.procedure.name.vi,
    statusName: nationalStatusName(event.data.nationalStatus).vi,
    trackingUrl: `${environment('PUBLIC_URL')}${readTrackingPage.path}`,
  });
  if (!email) return undefined;
  const messageId = await sendEmail(address, email, event);
  log.info('NOTIFICATION_SENT', { event: event.id, channel: 'email', messageId });
  return { ...recordOf(event, occasion), channel: 'email', state: 'sent', messageId };
}

/** Tells the applicant of an event by SMS. @returns as above */
export async function tellBySms(
  event: CloudEvent,
  dossier: Filed,
  occasion: Occasion,
): Promise<Announcement | undefined> {
  const message = messageOf(event, circumstancesOf(dossier, occasion));
  if (!message) return undefined;
  const record = { ...recordOf(event, occasion), channel: 'sms' } as const;
  try {
    const { phone } = dossier.form.applicant;
    const messageId = await sendSms(phone, smsOf(message), event, occasion.now());
    log.info('NOTIFICATION_SENT', { event: event.id, channel: 'sms', messageId });
    return { ...record, state: 'sent', messageId };
  } catch (error) {
    if (!(error instanceof NumberRefused)) throw error;
    log.info('NOTIFICATION_SKIPPED', { event: event.id });
    return { ...record, state: 'skipped', reason: 'number-refused' };
  }
}
