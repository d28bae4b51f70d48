import type { Actor } from '../actor.ts';
import type { Now } from '../clock.ts';
import { recallCalendar } from '../deadline/store.ts';
import { brought } from '../dossier/attention.ts';
import type { Filed } from '../dossier/dossier.ts';
import { filedStatuses } from '../dossier/status.ts';
import { loadFiledFile } from '../dossier/store.ts';
import { commit, type Write } from '../table/transaction.ts';
import { afterFate, isLost } from './announcement.ts';
import { isForAgency } from './email.ts';
import { fateOfMail, type MailReport, toldByMail } from './mail-report.ts';
import { fateOf, type SmsReport } from './sms-report.ts';
import { loadAnnouncement, loadTold, putAnnouncement, putFate, type Told } from './store.ts';
import { tellBySms } from './telling.ts';

/** The desk is to find another way to its applicant, who still waits for something. */
const asking = (dossier: Filed, by: Actor): readonly Write[] =>
  filedStatuses[dossier.status].open ? brought(dossier, 'applicant-unreached', by) : [];

/**
 * Keeps what became of an e-mail. One that its applicant cannot have read goes out as an SMS, and the desk learns of it,
 * in the transaction that keeps it; should that fail, the provider takes the same SMS again and sends none.
 * @param worker id of the worker that follows
 * @throws Error while there is no record of the e-mail yet: the report comes again
 */
export async function followMailReport(report: MailReport, worker: string, now: Now): Promise<void> {
  const fate = fateOfMail(report);
  if (!fate) return;
  const told = toldByMail(report);
  const before = await loadAnnouncement(told, 'email');
  if (!before) throw new Error('SES reports of an e-mail that is not on record yet');
  const after = afterFate(before, fate);
  if (!after) return;
  const kept = putFate(told, before, after);
  const event = isLost(after) ? await loadTold(told) : undefined;
  if (!event || isForAgency(event)) return commit([kept]);
  const { dossier } = await loadFiledFile(event.subject);
  const sms = await tellBySms(event, dossier, { now, calendar: await recallCalendar(now) });
  const asked = asking(dossier, { kind: 'system', worker });
  await commit([kept, ...(sms ? [putAnnouncement(event, sms)] : []), ...asked]);
}

/**
 * What became of an SMS, as the writes of one transaction; of one that failed the desk learns.
 * @returns undefined where no such message is on record
 */
export async function smsReported(
  told: Told,
  report: SmsReport,
  by: Actor,
): Promise<readonly Write[] | undefined> {
  const before = await loadAnnouncement(told, 'sms');
  if (!before) return undefined;
  const after = afterFate(before, fateOf(report));
  if (!after) return [];
  const kept = putFate(told, before, after);
  if (!isLost(after)) return [kept];
  const { dossier } = await loadFiledFile(told.subject);
  return [kept, ...asking(dossier, by)];
}
