import * as z from 'zod';
import { PublicActor, publicActor } from '../actor.ts';
import { type LocalDate, withVietnamOffset } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import { ActionName } from '../dossier/actions.ts';
import { standings } from '../dossier/deadline.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import type { Entry } from '../dossier/history.ts';
import { allowedActions } from '../dossier/rules.ts';
import { filedStatusNames } from '../dossier/status.ts';
import type { Applicant } from '../http/caller.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { KeptText, type Text, Words } from '../text.ts';
import { Missing, missingOf } from './missing.ts';
import { mayBeRated } from './rating.ts';
import { timeLeft } from './time-left.ts';
import { draftLine, lineOf, type Party, parties, statusLines } from './words.ts';

const localTime = z.iso.datetime({ offset: true });

/** How a dossier stands, as both tell it who are signed in and who have the receipt. */
const standing = {
  /** What goes on now. */
  now: KeptText,
  /** How long it still takes: `còn 3 ngày làm việc`. */
  time: z.object({
    text: KeptText,
    dueAt: localTime.optional(),
    /** Working days left; below zero those since the due day. */
    workingDays: z.int().optional(),
  }),
  /** What comes next, and who has to do it. */
  next: z.object({
    who: z.enum(parties),
    whoName: KeptText,
    text: KeptText,
    /** Last local day. */
    by: z.string().optional(),
  }),
};

/** What happened, in words. */
const told = { at: localTime, text: KeptText };

/** What somebody learns who has the receipt. */
export const PublicTimeline = z.object({ ...standing, events: z.array(z.object(told)) });
export type PublicTimeline = z.infer<typeof PublicTimeline>;

/** What an owner learns. */
export const Timeline = z
  .object({
    dossierId: z.uuid(),
    code: z.string().optional(),
    status: z.enum(['draft', ...filedStatusNames]),
    ...standing,
    /** What is missing, each with why and how it is mended. */
    missing: z.array(Missing),
    allowedActions: z.array(ActionName),
    /** Whether it can be rated now. */
    mayRate: z.boolean(),
    /** Newest first. */
    events: z.array(
      z.object({
        ...told,
        sequence: z.int(),
        event: z.string(),
        reason: Words.optional(),
        by: PublicActor,
      }),
    ),
  })
  .meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof Timeline>;

const YOU: Text = { vi: 'Ông/Bà', en: 'You' };

const partyName = (who: Party, { office }: Filed): Text => {
  switch (who) {
    case 'applicant':
      return YOU;
    case 'desk':
      return { vi: 'Bộ phận Một cửa', en: 'The one-stop desk' };
    case 'agency':
      return office.name;
    case 'post':
      return { vi: 'Bưu điện', en: 'The post' };
    case 'nobody':
      return { vi: 'Không còn việc phải làm', en: 'Nothing is left to do' };
  }
};

/** The next step with the name of who has to take it. */
const nextOf = (dossier: Filed) => {
  const step = statusLines[dossier.status].next(dossier);
  return { ...step, whoName: partyName(step.who, dossier) };
};

const timeOf = (dossier: Filed, calendar: Calendar, now: Date) => {
  const { text, workingDays } = timeLeft(dossier, calendar, now);
  return { text, workingDays, dueAt: dossier.dueAt && withVietnamOffset(dossier.dueAt) };
};

const standingOf = (dossier: Filed, calendar: Calendar, now: Date) => ({
  now: statusLines[dossier.status].now,
  time: timeOf(dossier, calendar, now),
  next: nextOf(dossier),
});

/** What somebody learns who has but the receipt: nothing of what the dossier holds, asks for or was told. Pure. */
export const publicTimeline = (
  dossier: Filed,
  history: readonly Entry[],
  { calendar, now }: { readonly calendar: Calendar; readonly now: Date },
): PublicTimeline => ({
  ...standingOf(dossier, calendar, now),
  events: history.flatMap(({ event }) => {
    const { text, ownerOnly } = lineOf(event);
    return ownerOnly ? [] : [{ at: event.data.occurredAt, text }];
  }),
});

/** The circumstances in which a timeline is told. */
type Telling = {
  readonly caller: Applicant;
  readonly now: Date;
  /** The local day of `now`. */
  readonly day: LocalDate;
  readonly calendar: Calendar;
  /** As it stands today, for a draft. */
  readonly procedure?: Procedure | undefined;
};

/** How a draft stands: no clock runs, and nothing has happened to it. */
const standingOfDraft = {
  now: draftLine.now,
  time: { text: standings.notStarted },
  next: { ...draftLine.next, whoName: YOU },
};

/**
 * What an owner learns, from the state of the dossier and the log of what happened to it. Pure.
 * @param history newest first
 */
export function timelineOf(
  file: DossierFile,
  history: readonly Entry[],
  { caller, now, day, calendar, procedure }: Telling,
): Timeline {
  const { dossier } = file;
  const isDraft = dossier.status === 'draft';
  return {
    dossierId: dossier.id,
    code: isDraft ? undefined : dossier.code,
    status: dossier.status,
    ...(isDraft ? standingOfDraft : standingOf(dossier, calendar, now)),
    missing: [...missingOf(file, procedure)],
    allowedActions: [...allowedActions(dossier, caller, day)],
    mayRate: !isDraft && mayBeRated(dossier),
    events: history.map(({ event, actor }) => ({
      sequence: event.sequence,
      event: event.type,
      at: event.data.occurredAt,
      text: lineOf(event).text,
      reason: event.data.reason,
      by: publicActor(actor),
    })),
  };
}
