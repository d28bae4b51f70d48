import * as z from 'zod';
import { Address, KeptAddress, keptAddress } from '../applicant/address.ts';
import { FullName, KeptName, KeptNumber, KeptPhone, Phone } from '../applicant/identifiers.ts';
import { type Instant, toInstant } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import { CountedPaper, MOST_COUNTED, NamedCount, namedCounts, namesOf } from '../procedure/counted.ts';
import { canMove } from '../shipment/movement.ts';
import { FailureReason } from '../shipment/report.ts';
import { consignmentLetters } from './letters.ts';
import { consignmentAttentions, type Passage } from './movement.ts';
import { giveUp } from './movements/give-up.ts';
import { passageBy } from './movements.ts';
import type { Checklist, ConsignmentReport } from './report.ts';
import { consignmentStatusNames, isUnderWay } from './status.ts';
import { CollectionWindow } from './window.ts';

/** Who hands the papers to the post, and where. */
const Sender = z.strictObject({ name: FullName, phone: Phone, address: Address }).meta({ id: 'Sender' });

/** What the owner of a draft, or of a dossier of which something is asked for, books with the post (QĐ 45/2016/QĐ-TTg Điều 5, 6). */
export const Booking = z
  .strictObject({
    sender: Sender,
    window: CollectionWindow,
    /** What the sender has ready. */
    papers: z.array(CountedPaper).min(1).max(MOST_COUNTED),
  })
  .meta({ id: 'Booking' });
export type Booking = z.infer<typeof Booking>;

/**
 * So often papers of one dossier are booked at most. Each booking writes those before it too, of which a transaction bears a hundred;
 * who was missed so often does better at a desk.
 */
export const MOST_BOOKINGS = 20;

/** An attempt to collect that failed. */
const MissedAttempt = z.object({ attempt: z.int().min(1), at: StoredInstant, reason: FailureReason });

/** Papers that the post collects from an applicant for the agency, as they are kept. What the post reports of them stands in it: a report of a draft would outlive it. */
export const Consignment = z.object({
  v: z.literal(1),
  /** Rises with every change of it. */
  version: z.int().min(1),
  /** 1, 2 … in the life of its dossier. */
  number: z.int().min(1),
  /** Which round of supplement it answers; without one it brings what files a draft. */
  supplement: z.int().min(1).optional(),
  /** Ours, as in the booking that the operator gets. */
  reference: z.string(),
  /** From a pool of the operator's: on record before the operator is told of it. */
  itemCode: z.string().optional(),
  status: z.enum(consignmentStatusNames),
  sender: z.object({ name: KeptName, phone: KeptPhone, address: KeptAddress }),
  /** The agency that decides, as it was called when it was booked, and its desk. */
  addressee: z.object({ agency: z.string(), name: z.string(), desk: z.string() }),
  window: z.object(CollectionWindow.shape),
  /** As its owner booked it. */
  papers: z.array(NamedCount),
  /** As postman and sender counted and signed it. */
  checklist: z
    .object({
      papers: z.array(NamedCount),
      seal: z.string(),
      clerk: z.object({ name: KeptName, card: KeptNumber }),
      signedAt: StoredInstant,
    })
    .optional(),
  /** Attempts begun so far, and those that failed, each once, in their order. */
  attempts: z.int().min(0),
  failures: z.array(MissedAttempt),
  intendedAt: StoredInstant,
  orderedAt: StoredInstant.optional(),
  /** How often the operator was asked in vain, and from when on it is told again. */
  tries: z.int().min(0),
  nextTryAt: StoredInstant.optional(),
  /** Working days that its journey may take, from when on they count, and when the operator is asked how far it is. */
  journeyDays: z.int().min(1).optional(),
  since: StoredInstant.optional(),
  lookAt: StoredInstant.optional(),
  /** What the desk is to look after, until it moves on. */
  attention: z.enum(consignmentAttentions).optional(),
  /** What its owner is still to be told, in the order in which it happened, and from when on that is tried. */
  letters: z.array(z.enum(consignmentLetters)).default([]),
  lettersAt: StoredInstant.optional(),
  /** How many of these have gone out. */
  told: z.int().min(0).default(0),
  /** The record by which the post hands it to the desk, one at most, and when both had signed that. */
  handOver: z.string().optional(),
  handedAt: StoredInstant.optional(),
  /** That nothing of a supplement which it brought waits at the desk any more. */
  closed: z.literal(true).optional(),
});
export type Consignment = z.infer<typeof Consignment>;

/** The reference of the n-th consignment by which papers of a dossier are collected (G = gom): a draft has no code yet. */
const consignmentReference = (dossierId: string, number: number): string => `${dossierId}-G${number}`;

/** The dossier of a reference of ours, or undefined when it is none of a consignment. */
export const dossierOfReference = (reference: string): string | undefined =>
  /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-G[1-9]\d*$/.exec(reference)?.[1];

