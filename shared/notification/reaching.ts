import { nameOf } from '../applicant/applicant.ts';
import type { Filed } from '../dossier/dossier.ts';
import type { CloudEvent } from '../dossier/events.ts';
import { commit, type Write } from '../table/transaction.ts';
import type { Announcement, MessageChannel } from './announcement.ts';
import type { Wishes } from './preferences-store.ts';
import { putAnnouncement, type Told } from './store.ts';
import { type Bundle, type Occasion, recordFor, tellByEmail, tellByPhone } from './telling.ts';
import { copiesFor } from './wishes.ts';

/** Whom a message is for, and what is known of it so far. */
export type Reach = {
  readonly dossier: Filed;
  readonly wishes: Wishes;
  /** By what it is tried, one after the other. */
  readonly channels: readonly MessageChannel[];
  /** What its people were told of the newest event before. */
  readonly told: readonly Announcement[];
  /** Whether a run before this one may have sent an e-mail and died before it could say so. */
  readonly twice: boolean;
};

const marked = (told: Announcement, twice: boolean): Announcement =>
  twice && told.channel === 'email' ? { ...told, repeated: true } : told;

/** The message itself. */
function tellBy(channel: MessageChannel, bundle: Bundle, { dossier, wishes }: Reach, occasion: Occasion) {
  const { applicant } = dossier.form;
  const { language } = wishes.owner;
  if (channel !== 'email') return tellByPhone(channel, bundle, dossier, language, occasion);
  const { email: address } = applicant;
  return address
    ? tellByEmail(bundle, dossier, { name: nameOf(applicant), address, language }, occasion)
    : Promise.resolve(undefined);
}

/** The record of an event that the message of a later one told. */
const toldWith = (
  { name, sequence }: CloudEvent,
  newest: CloudEvent,
  told: Announcement,
): [Told, Announcement] => {
  const { tells: _, ...shared } = told;
  return [
    { subject: newest.subject, sequence },
    { ...shared, event: name, with: newest.sequence },
  ];
};

/** The record of what no channel leads to that its owner has chosen. */
const unreached = (event: CloudEvent, occasion: Occasion): Announcement => ({
  ...recordFor(event, occasion),
  channel: 'email',
  state: 'skipped',
  reason: 'no-address',
});

/** Sends copies of a message to further addresses, each on record as it goes out. */
async function sendCopies(bundle: Bundle, { dossier, wishes, told, twice }: Reach, occasion: Occasion) {
  const sent = told.map(({ copy }) => copy);
  for (const addressee of copiesFor(bundle.event, wishes, dossier)) {
    if (sent.includes(addressee.copy)) continue;
    const copy = await tellByEmail(bundle, dossier, addressee, occasion);
    if (copy) await commit([putAnnouncement(bundle.event, marked(copy, twice))]);
  }
}

/**
 * Tells of events whom they concern: first by copies, then the applicant by the first channel that takes it.
 * @returns what is to be kept of it, with which all of the events are settled
 */
export async function reach(bundle: Bundle, whom: Reach, occasion: Occasion): Promise<readonly Write[]> {
  await sendCopies(bundle, whom, occasion);
  const { event, earlier } = bundle;
  const records: Announcement[] = [];
  for (const channel of whom.channels) {
    const told = await tellBy(channel, bundle, whom, occasion);
    if (told) records.push(marked(told, whom.twice));
    if (told?.state === 'sent') break;
  }
  const last = records.at(-1) ?? unreached(event, occasion);
  return [
    ...[...records.slice(0, -1), last].map((record) => putAnnouncement(event, record)),
    ...earlier.map((one) => putAnnouncement(...toldWith(one, event, last))),
  ];
}
