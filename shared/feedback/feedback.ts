import * as z from 'zod';
import { Actor, PublicActor, publicActor } from '../actor.ts';
import { LocalDate, withVietnamOffset } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import { personal } from '../personal.ts';
import { KeptText, type Text, Words } from '../text.ts';

/** What an applicant may send about the handling of a dossier: phản ánh, kiến nghị (NĐ 61/2018/NĐ-CP Điều 6). */
export const feedbackKinds = {
  complaint: { vi: 'Phản ánh', en: 'Complaint' },
  suggestion: { vi: 'Kiến nghị', en: 'Suggestion' },
} as const satisfies Record<string, Text>;
type FeedbackKind = keyof typeof feedbackKinds;
const kindNames = Object.keys(feedbackKinds) as readonly FeedbackKind[];
export const FeedbackKind = z.enum(kindNames);

/** How far it is. */
const feedbackStates = {
  received: { vi: 'Đã tiếp nhận, chờ trả lời', en: 'Received, to be answered' },
  answered: { vi: 'Đã trả lời', en: 'Answered' },
} as const satisfies Record<string, Text>;
export type FeedbackState = keyof typeof feedbackStates;
const stateNames = Object.keys(feedbackStates) as readonly FeedbackState[];
const FeedbackState = z.enum(stateNames);

/** Words of an applicant, and of an office that answers. */
export const FeedbackWords = personal(z.string().trim().normalize('NFC').min(10).max(4000), 'words');

/** As many of a dossier may wait for their answers at once. */
export const MOST_OPEN = 5;

/** One feedback on a dossier, with its answer. */
export const Feedback = z.object({
  v: z.literal(1),
  dossierId: z.uuid(),
  dossierCode: z.string(),
  /** The agency that decides the dossier, and answers. */
  agency: z.string(),
  /** 1, 2 … in the life of its dossier. */
  number: z.int().min(1),
  kind: FeedbackKind,
  state: FeedbackState,
  words: Words,
  sentAt: StoredInstant,
  sentBy: Actor,
  /** Last local day to answer it. */
  deadline: LocalDate,
  /** From when on that day is near; and that its agency was warned of it, or told that it is past. */
  soonAt: StoredInstant.optional(),
  warned: z.enum(['due-soon', 'overdue']).optional(),
  answer: z.object({ words: Words, at: StoredInstant, by: Actor }).optional(),
});
export type Feedback = z.infer<typeof Feedback>;

const localTime = z.iso.datetime({ offset: true });

/** The same as answers show it: of an answer the office, and not the person. */
export const FeedbackView = z
  .object({
    dossierId: z.uuid(),
    dossierCode: z.string(),
    number: z.int(),
    kind: FeedbackKind,
    state: FeedbackState,
    stateName: KeptText,
    words: Words,
    sentAt: localTime,
    deadline: z.string(),
    answer: z.object({ words: Words, at: localTime, by: PublicActor }).optional(),
  })
  .meta({ id: 'Feedback' });
export type FeedbackView = z.infer<typeof FeedbackView>;

export const viewOfFeedback = (feedback: Feedback): FeedbackView => {
  const { dossierId, dossierCode, number, kind, state, words, sentAt, deadline, answer } = feedback;
  return {
    dossierId,
    dossierCode,
    number,
    kind,
    state,
    stateName: feedbackStates[state],
    words,
    sentAt: withVietnamOffset(sentAt),
    deadline,
    ...(answer && {
      answer: { words: answer.words, at: withVietnamOffset(answer.at), by: publicActor(answer.by) },
    }),
  };
};
