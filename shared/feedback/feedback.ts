import * as z from 'zod';
import { Actor, PublicActor, publicActor } from '../actor.ts';
import { LocalDate, withVietnamOffset } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import { personal } from '../personal.ts';
import { KeptText, type Text, Words } from '../text.ts';

/**
 * What an applicant may send about a dossier: phản ánh, kiến nghị on its handling (NĐ 61/2018/NĐ-CP Điều 6), and that what its form
 * says of them is wrong (NĐ 13/2023/NĐ-CP Điều 15).
 */
export const feedbackKinds = {
  complaint: { vi: 'Phản ánh', en: 'Complaint' },
  suggestion: { vi: 'Kiến nghị', en: 'Suggestion' },
  correction: { vi: 'Yêu cầu chỉnh sửa dữ liệu', en: 'Request to correct data' },
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

/** What a field of a form says. */
export const FieldValue = personal(
  z.union([z.string().max(2000), z.number(), z.record(z.string().max(60), z.string().max(400))]),
  'answer',
);

/** A field of the form that is to say something else. What it said stays here once it is corrected: nothing is overwritten silently. */
const Correction = z.object({
  /** JSON pointer into the form (RFC 6901). */
  field: z.string(),
  before: FieldValue.optional(),
  after: FieldValue,
  /** The paper of the dossier that shows it. */
  documentId: z.uuid().optional(),
});
export type Correction = z.infer<typeof Correction>;

/** Whether what was asked for is done. */
export const Verdict = z.enum(['accepted', 'declined']);

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
  /** Of a request to correct. */
  correction: Correction.optional(),
  answer: z.object({ words: Words, at: StoredInstant, by: Actor, verdict: Verdict.optional() }).optional(),
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
    /** Of a request to correct; what the field says, and is to say, to its owner and to who decides it. */
    correction: Correction.partial({ after: true }).optional(),
    answer: z
      .object({ words: Words, at: localTime, by: PublicActor, verdict: Verdict.optional() })
      .optional(),
  })
  .meta({ id: 'Feedback' });
export type FeedbackView = z.infer<typeof FeedbackView>;

export const viewOfFeedback = (feedback: Feedback): FeedbackView => {
  const { dossierId, dossierCode, number, kind, state, words, sentAt, deadline, correction, answer } =
    feedback;
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
    ...(correction && { correction }),
    ...(answer && {
      answer: {
        words: answer.words,
        at: withVietnamOffset(answer.at),
        by: publicActor(answer.by),
        ...(answer.verdict && { verdict: answer.verdict }),
      },
    }),
  };
};

/** The same for officers who watch over its answer and do not decide the dossier: which field, not what it says. */
export const withoutValues = ({ correction, ...view }: FeedbackView): FeedbackView => ({
  ...view,
  ...(correction && { correction: { field: correction.field } }),
});
