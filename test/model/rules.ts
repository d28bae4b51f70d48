import { addDays, type Book, dayOf, dueDay, type Known, type Status } from './known.ts';
import { adviserOf, divisionOf, kindOf, type Person, type Seat, seatOf, subjectOf } from './people.ts';

/**
 * What may happen to a dossier, written down a second time: the deed, who may, from where, and where it leads: to a
 * status, `.` where it stands, or one of two as a consequence says.
 */
const table = [
  ['submit', 'owner', 'draft', 'where it is first looked at'],
  ['takeIn', 'desk', 'draft', 'received'],
  ['receive', 'desk', 'submitted', 'received'],
  ['refuse', 'desk', 'submitted', 'refused'],
  ['assign', 'desk head', 'received processing', '.'],
  ['claim', 'officer head', 'received processing', '.'],
  ['release', 'officer head', 'received processing', '.'],
  ['startProcessing', 'officer head', 'received', 'processing'],
  ['consult', 'officer head', 'processing', '.'],
  ['withdrawConsultation', 'officer head', 'processing', '.'],
  ['giveOpinion', 'asked', 'processing supplementRequested paymentRequested withdrawalRequested', '.'],
  ['requestSupplement', 'desk', 'submitted', 'supplementRequested'],
  ['requestSupplement', 'officer head', 'received processing', 'supplementRequested'],
  ['answerSupplement', 'owner', 'supplementRequested', 'where it is worked on'],
  ['takeInSupplement', 'desk', 'supplementRequested', 'where it is worked on'],
  ['closeUnanswered', 'desk officer head', 'supplementRequested', 'refused'],
  ['requestPayment', 'desk officer head', 'received processing', 'paymentRequested'],
  ['correctCharge', 'desk officer head', 'paymentRequested', '.'],
  ['waiveCharge', 'desk officer head', 'paymentRequested', 'where it is worked on'],
  ['recordPayment', 'desk', 'paymentRequested', 'where it is worked on'],
  ['payOnDelivery', 'owner', 'paymentRequested', 'processing'],
  ['closeUnpaid', 'desk officer head', 'paymentRequested', 'stopped'],
  ['extend', 'head', 'processing', '.'],
  ['reappoint', 'head', 'received processing', '.'],
  [
    'requestWithdrawal',
    'owner',
    'submitted received processing supplementRequested paymentRequested',
    'withdrawalRequested',
  ],
  ['takeBackWithdrawal', 'owner', 'withdrawalRequested', 'where it stood'],
  ['declineWithdrawal', 'officer head', 'withdrawalRequested', 'where it stood'],
  ['confirmWithdrawal', 'desk officer head', 'withdrawalRequested', 'stopped'],
  ['propose', 'officer head', 'processing', '.'],
  ['sendBack', 'head', 'processing', '.'],
  ['approve', 'head', 'processing', '.'],
  ['stop', 'officer head', 'received processing', 'stopped'],
  ['finish', 'officer head', 'received processing', 'done'],
  ['recordCollection', 'desk', 'done', '.'],
  ['returnResult', 'desk', 'done', 'returned'],
  ['takeResult', 'owner', 'done', 'returned'],
  // What only our own clocks do, whoever says it.
  ['countSilence', 'nobody', '', '.'],
  ['remindOfSupplement', 'nobody', '', '.'],
  ['warnDueSoon', 'nobody', '', '.'],
  ['tellOverdue', 'nobody', '', '.'],
  ['tellStepOverdue', 'nobody', '', '.'],
  ['moveDueDate', 'nobody', '', '.'],
] as const;

export type DeedName = (typeof table)[number][0];
export const deedNames: readonly DeedName[] = [...new Set(table.map(([name]) => name))];

/** What somebody does to a dossier, as it was last read. */
export type Deed = {
  readonly name: DeedName;
  readonly who: Person;
  /** What is said with it. */
  readonly said: Said;
  readonly version: number;
};
export type Said = Readonly<Record<string, unknown>>;

/** How a deed is answered, as a client hears it. */
export type Answer = 'done' | 400 | 403 | 404 | 409 | 412;

/** Doors that do not let everybody in: the others let in citizens and officers who work on dossiers. */
const doors: Partial<Record<DeedName, readonly ReturnType<typeof kindOf>[]>> = {
  submit: ['citizen'],
  takeIn: ['desk'],
  giveOpinion: ['officer', 'head'],
};
const isLetIn = (name: DeedName, who: Person): boolean => {
  const kind = kindOf(who);
  return doors[name]?.includes(kind) ?? kind !== 'control';
};

/** Who is asked sees the question by a door of its own, once it was asked. */
const seatAt = (dossier: Known, { name, who }: Deed): Seat | undefined => {
  if (name !== 'giveOpinion') return seatOf(dossier, who);
  const agency = adviserOf(who);
  return agency !== undefined && dossier.heard.includes(agency) ? 'asked' : undefined;
};

