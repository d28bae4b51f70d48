import { recallCalendar } from '../deadline/store.ts';
import type { Filed } from '../dossier/dossier.ts';
import type { CloudEvent } from '../dossier/events.ts';
import type { ConsumerSources } from '../event/consume.ts';
import { commit, type Write } from '../table/transaction.ts';
import { type Announcement, isSettled } from './announcement.ts';
import { isForAgency, messageOf } from './email.ts';
import { loadWishes, type Wishes } from './preferences-store.ts';
import { quietUntil } from './quiet.ts';
import { reach } from './reaching.ts';
import { loadAnnouncements, loadFollowing, loadToTell, putAnnouncement, putFate, toldOf } from './store.ts';
import { circumstancesOf, type Occasion, recordFor, tellByEmail } from './telling.ts';
import { messageTiming } from './timing.ts';
import { channelsFor, wantedOf } from './wishes.ts';

type Sources = Pick<ConsumerSources, 'now' | 'deliveries'>;

/** Writes to an agency of what is due soon or late. */
export async function informAgency(event: CloudEvent, mailbox: string, sources: Sources): Promise<void> {
  const { now, deliveries } = sources;
  const { dossier, told } = await loadToTell(event);
  if (isSettled(told)) return;
  const addressee = { name: '', address: mailbox, language: 'vi' } as const;
  const occasion = { now, calendar: await recallCalendar(now) };
  const record = await tellByEmail({ event, earlier: [] }, dossier, addressee, occasion);
  if (record) await commit([putAnnouncement(event, deliveries > 1 ? { ...record, repeated: true } : record)]);
}

/** Whether somebody waits for it at this moment: for what follows from one's own act, such as a payment. */
const isAwaited = ({ name, data }: CloudEvent): boolean =>
  name === 'dossier.payment-recorded' || ['applicant', 'proxy', 'receiptHolder'].includes(data.actor.kind);

/** Until when an event is kept from its applicant, if it is. */
const heldUntil = (event: CloudEvent, { owner }: Wishes, at: Date) => {
  const quiet = owner.quiet ?? messageTiming().quiet;
  return quiet && !isAwaited(event) ? quietUntil(quiet, at) : undefined;
};

/** Of an e-mail about an event: that it may have come twice. */
const doubted = (event: CloudEvent, told: readonly Announcement[]): readonly Write[] =>
  told
    .filter((one) => one.channel === 'email' && one.state === 'sent' && !one.repeated)
    .map((one) => putFate(event, one, { ...one, repeated: true }));

/**
 * The events of a dossier that are told in one message with an event, itself the first: what has happened since, shortly after it. Where an
 * event comes late, from the dead letters, they were told before it: and perhaps twice, for the runs that failed may have told them with it.
 */
async function gathered(
  event: CloudEvent,
  dossier: Filed,
  occasion: Occasion,
): Promise<{ readonly events: readonly CloudEvent[]; readonly doubts: readonly Write[] }> {
  const alone = { events: [event], doubts: [] };
  if (dossier.lastEvent === event.sequence) return alone;
  const circumstances = circumstancesOf(dossier, occasion);
  const following = (await loadFollowing(event, messageTiming().gatherSeconds)).filter(
    (one) => !isForAgency(one) && messageOf(one, circumstances),
  );
  if (following.length === 0) return alone;
  const announced = await loadAnnouncements(event.subject);
  const untold = following.filter((one) => !isSettled(toldOf(one, announced)));
  return {
    events: [event, ...untold],
    doubts: following.flatMap((one) => doubted(one, toldOf(one, announced))),
  };
}

/**
 * Tells an applicant, and whoever else wants to hear, what happened to a dossier; together with what has happened since. The
 * queue holds an event back for as long as events are gathered, so those that belong to it are in the log by then.
 */
export async function informApplicant(event: CloudEvent, { now, deliveries }: Sources): Promise<void> {
  const { dossier, told } = await loadToTell(event);
  const occasion = { now, calendar: await recallCalendar(now) };
  if (isSettled(told) || !messageOf(event, circumstancesOf(dossier, occasion))) return;
  const wishes = await loadWishes(dossier);
  const keep = (what: object, [channel = 'email']: ReturnType<typeof channelsFor> = []) =>
    commit([putAnnouncement(event, { ...recordFor(event, occasion), channel, state: 'skipped', ...what })]);
  if (wantedOf([event], wishes).length === 0) return keep({ reason: 'not-wanted' });
  const until = heldUntil(event, wishes, now());
  if (until) return keep({ state: 'waiting', until }, channelsFor([event], wishes, dossier));
  const { events: all, doubts } = await gathered(event, dossier, occasion);
  const events = wantedOf(all, wishes);
  const newest = events.at(-1) ?? event;
  const channels = channelsFor(events, wishes, dossier);
  const bundle = { event: newest, earlier: events.slice(0, -1) };
  const before = newest === event ? told : (await loadToTell(newest)).told;
  const whom = { dossier, wishes, channels, told: before, twice: deliveries > 1 };
  await commit([...(await reach(bundle, whom, occasion)), ...doubts]);
}
