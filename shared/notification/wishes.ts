import { nameOf } from '../applicant/applicant.ts';
import type { Filed } from '../dossier/dossier.ts';
import type { CloudEvent } from '../dossier/events.ts';
import { commonChannels, isPhoneChannel, type MessageChannel } from './announcement.ts';
import { isDemanded } from './email.ts';
import type { Preferences } from './preferences.ts';
import type { Wishes } from './preferences-store.ts';
import type { Addressee } from './telling.ts';

/** Whether somebody is told of an event: of what the law demands, whatever was chosen. */
const isWanted = (event: CloudEvent, { channels }: Preferences): boolean =>
  channels.length > 0 || isDemanded(event);

/** Of events those that their owner is told of. */
export const wantedOf = (events: readonly CloudEvent[], { owner }: Wishes): readonly CloudEvent[] =>
  events.filter((event) => isWanted(event, owner));

/** Whether the form of a dossier says where a channel leads: every form states a telephone. */
export const isReachable = (channel: MessageChannel, { form }: Filed): boolean =>
  isPhoneChannel(channel) || form.applicant.email !== undefined;

/**
 * By what a dossier's owner is told of events, in the order in which it is tried: as chosen, and by what is left where the
 * law demands that one of them be told.
 */
export function channelsFor(
  events: readonly CloudEvent[],
  { owner }: Wishes,
  dossier: Filed,
): readonly MessageChannel[] {
  const chosen = owner.channels;
  const left = commonChannels.filter((channel) => !chosen.includes(channel));
  const order = events.some(isDemanded) ? [...chosen, ...left] : chosen;
  return order.filter((channel) => isReachable(channel, dossier));
}

const copiesTo = (name: string, preferences: Preferences, event: CloudEvent): readonly Addressee[] =>
  isWanted(event, preferences)
    ? preferences.addresses.flatMap(({ id, email, confirmedAt }) =>
        confirmedAt ? { name, address: email, language: preferences.language, copy: id } : [],
      )
    : [];

/**
 * Where copies of a message go: to the further addresses of its owner, and to those of who files for it, whose only ones
 * they are, since the form states the owner's.
 */
export function copiesFor(event: CloudEvent, { owner, proxy }: Wishes, dossier: Filed): readonly Addressee[] {
  const { form, submitter } = dossier;
  const name = nameOf(form.applicant);
  return [
    ...copiesTo(name, owner, event),
    ...(proxy ? copiesTo(submitter?.fullName ?? name, proxy, event) : []),
  ].filter(({ address }) => address !== form.applicant.email);
}
