import { recallCalendar } from '../../shared/deadline/store.ts';
import { events } from '../../shared/dossier/events.ts';
import { consumeQueue } from '../../shared/event/consume.ts';
import { notifyApplicant } from '../../shared/notification/contracts/notify-applicant.ts';
import { isForAgency } from '../../shared/notification/email.ts';
import { mailboxOf } from '../../shared/notification/mailboxes.ts';
import { loadToTell, putAnnouncement } from '../../shared/notification/store.ts';
import { tellByEmail, tellBySms } from '../../shared/notification/telling.ts';
import { commit } from '../../shared/table/transaction.ts';

/** Tells the applicant what happened to the dossier, by e-mail or else by SMS, and its agency what does not. */
export const handler = consumeQueue(notifyApplicant, events, async (event, { now, deliveries }) => {
  const mailbox = isForAgency(event) ? mailboxOf(event.data.agency) : undefined;
  if (isForAgency(event) && !mailbox) return;
  const { dossier, settled } = await loadToTell(event);
  if (settled) return;
  const occasion = { now, calendar: await recallCalendar(now) };
  const address = mailbox ?? dossier.form.applicant.email;
  const told = address
    ? await tellByEmail(event, dossier, address, occasion)
    : await tellBySms(event, dossier, occasion);
  if (!told) return;
  const twice = deliveries > 1 && told.channel === 'email';
  await commit([putAnnouncement(event, { ...told, ...(twice && { repeated: true }) })]);
});
