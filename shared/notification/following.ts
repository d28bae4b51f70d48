import type { Actor } from '../actor.ts';
import { type Now, toInstant } from '../clock.ts';
import { recallCalendar } from '../deadline/store.ts';
import { brought } from '../dossier/attention.ts';
import type { Filed } from '../dossier/dossier.ts';
import { filedStatuses } from '../dossier/status.ts';
import { loadFiledFile } from '../dossier/store.ts';
import { commit, type Write } from '../table/transaction.ts';
import { type Announcement, afterFate, isLost } from './announcement.ts';
import { isForAgency } from './email.ts';
import { fateOfMail, type MailReport, toldByMail } from './mail-report.ts';
import { loadWishes } from './preferences-store.ts';
import { fateOf, type SmsReport } from './sms-report.ts';
import { loadAnnouncement, loadTold, putAnnouncement, putFate, type Told } from './store.ts';
import { type Bundle, tellBySms } from './telling.ts';
import { channelsFor } from './wishes.ts';

/** The desk is to find another way to its applicant, who still waits for something. */
const asking = (dossier: Filed, by: Actor): readonly Write[] =>
  filedStatuses[dossier.status].open ? brought(dossier, 'applicant-unreached', by) : [];

/** What a message told, as the log keeps it, the newest event last. */
async function bundleOf({ subject, sequence }: Told, { tells = [] }: Announcement): Promise<Bundle> {
  const events = await loadTold(subject, [...tells, sequence]);
  const event = events.at(-1);
  if (!event) throw new Error(`the log of ${subject} does not hold what was told`);
  return { event, earlier: events.slice(0, -1) };
}

/**
 * Keeps what became of an e-mail. One that its applicant cannot have read goes out as an SMS, unless the law does not demand
 * it and its owner wants none; and the desk learns of it, in the transaction that keeps it. Should that fail, the provider
 * takes the same SMS again and sends none. Of a copy nothing follows: the message itself went elsewhere.
 * @param worker id of the worker that follows
 * @throws Error while there is no record of the e-mail yet: the report comes again
 */
export async function followMailReport(report: MailReport, worker: string, now: Now): Promise<void> {
  const fate = fateOfMail(report);
  const told = toldByMail(report);
  if (!fate || !told) return;
  const before = await loadAnnouncement(told, 'email', told.copy);
  if (!before) throw new Error('SES reports of an e-mail that is not on record yet');
  const after = afterFate(before, fate);
  if (!after) return;
  const kept = putFate(told, before, after);
  if (!isLost(after) || told.copy) return commit([kept]);
  const bundle = await bundleOf(told, before);
  if (isForAgency(bundle.event)) return commit([kept]);
  const { dossier } = await loadFiledFile(told.subject);
  const wishes = await loadWishes(dossier);
  const hasSms = await loadAnnouncement(told, 'sms');
  const goesOn = !hasSms && channelsFor([...bundle.earlier, bundle.event], wishes, dossier).includes('sms');
  const occasion = { now, calendar: await recallCalendar(now) };
  const sms = goesOn ? await tellBySms(bundle, dossier, wishes.owner.language, occasion) : undefined;
  const asked = asking(dossier, { kind: 'system', worker });
  await commit([kept, ...(sms ? [putAnnouncement(told, sms)] : []), ...asked]);
}

/** The e-mail that takes the place of an SMS that failed, where there is an address and none went there: the next hour sends it. */
async function byEmailInstead(told: Told, before: Announcement, dossier: Filed, at: Date) {
  if (await loadAnnouncement(told, 'email')) return [];
  const { event, earlier } = await bundleOf(told, before);
  const wishes = await loadWishes(dossier);
  if (!channelsFor([...earlier, event], wishes, dossier).includes('email')) return [];
  const { messageId: _, ...shared } = before;
  const until = toInstant(at);
  return [putAnnouncement(told, { ...shared, channel: 'email', state: 'waiting', at: until, until })];
}

/**
 * What became of an SMS, as the writes of one transaction; of one that failed the desk learns.
 * @returns undefined where no such message is on record
 */
export async function smsReported(
  told: Told,
  report: SmsReport,
  by: Actor,
  now: Now,
): Promise<readonly Write[] | undefined> {
  const before = await loadAnnouncement(told, 'sms');
  if (!before) return undefined;
  const after = afterFate(before, fateOf(report));
  if (!after) return [];
  const kept = putFate(told, before, after);
  if (!isLost(after)) return [kept];
  const { dossier } = await loadFiledFile(told.subject);
  return [kept, ...(await byEmailInstead(told, before, dossier, now())), ...asking(dossier, by)];
}
