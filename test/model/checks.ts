import { expect } from 'vitest';
import * as z from 'zod';
import { readKept } from '../../shared/event/outbox.ts';
import { placeOf, waiting } from './clocks.ts';
import { isOver, type Known } from './known.ts';
import type { Seen } from './world.ts';

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, place) => place + 1);

/** A dossier as it must stand in the table, by the book. */
const believed = (dossier: Known) => ({
  status: dossier.status,
  version: dossier.version,
  code: dossier.code,
  dueAt: dossier.due,
  assignee: { subject: dossier.holder, division: dossier.pool },
  stage: dossier.proposal && (dossier.proposal.approved ? 'approved' : 'proposed'),
  consulted: dossier.asked.map(({ agency }) => agency),
  supplementUntil: dossier.supplement?.lastDay,
  paymentUntil: dossier.payUntil,
  withdrawnFrom: dossier.status === 'withdrawalRequested' ? dossier.withdrawnFrom : undefined,
  placePK: placeOf(dossier),
  worklistPK:
    dossier.due && dossier.status !== 'done' && !isOver(dossier) ? `WORK#${dossier.kind.agency}` : undefined,
  waiting: waiting(dossier),
  lastEvent: dossier.events || undefined,
  logged: upTo(dossier.events),
  travelled: upTo(dossier.events),
});

const State = z.looseObject({
  status: z.string(),
  assignee: z.object({ subject: z.string().optional(), division: z.string().optional() }).default({}),
  consulted: z.array(z.string()).default([]),
  withdrawnFrom: z.string().optional(),
});
const Event = z.object({ sequence: z.int(), type: z.string() });
const Events = z.array(Event);
const Logged = z.object({ SK: z.string(), event: z.string() });
const Due = z.object({ duePK: z.string(), dueSK: z.string() });

/** The events in the log, by their keys; what a key says is what its event says. */
function logOf({ items }: Seen): readonly z.infer<typeof Event>[] {
  return items
    .filter(({ SK }) => String(SK).startsWith('EVENT#'))
    .map((item) => {
      const { SK, event } = Logged.parse(item);
      const { sequence, type } = Event.parse(readKept(event));
      expect(Number(SK.slice('EVENT#'.length))).toBe(sequence);
      return { sequence, type };
    });
}

/** What waits, as the index of what is due lists it. */
const listed = ({ items }: Seen): readonly string[] =>
  items
    .flatMap((item) => (item.duePK ? [Due.parse(item)] : []))
    .map(({ duePK, dueSK }) => `${duePK.split('#')[1]} ${dueSK.split('#')[0]}`)
    .sort();

/** The sequence numbers in what travelled. */
export const numbersIn = (outboxes: readonly string[]): readonly number[] =>
  outboxes.flatMap((outbox) => Events.parse(JSON.parse(outbox)).map(({ sequence }) => sequence));

/**
 * A dossier stands in the table as the book has it: status, version, code and due day, whose it is, where it lies, for
 * what it waits; and its events are 1, 2, 3 … in the log and in all that has travelled.
 */
export function checkDossier(dossier: Known, seen: Seen, travelled: readonly number[]): void {
  const { state } = seen;
  const { assignee, consulted, withdrawnFrom, status } = State.parse(state);
  const { version, code, dueAt, stage, supplementUntil, paymentUntil, placePK, worklistPK, lastEvent } =
    state;
  expect({
    status,
    version,
    code,
    dueAt,
    assignee: { subject: assignee.subject, division: assignee.division },
    stage,
    consulted,
    supplementUntil,
    paymentUntil,
    withdrawnFrom: status === 'withdrawalRequested' ? withdrawnFrom : undefined,
    placePK,
    worklistPK,
    waiting: listed(seen),
    lastEvent,
    logged: logOf(seen).map(({ sequence }) => sequence),
    travelled,
  }).toEqual(believed(dossier));
}

const nameOf = ({ type }: { readonly type: string }): string =>
  type.replace(/^vn\.gov\.hanam\.motcua\.|\.v1$/g, '');

/** How many dossiers were received, and what has become of them. */
type Sums = { received: number; resolved: number; inProgress: number; returned: number };

/** By what was told alone, and what stands open in the table. */
function sumsOf(all: readonly Seen[]): Sums {
  const sums: Sums = { received: 0, resolved: 0, inProgress: 0, returned: 0 };
  for (const seen of all) {
    const told = logOf(seen).map(nameOf);
    const count = (...names: readonly string[]) => told.filter((name) => names.includes(name)).length;
    if (count('dossier.received') === 0) continue;
    sums.received += count('dossier.received');
    sums.resolved += count('dossier.done');
    sums.returned += count('dossier.refused', 'dossier.stopped');
    if (!['done', 'returned', 'refused', 'stopped'].includes(String(seen.state.status))) sums.inProgress += 1;
  }
  return sums;
}

/** The same by the book. */
function sumsByTheBook(dossiers: readonly Known[]): Sums {
  const received = dossiers.filter((dossier) => dossier.received);
  const count = (...statuses: readonly string[]) =>
    received.filter(({ status }) => statuses.includes(status)).length;
  const [resolved, returned] = [count('done', 'returned'), count('refused', 'stopped')];
  return {
    received: received.length,
    resolved,
    returned,
    inProgress: received.length - resolved - returned,
  };
}

/** Received = resolved + in progress + returned, as it was told, as it stands, and by the book. */
export function checkSums(dossiers: readonly Known[], all: readonly Seen[]): void {
  const sums = sumsOf(all);
  expect(sums).toEqual(sumsByTheBook(dossiers));
  expect(sums.received).toBe(sums.resolved + sums.inProgress + sums.returned);
}