/** A consignment that is meant to be collected: on record before the operator is asked. */
export const intendedConsignment = (
  { sender, window }: Booking,
  {
    dossierId,
    at,
    ...stated
  }: Pick<Consignment, 'number' | 'supplement' | 'addressee' | 'papers'> & {
    readonly dossierId: string;
    readonly at: Instant;
  },
): Consignment => ({
  v: 1,
  version: 1,
  ...stated,
  reference: consignmentReference(dossierId, stated.number),
  status: 'INTENDED',
  sender: { ...sender, address: keptAddress(sender.address) },
  window,
  attempts: 0,
  failures: [],
  intendedAt: at,
  tries: 0,
  nextTryAt: at,
  letters: [],
  told: 0,
});

/** A consignment after a passage: the operator is asked for nothing any more, and what the desk looked after is over. Pure. */
export function passedBy(
  { to, letter, attention }: Passage,
  consignment: Consignment,
  at: Instant,
  change: Partial<Consignment> = {},
): Consignment {
  const { nextTryAt: _, lookAt: __, attention: ___, ...settled } = consignment;
  return {
    ...settled,
    status: to ?? consignment.status,
    tries: 0,
    ...(attention && { attention }),
    ...(letter && { letters: [...consignment.letters, letter], lettersAt: consignment.lettersAt ?? at }),
    ...change,
  };
}

/** What came to nothing is no task of the desk any more. Pure; the very consignment where it was none. */
export function withoutTask(consignment: Consignment): Consignment {
  const { attention, ...others } = consignment;
  return attention ? others : consignment;
}

/** A consignment that is given up: the operator is to be told from now on. Pure. */
export const givenUp = (consignment: Consignment, at: Instant): Consignment =>
  passedBy(giveUp, consignment, at, { intendedAt: at, nextTryAt: at });

/** Failed attempts with the one of a report: the first that tells of it stays. */
function withMissed(failures: Consignment['failures'], report: ConsignmentReport): Consignment['failures'] {
  if (report.status !== 'COLLECTION_FAILED') return failures;
  const { attempt, reason, occurredAt } = report;
  if (failures.some((known) => known.attempt === attempt)) return failures;
  const missed = { attempt, at: toInstant(new Date(occurredAt)), reason };
  return [...failures, missed].sort((one, other) => one.attempt - other.attempt);
}

const keptChecklist = (
  { papers, seal, clerk, signedAt }: Checklist,
  booked: Consignment['papers'],
): NonNullable<Consignment['checklist']> => ({
  papers: namedCounts(papers, namesOf(booked)),
  seal,
  clerk,
  signedAt: toInstant(new Date(signedAt)),
});

/**
 * The consignment after a report of the operator, and whether it moved. Reports may come late, twice and out of order; only
 * those that lead further move it. Of one that comes late its failed attempt is kept, and what was counted and signed. Pure;
 * the very consignment where the report says nothing new.
 */
export function afterCollectionReport(
  consignment: Consignment,
  report: ConsignmentReport,
  at: Instant,
): { readonly consignment: Consignment; readonly moved: boolean } {
  const attempt = 'attempt' in report ? report.attempt : 0;
  const passage = passageBy(report);
  const moved = canMove(passage, consignment, attempt);
  const attempts = Math.max(consignment.attempts, attempt);
  const failures = withMissed(consignment.failures, report);
  const checklist =
    consignment.checklist ??
    (report.status === 'COLLECTED' ? keptChecklist(report.checklist, consignment.papers) : undefined);
  const known = { attempts, failures, ...(checklist && { checklist }) };
  if (moved) return { moved, consignment: passedBy(passage, consignment, at, known) };
  const isKnown =
    attempts === consignment.attempts &&
    failures === consignment.failures &&
    checklist === consignment.checklist;
  return { moved, consignment: isKnown ? consignment : { ...consignment, ...known } };
}

/** The consignment that is under way, if one is: a dossier has one at most. */
export const underWay = (consignments: readonly Consignment[]): Consignment | undefined =>
  consignments.find(({ status }) => isUnderWay(status));

/** The consignment by which the papers came, if they came by one. */
export const handedIn = (
  consignments: readonly Consignment[],
): (Consignment & { readonly handOver: string; readonly handedAt: Instant }) | undefined => {
  for (const one of consignments) {
    const { handOver, handedAt } = one;
    if (handOver !== undefined && handedAt !== undefined) return { ...one, handOver, handedAt };
  }
  return undefined;
};

/** Papers of which another number was counted than was booked, each as it was counted. */
export function countedOtherwise({ papers, checklist }: Consignment): readonly NamedCount[] {
  if (!checklist) return [];
  const isSame = (one: NamedCount, other: NamedCount) =>
    one.paperId === other.paperId && one.originals === other.originals && one.copies === other.copies;
  const others = checklist.papers.filter((counted) => !papers.some((booked) => isSame(booked, counted)));
  const gone = papers.filter(
    ({ paperId }) => !checklist.papers.some((counted) => counted.paperId === paperId),
  );
  return [...others, ...gone.map((booked) => ({ ...booked, originals: 0, copies: 0 }))];
}