/** Where the table lets a deed lead. */
export function targetOf({ status }: Pick<Known, 'status'>, name: DeedName, seat: Seat): string | undefined {
  const row = table.find(
    ([deed, by, from]) =>
      deed === name && by.split(' ').includes(seat) && from.split(' ').includes(status satisfies Status),
  );
  return row?.[3] === '.' ? status : row?.[3];
}

/** Whether an officer has a dossier, may take it, or another has it. */
function holdOf({ holder, pool }: Known, who: Person): 'own' | 'free' | 'others' {
  if (holder !== undefined) return holder === subjectOf(who) ? 'own' : 'others';
  return pool === undefined || pool === divisionOf(who) ? 'free' : 'others';
}

/** What one must have in hand oneself. */
const inHand: readonly DeedName[] = ['release', 'consult', 'withdrawConsultation', 'propose'];

function isOutOfHand(dossier: Known, { name, who }: Deed, seat: Seat): boolean {
  const hold = holdOf(dossier, who);
  if (name === 'claim') return hold !== 'free';
  if (seat !== 'officer') return false;
  return inHand.includes(name) ? hold !== 'own' : hold === 'others';
}

/** As many rounds of supplement as the law gives: since 23 June 2022 one more, which is the agency's fault. */
const roundsOn = (day: string): number => (day < '2022-06-23' ? 1 : 2);

const isUndecided = ({ proposal, kind }: Known, outcome: string): boolean =>
  proposal ? !proposal.approved || proposal.outcome !== outcome : kind.approval === true;

type Obstacle = (dossier: Known, today: string, deed: Deed) => boolean;

/** What stands in the way of a deed that the table would allow. */
const obstacles: Partial<Record<DeedName, Obstacle>> = {
  release: ({ holder }) => holder === undefined,
  consult: ({ proposal }) => proposal !== undefined,
  withdrawConsultation: ({ asked }) => asked.length === 0,
  giveOpinion: ({ asked }, today, { who }) => {
    const question = asked.find(({ agency }) => agency === adviserOf(who));
    return !question || (question.silenceAgrees && today > question.lastDay);
  },
  requestSupplement: ({ proposal, rounds }, today) => proposal !== undefined || rounds >= roundsOn(today),
  closeUnanswered: ({ supplement }, today) => today <= (supplement?.lastDay ?? ''),
  closeUnpaid: ({ payUntil = '' }, today) => today <= payUntil,
  extend: ({ kind, extended, due }, today) => !kind.more || extended || !due || today > dueDay(due),
  reappoint: ({ due, reappointed }, today) => reappointed || !due || today > addDays(dueDay(due), -1),
  propose: ({ proposal, asked }) => proposal !== undefined || asked.length > 0,
  sendBack: ({ proposal }) => proposal === undefined,
  approve: ({ proposal, asked }) => !proposal || proposal.approved || asked.length > 0,
  stop: (dossier) => isUndecided(dossier, 'stop'),
  finish: (dossier) =>
    (dossier.status === 'received' && dossier.kind.time.unit !== 'sameDay') ||
    isUndecided(dossier, 'issue') ||
    dossier.asked.length > 0,
  payOnDelivery: ({ collection }) => collection !== 'offered',
  // No result comes back in this world.
  recordCollection: () => true,
  returnResult: ({ collection }) => collection === 'chosen',
  // No result is wanted online in this world.
  takeResult: () => true,
};

/** What is said amiss: an agency is asked that is being asked, or called off that is not; or a fee waived that is owed. */
const misSaid: Partial<Record<DeedName, (dossier: Known, said: Said) => boolean>> = {
  consult: ({ asked }, said) => asked.some(({ agency }) => agency === said.agency),
  // Two tariffs are entered, and one of them exempts children.
  waiveCharge: ({ kind }, { relief }) =>
    kind.code === '2.000635' || (kind.code === '2.000488' && relief === undefined),
  withdrawConsultation: ({ asked }, said) => !asked.some(({ agency }) => agency === said.agency),
};

/** How a deed is to be answered. */
export function answerTo(dossier: Known, deed: Deed, { now }: Pick<Book, 'now'>): Answer {
  const { name, who, said, version } = deed;
  if (!isLetIn(name, who)) return 403;
  const seat = seatAt(dossier, deed);
  if (!seat) return 404;
  if (name !== 'giveOpinion' && version !== dossier.version) return 412;
  if (!targetOf(dossier, name, seat)) return 409;
  if (isOutOfHand(dossier, deed, seat) || obstacles[name]?.(dossier, dayOf(now), deed)) return 409;
  return misSaid[name]?.(dossier, said) ? 400 : 'done';
}

/** The seat from which a deed that is done was done. */
export const seatFor = (dossier: Known, deed: Deed): Seat => seatAt(dossier, deed) ?? 'owner';
