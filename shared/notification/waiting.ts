import { toInstant } from '../clock.ts';
import { recallCalendar } from '../deadline/store.ts';
import { type Sources, type Struck, strike } from '../desk/strike.ts';
import { loadFiled } from '../dossier/store.ts';
import type { Due } from '../table/due.ts';
import { notificationKey } from '../table/keys.ts';
import { commit, type Write } from '../table/transaction.ts';
import { loadWishes } from './preferences-store.ts';
import { reach } from './reaching.ts';
import { type Announced, loadAnnouncements, loadTold, putAnnouncement, toldOf } from './store.ts';
import { channelsFor, isReachable } from './wishes.ts';

/** The messages about a dossier that go out with the one that was found, itself among them; none where it no longer waits. */
function dueWith({ dossierId, sortKey }: Due, all: readonly Announced[], at: Date): readonly Announced[] {
  const due = all.filter(
    ({ announcement: { state, until } }) => state === 'waiting' && until && until <= toInstant(at),
  );
  const found = due.find(
    ({ sequence, announcement: { channel } }) => notificationKey(dossierId, sequence, channel).SK === sortKey,
  );
  return found ? due.filter(({ announcement: { channel } }) => channel === found.announcement.channel) : [];
}

/** What has waited for a dossier's people goes out as one message. That a run begins is on record before, for it may die. */
async function sendDue(found: Due, { now }: Sources): Promise<readonly Write[] | undefined> {
  const { dossierId: subject } = found;
  const all = await loadAnnouncements(subject, true);
  const due = dueWith(found, all, now());
  const channel = due[0]?.announcement.channel;
  if (!channel) return undefined;
  await commit(
    due.map(({ sequence, announcement }) =>
      putAnnouncement({ subject, sequence }, { ...announcement, begun: true }),
    ),
  );
  const events = await loadTold(
    subject,
    due.flatMap(({ sequence, announcement: { tells = [] } }) => [...tells, sequence]),
  );
  const event = events.at(-1);
  if (!event) throw new Error(`the log of ${subject} holds none of the events that wait to be told`);
  const told = toldOf(event, all);
  const dossier = await loadFiled(subject);
  const wishes = await loadWishes(dossier);
  const others = channelsFor(events, wishes, dossier).filter(
    (other) => !told.some((one) => !one.copy && one.channel === other),
  );
  return reach(
    { event, earlier: events.slice(0, -1) },
    {
      dossier,
      wishes,
      channels: [channel, ...others].filter((one) => isReachable(one, dossier)),
      told,
      twice: due.some(({ announcement }) => announcement.begun),
    },
    { now, calendar: await recallCalendar(now) },
  );
}

/**
 * Sends the messages that waited until it was no longer quiet, those about a dossier as one.
 * @param worker id of the worker that acts
 */
export const sendWaiting = (worker: string, sources: Sources): Promise<Struck> =>
  strike(
    worker,
    [{ kind: 'message', before: sources.now(), attend: (found) => sendDue(found, sources) }],
    sources,
  );
