import { systemNow } from '../../shared/clock.ts';
import { followMail } from '../../shared/notification/contracts/follow-mail.ts';
import { followMailReport } from '../../shared/notification/following.ts';
import { MailReport } from '../../shared/notification/mail-report.ts';

/** Keeps what SES reports of an e-mail, and tells those by another channel whom it cannot have reached. */
export const handler = (event: unknown): Promise<void> =>
  followMailReport(MailReport.parse(event), followMail.id, systemNow);
