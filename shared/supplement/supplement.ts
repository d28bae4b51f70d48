import * as z from 'zod';
import { Actor } from '../actor.ts';
import { type Instant, instantOf, LocalDate, localDateOf } from '../clock.ts';
import { addDays } from '../deadline/calendar.ts';
import { pastFrom } from '../deadline/last-day.ts';
import { StoredInstant } from '../instant.ts';
import { lawOn } from '../law/law.ts';
import { personal } from '../personal.ts';
import { NamedCount } from '../procedure/counted.ts';
import type { Access } from '../table/access.ts';
import { dueEntry, supplementKey } from '../table/keys.ts';
import { absent, type Condition, type Write } from '../table/transaction.ts';
import { Words } from '../text.ts';

/**
 * One thing that an officer asks for: a paper of the procedure, a field of the form (by JSON pointer, e.g.
 * `/applicant/phone` or `/answers/copies`), or with neither something new that its name describes; and why, by a code of
 * the catalogue of reasons.
 */
export const AskedItem = z
  .strictObject({
    name: personal(z.string().trim().min(2).max(300), 'words'),
    paperId: z.string().max(60).optional(),
    field: z.string().max(120).optional(),
    reason: z.string().max(60).optional(),
    /** What the officer adds to the reason. */
    note: personal(z.string().trim().min(2).max(500), 'words').optional(),
  })
  .refine(({ paperId, field }) => paperId === undefined || field === undefined, {
    path: ['field'],
    params: { code: 'paper-or-field' },
  });
export type AskedItem = z.infer<typeof AskedItem>;

/** What is asked for, as answers and events show it. */
export const ShownItem = z.object({
  /** What its answer names: the paper's id, the field's pointer, or `moi-1` of something new. */
  id: z.string(),
  name: Words,
  paperId: z.string().optional(),
  field: z.string().optional(),
  /** Why, by a code of the catalogue of reasons, and in the officer's words; the words of the round stand for who has none. */
  reason: z.string().optional(),
  note: Words.optional(),
});
export type ShownItem = z.infer<typeof ShownItem>;

/** The same as it is kept: with what files may answer it. A field is answered by a value. */
export const RequestedItem = ShownItem.extend({
  file: z.object({ acceptedTypes: z.array(z.string()), maxBytes: z.int() }).optional(),
});
export type RequestedItem = z.infer<typeof RequestedItem>;

/** One round of supplement: what was asked, by whom, until when, and when it was answered. */
export const Supplement = z.object({
  v: z.literal(1),
  /** 1, 2 … in the life of its dossier. */
  number: z.int().min(1),
  requestedAt: StoredInstant,
  requestedBy: Actor,
  reason: Words,
  items: z.array(RequestedItem),
  /** Last local day to answer. */
  deadline: z.string(),
  /** Whether it went beyond what the law gives, and so is the agency's fault. */
  agencyFault: z.boolean().default(false),
  answeredAt: StoredInstant.optional(),
  /** What of the answer came on paper, as it was counted over the desk, and the record by which the post handed it over. */
  papers: z.array(NamedCount).optional(),
  handOver: z.string().optional(),
  /** When its applicant was reminded of it, and when it ended without an answer. */
  remindedAt: StoredInstant.optional(),
  closedAt: StoredInstant.optional(),
});
export type Supplement = z.infer<typeof Supplement>;

/** The round that is neither answered nor ended, if there is one. */
export const openRound = (rounds: readonly Supplement[]): Supplement | undefined =>
  rounds.findLast(({ answeredAt, closedAt }) => !answeredAt && !closedAt);

/** The same of a dossier that waits for its answer. @throws Error where there is none: our own fault */
export function requireOpenRound(rounds: readonly Supplement[]): Supplement {
  const round = openRound(rounds);
  if (!round) throw new Error('a dossier waits for a supplement that nobody asked for');
  return round;
}

/** When an open round is to be looked at: to remind of it, if there is time between, and once its last day is past. */
function lookAt({ requestedAt, deadline, remindedAt }: Supplement): Instant {
  const lastDay = LocalDate.parse(deadline);
  const notice = lawOn('supplementReminderDays', localDateOf(requestedAt)).value;
  const reminder = instantOf(addDays(lastDay, -notice), '00:00');
  return remindedAt || reminder <= requestedAt ? pastFrom(lastDay) : reminder;
}

const itemOf = (dossierId: string, round: Supplement, access: Access) => ({
  ...supplementKey(dossierId, round.number),
  ...round,
  ...access,
  ...(!round.answeredAt && !round.closedAt && dueEntry('supplement', lookAt(round), dossierId)),
});

const isOpen: Condition = {
  expression: 'attribute_exists(PK) AND attribute_not_exists(answeredAt) AND attribute_not_exists(closedAt)',
};

/** A new round. */
export const putSupplement = (dossierId: string, round: Supplement, access: Access): Write => ({
  put: itemOf(dossierId, round, access),
  when: absent,
});

/** An open round of which something has just happened: its applicant was reminded, has answered, or has not. */
export const putRound = (dossierId: string, round: Supplement, access: Access): Write => ({
  put: itemOf(dossierId, round, access),
  when: isOpen,
});
