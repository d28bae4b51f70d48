import { events } from '../../shared/dossier/events.ts';
import { consumeQueue } from '../../shared/event/consume.ts';
import { notifyApplicant } from '../../shared/notification/contracts/notify-applicant.ts';
import { isForAgency } from '../../shared/notification/email.ts';
import { informAgency, informApplicant } from '../../shared/notification/informing.ts';
import { mailboxOf } from '../../shared/notification/mailboxes.ts';

/** Tells the applicant what happened to the dossier, and its agency what is due or late, if it has a mailbox. */
export const handler = consumeQueue(notifyApplicant, events, async (event, sources) => {
  if (!isForAgency(event)) return informApplicant(event, sources);
  const mailbox = mailboxOf(event.data.agency);
  if (mailbox) await informAgency(event, mailbox, sources);
});
