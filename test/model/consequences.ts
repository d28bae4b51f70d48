import * as z from 'zod';
import {
  addDays,
  type Book,
  dayOf,
  instant,
  isOver,
  type Known,
  lastDayFrom,
  type Status,
  timed,
} from './known.ts';
import { adviserOf, subjectOf } from './people.ts';
import { type Deed, type DeedName, seatFor, targetOf } from './rules.ts';

/** What was said with a deed, as far as it has consequences. */
const Said = z.object({
  deadline: z.string().default(''),
  agency: z.string().default(''),
  workingDays: z.int().default(0),
  newDate: z.string().default(''),
  outcome: z.string().default(''),
  to: z.object({ subject: z.string().optional(), division: z.string().optional() }).default({}),
});

type Circumstances = {
  readonly dossier: Known;
  readonly book: Book;
  readonly who: Deed['who'];
  readonly said: z.infer<typeof Said>;
  readonly at: string;
};

/** The number that an agency gives next today, as it stands in a code. */
function nextCode({ kind }: Known, { numbers, now }: Book): string {
  const day = `${kind.agency}-${dayOf(now).slice(2).replaceAll('-', '')}`;
  return `${day}-${String((numbers.get(day) ?? 0) + 1).padStart(4, '0')}`;
}

const withoutQuestionTo = ({ asked }: Known, agency: string | undefined): Partial<Known> => ({
  asked: asked.filter((question) => question.agency !== agency),
});

/** Nothing is left to be paid, and the time runs on. */
const settled = ({ dossier, book, at }: Circumstances): Partial<Known> => ({
  payUntil: undefined,
  collection: dossier.collection === 'chosen' ? 'chosen' : undefined,
  ...timed(dossier, { kind: 'resume', at }, book),
});

/** What was asked for is there, and the time runs on or anew. */
const answered = ({ dossier, book, at }: Circumstances): Partial<Known> => ({
  supplement: undefined,
  ...timed(dossier, { kind: dossier.kind.whenAnswered, at }, book),
});

/** What a deed leaves behind, besides the status. */
const consequences: Partial<Record<DeedName, (circumstances: Circumstances) => Partial<Known>>> = {
  submit: ({ dossier, book }) => ({
    code: nextCode(dossier, book),
    // It is submitted, and asked to pay within five days: two things are told.
    ...(dossier.kind.paidFirst && {
      events: dossier.events + 2,
      payUntil: addDays(dayOf(book.now), 5),
    }),
  }),
  takeIn: ({ dossier, book, at }) => ({
    code: nextCode(dossier, book),
    received: true,
    // It is submitted and received: two things are told.
    events: dossier.events + 2,
    ...timed(dossier, { kind: 'start', at }, book),
  }),
  receive: ({ dossier, book, at }) => ({ received: true, ...timed(dossier, { kind: 'start', at }, book) }),
  assign: ({ said: { to } }) => ({ holder: to.subject, pool: to.division }),
  claim: ({ who }) => ({ holder: subjectOf(who) }),
  release: () => ({ holder: undefined }),
  startProcessing: ({ dossier, who }) => ({ holder: dossier.holder ?? subjectOf(who) }),
  consult: ({ dossier: { kind, asked, heard }, book, said: { agency, workingDays: days } }) => {
    const time = kind.silence ?? { unit: 'workingDays', days };
    const lastDay = lastDayFrom(book.now, time, book);
    return {
      asked: [...asked, { agency, lastDay, silenceAgrees: kind.silence !== undefined }],
      heard: [...heard, agency],
    };
  },
  withdrawConsultation: ({ dossier, said }) => withoutQuestionTo(dossier, said.agency),
  giveOpinion: ({ dossier, who }) => withoutQuestionTo(dossier, adviserOf(who)),
  requestSupplement: ({ dossier, book, said, at }) => ({
    rounds: dossier.rounds + 1,
    supplement: { lastDay: said.deadline, askedAt: at, reminded: false },
    ...timed(dossier, { kind: 'pause', at }, book),
  }),
  answerSupplement: answered,
  takeInSupplement: answered,
  closeUnanswered: () => ({ supplement: undefined }),
  requestPayment: ({ dossier, book, said, at }) => ({
    payUntil: said.deadline,
    collection: dossier.collection ?? (dossier.byPost ? 'offered' : undefined),
    ...timed(dossier, { kind: 'pause', at }, book),
  }),
  correctCharge: ({ said }) => ({ payUntil: said.deadline }),
  waiveCharge: settled,
  recordPayment: settled,
  payOnDelivery: (circumstances) => ({ ...settled(circumstances), collection: 'chosen' }),
  closeUnpaid: () => ({ payUntil: undefined }),
  extend: ({ dossier, book, at }) => ({
    extended: true,
    ...timed(dossier, { kind: 'extend', at, days: dossier.kind.more ?? 0 }, book),
  }),
  reappoint: ({ dossier, book, said, at }) => ({
    reappointed: true,
    ...timed(dossier, { kind: 'reappoint', at, until: said.newDate }, book),
  }),
  requestWithdrawal: ({ dossier }) => ({ withdrawnFrom: dossier.status }),
  takeBackWithdrawal: () => ({ withdrawnFrom: undefined }),
  declineWithdrawal: () => ({ withdrawnFrom: undefined }),
  confirmWithdrawal: () => ({ supplement: undefined, payUntil: undefined }),
  propose: ({ said }) => ({ proposal: { outcome: said.outcome, approved: false } }),
  sendBack: () => ({ proposal: undefined }),
  approve: ({ dossier: { proposal } }) => ({ proposal: proposal && { ...proposal, approved: true } }),
  finish: ({ dossier, at }) => ({
    shipment: dossier.byPost ? { state: 'intended', isKnown: false, nextTryAt: at } : undefined,
  }),
  returnResult: ({ dossier: { shipment }, at }) => ({
    shipment: shipment && { ...shipment, state: 'cancelling', nextTryAt: at },
  }),
};

const statusAfter = (dossier: Known, target: string | undefined): Status => {
  if (target === 'where it stood') return dossier.withdrawnFrom ?? 'draft';
  if (target === 'where it is first looked at')
    return dossier.kind.paidFirst ? 'paymentRequested' : 'submitted';
  if (target === 'where it is worked on') return dossier.received ? 'processing' : 'submitted';
  return target as Status;
};

/** What stands in the book once something has happened to a dossier: who is still asked when it ends, is not any more. */
export function entered(before: Known, change: Partial<Known>): Known {
  const after = { ...before, version: before.version + 1, events: before.events + 1, ...change };
  return isOver(after) ? { ...after, asked: [] } : after;
}

/** A dossier after a deed that is done. */
export function afterDeed(dossier: Known, deed: Deed, book: Book): Known {
  const status = statusAfter(dossier, targetOf(dossier, deed.name, seatFor(dossier, deed)));
  const said = Said.parse(deed.said);
  const circumstances = { dossier, book, who: deed.who, said, at: instant(book.now) };
  return entered(dossier, { status, ...consequences[deed.name]?.(circumstances) });
}
