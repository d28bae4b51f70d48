import * as z from 'zod';
import { StoredInstant } from '../instant.ts';
import type { PartnerId } from '../partners.ts';

/** Channels that lead to the telephone which every form states, each by the partner of its name. */
export const phoneChannels = ['sms', 'push'] as const satisfies readonly PartnerId[];
export type PhoneChannel = (typeof phoneChannels)[number];

/** By what people are told of events. */
export const messageChannels = ['email', ...phoneChannels] as const;
export type MessageChannel = (typeof messageChannels)[number];

/** Those by which anybody may be told; the others reach only who has them, and says so. */
export const commonChannels = ['email', 'sms'] as const satisfies readonly MessageChannel[];

/** Whether a channel leads to a telephone. */
export const isPhoneChannel = (channel: MessageChannel): channel is PhoneChannel =>
  phoneChannels.some((one) => one === channel);

/**
 * What became of an e-mail after SES took it, the surer the higher: who bounced has not read it, whatever was said before
 * (SES guide, event data published to SNS).
 */
const fates = { delivered: 1, complained: 2, bounced: 3, rejected: 3 } as const;
type FateKind = keyof typeof fates;
export const fateKinds = Object.keys(fates) as readonly FateKind[];

const Fate = z.object({ kind: z.enum(fateKinds), at: StoredInstant });
export type Fate = z.infer<typeof Fate>;

/** What became of the message about one event, on one channel. */
export const Announcement = z.object({
  v: z.literal(1),
  channel: z.enum(messageChannels).default('email'),
  /** Short name of the event that it tells, such as `dossier.received`. Those of before do not say it. */
  event: z.string().optional(),
  /** The edition of the texts. */
  edition: z.int().optional(),
  /** `waiting`: until it is no longer quiet. `skipped`: there was nowhere to send it to, or nobody who wants it. */
  state: z.enum(['sent', 'waiting', 'skipped']),
  /** Before there was SMS, those without an e-mail address were not told at all. */
  reason: z.enum(['no-address', 'number-refused', 'not-wanted']).optional(),
  /** Of what waits: until when, and whether a run has begun to send it. */
  until: StoredInstant.optional(),
  begun: z.literal(true).optional(),
  /** Number of the later event whose message told this one too, or numbers of the earlier ones that this message told. */
  with: z.int().optional(),
  tells: z.array(z.int()).optional(),
  /** Id of the further address that it went to. */
  copy: z.string().optional(),
  /** The provider's. */
  messageId: z.string().optional(),
  at: StoredInstant,
  /** A run before this one may have sent it and died before it could say so. */
  repeated: z.literal(true).optional(),
  fate: Fate.optional(),
  /** Of what tells of a draft: when it is forgotten, in epoch seconds. */
  expiresAt: z.int().optional(),
});
export type Announcement = z.infer<typeof Announcement>;

/**
 * A message after its provider told what became of it. What is told late, twice or out of order changes nothing. Pure.
 * @returns undefined where nothing changes
 */
export function afterFate(told: Announcement, fate: Fate): Announcement | undefined {
  if (told.fate && fates[told.fate.kind] >= fates[fate.kind]) return undefined;
  return { ...told, fate };
}

/** Whether the applicant was told of an event, or is not to be: what went to further addresses alone is not all. */
export const isSettled = (told: readonly Announcement[]): boolean => told.some(({ copy }) => !copy);

/** Whether it is known that nobody can have read a message. */
export const isLost = ({ fate }: Announcement): boolean =>
  fate?.kind === 'bounced' || fate?.kind === 'rejected';
