import type { Actor } from '../actor.ts';
import { type Now, toInstant } from '../clock.ts';
import { recallCalendar } from '../deadline/store.ts';
import { brought } from '../dossier/attention.ts';
import type { Filed } from '../dossier/dossier.ts';
import { filedStatuses } from '../dossier/status.ts';
import { loadFiledFile } from '../dossier/store.ts';
import { Problem } from '../http/problems.ts';
import { commit, type Write } from '../table/transaction.ts';
import {
  type Announcement,
  afterFate,
  isLost,
  isPhoneChannel,
  type MessageChannel,
  type PhoneChannel,
} from './announcement.ts';
import { isAboutDraft } from './draft-letter.ts';
import { isForAgency } from './email.ts';
import { fateOfMail, type MailReport, toldByMail } from './mail-report.ts';
import { fateOf, type MessageReport, toldBy } from './message-report.ts';
import { loadWishes, type Wishes } from './preferences-store.ts';
import { loadAnnouncement, loadTold, putAnnouncement, putFate, type Told } from './store.ts';
import { type Bundle, tellByPhone } from './telling.ts';
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

/** By what a message can still go whose own channel failed, in the order of its owner's choice: by what nobody has tried. */
async function leftFor(told: Told, { event, earlier }: Bundle, dossier: Filed, wishes: Wishes) {
  const left: MessageChannel[] = [];
  for (const channel of channelsFor([...earlier, event], wishes, dossier))
    if (!(await loadAnnouncement(told, channel))) left.push(channel);
  return left;
}

/**
 * Keeps what became of an e-mail. One that its applicant cannot have read goes to the telephone, unless the law does not demand
 * it and its owner wants none there; and the desk learns of it, in the transaction that keeps it. Should that fail, the provider
 * takes the same message again and sends none. Of a copy nothing follows: the message itself went elsewhere.
 * @param worker id of the worker that follows
 * @throws Error while there is no record of the e-mail yet: the report comes again
 */
export async function followMailReport(report: MailReport, worker: string, now: Now): Promise<void> {
  const fate = fateOfMail(report);
  const told = toldByMail(report);
  if (!fate || !told) return;
  // What this misses of a moment, the condition of the write does not, or the report comes again.
  const before = await loadAnnouncement(told, 'email', { copy: told.copy, consistent: false });
  if (!before) throw new Error('SES reports of an e-mail that is not on record yet');
  const after = afterFate(before, fate);
  if (!after) return;
  const kept = putFate(told, before, after);
  if (!isLost(after) || told.copy || isAboutDraft(told)) return commit([kept]);
  const bundle = await bundleOf(told, before);
  if (isForAgency(bundle.event)) return commit([kept]);
  const { dossier } = await loadFiledFile(told.subject);
  const wishes = await loadWishes(dossier);
  const channel = (await leftFor(told, bundle, dossier, wishes)).find(isPhoneChannel);
  const occasion = { now, calendar: await recallCalendar(now) };
  const { language } = wishes.owner;
  const instead = channel && (await tellByPhone(channel, bundle, dossier, language, occasion));
  const asked = asking(dossier, { kind: 'system', worker });
  await commit([kept, ...(instead ? [putAnnouncement(told, instead)] : []), ...asked]);
}

/** What takes the place of a message to a telephone that failed, by the next channel that nobody has tried: the next hour sends it. */
async function inItsPlace(told: Told, before: Announcement, dossier: Filed, at: Date) {
  const [channel] = await leftFor(told, await bundleOf(told, before), dossier, await loadWishes(dossier));
  if (!channel) return [];
  const { messageId: _, ...shared } = before;
  const until = toInstant(at);
  return [putAnnouncement(told, { ...shared, channel, state: 'waiting', at: until, until })];
}

/** A report as the writes of one transaction: none where it tells nothing new. */
async function reportedWrites(
  told: Told,
  before: Announcement,
  report: MessageReport,
  at: Date,
): Promise<readonly Write[]> {
  const after = afterFate(before, fateOf(report));
  if (!after) return [];
  const kept = putFate(told, before, after);
  if (!isLost(after) || isAboutDraft(told)) return [kept];
  const { dossier } = await loadFiledFile(told.subject);
  const by = { kind: 'partner', partner: before.channel } as const;
  return [kept, ...(await inItsPlace(told, before, dossier, at)), ...asking(dossier, by)];
}

/**
 * What became of a message to a telephone, as the provider of its channel reports it; of one that failed the desk learns.
 * @throws Problem `message-not-found` where no such message is on record
 */
export async function messageHeardOf(channel: PhoneChannel, report: MessageReport, now: Now) {
  const told = toldBy(report.reference);
  const before = told && (await loadAnnouncement(told, channel));
  if (!before) throw new Problem('message-not-found');
  return {
    writes: await reportedWrites(told, before, report, now()),
    body: { accepted: true } as const,
  };
}
