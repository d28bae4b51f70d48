import { nameOf } from '../../shared/applicant/applicant.ts';
import { toInstant } from '../../shared/clock.ts';
import { recallCalendar } from '../../shared/deadline/store.ts';
import { events } from '../../shared/dossier/events.ts';
import { nationalStatusName } from '../../shared/dossier/status.ts';
import { consumeQueue } from '../../shared/event/consume.ts';
import { log } from '../../shared/log.ts';
import { notifyApplicant } from '../../shared/notification/contracts.ts';
import { emailFor, isForAgency } from '../../shared/notification/email.ts';
import { mailboxOf } from '../../shared/notification/mailboxes.ts';
import { sendEmail } from '../../shared/notification/send.ts';
import { loadToTell, recordOutcome } from '../../shared/notification/store.ts';
import { environment } from '../../shared/resources.ts';
import { readTrackingPage } from '../../shared/tracking/contracts/read-tracking-page.ts';

/** Writes to the applicant about what happened to the dossier, and to its agency about what does not. */
export const handler = consumeQueue(notifyApplicant, events, async (event, { now }) => {
  const mailbox = isForAgency(event) ? mailboxOf(event.data.agency) : undefined;
  if (isForAgency(event) && !mailbox) return;
  const { dossier, settled } = await loadToTell(event);
  if (settled) return;
  const email = emailFor(event, {
    applicantName: nameOf(dossier.form.applicant),
    agencyName: dossier.office.name,
    desk: dossier.office.desk,
    procedureName: dossier.procedure.name.vi,
    statusName: nationalStatusName(event.data.nationalStatus).vi,
    trackingUrl: `${environment('PUBLIC_URL')}${readTrackingPage.path}`,
    calendar: await recallCalendar(now),
  });
  if (!email) return;
  const address = mailbox ?? dossier.form.applicant.email;
  if (!address) {
    log.info('NOTIFICATION_SKIPPED', { event: event.id });
    return recordOutcome(event, { state: 'skipped', reason: 'no-address', at: toInstant(now()) });
  }
  const messageId = await sendEmail(address, email, event.id);
  log.info('NOTIFICATION_SENT', { event: event.id, messageId });
  await recordOutcome(event, { state: 'sent', messageId, at: toInstant(now()) });
});
