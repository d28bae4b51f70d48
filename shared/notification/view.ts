import * as z from 'zod';
import { withVietnamOffset } from '../clock.ts';
import { Announcement, fateKinds } from './announcement.ts';

/** A message about a dossier, as those see it whom it concerns. */
export const NotificationView = z
  .object({
    /** Number of the event that it tells, as in the history. */
    sequence: z.int(),
    /** Short name of that event, e.g. `dossier.received`; absent of the oldest. */
    event: z.string().optional(),
    channel: Announcement.shape.channel.unwrap(),
    /** `waiting`: until it is no longer quiet. `skipped`: there was nowhere to send it to, or nobody who wants it. */
    state: Announcement.shape.state,
    /** Number of the later event whose message told this one too. */
    toldWith: z.int().optional(),
    /** Whether it is a copy, to a further address. */
    copy: z.literal(true).optional(),
    at: z.iso.datetime({ offset: true }),
    /** It may have come twice: a run before may have sent it and died before it could say so. */
    mayHaveComeTwice: z.boolean(),
    /** What became of it, as far as its provider has said. */
    fate: z
      .object({
        kind: z.enum(fateKinds),
        at: z.iso.datetime({ offset: true }),
      })
      .optional(),
  })
  .meta({ id: 'Notification' });
export type NotificationView = z.infer<typeof NotificationView>;

/** @param sequence number of the event that was told */
export const viewOfAnnouncement = (
  sequence: number,
  { event, channel, state, with: toldWith, copy, at, repeated, fate }: Announcement,
): NotificationView => ({
  sequence,
  event,
  channel,
  state,
  toldWith,
  ...(copy && { copy: true }),
  at: withVietnamOffset(at),
  mayHaveComeTwice: repeated ?? false,
  fate: fate && { kind: fate.kind, at: withVietnamOffset(fate.at) },
});
