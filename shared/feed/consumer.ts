import { type Instant, type Now, toInstant } from '../clock.ts';
import { type CloudEvent, events } from '../dossier/events.ts';
import { FedEvent } from './event.ts';
import { TEST_TYPE } from './test-event.ts';

/** What a source has brought. */
export type Taken = {
  /** As they came: not read, in any order, and some perhaps not for the first time. */
  readonly events: readonly unknown[];
  /** Where the source goes on, to be kept with what comes of the events; a queue knows it by itself. */
  readonly cursor?: string;
  /** Tells the source that they are kept. */
  readonly acknowledge?: () => Promise<void>;
  /** 0 while there may be more. */
  readonly waitSeconds: number;
};

/** Where events come from: a department's queue, or its feed. */
export type Source = {
  /** @param cursor as it was kept last */
  take(cursor: string | undefined): Promise<Taken>;
};

/** An event that waits for what comes before it. */
export type Held = { readonly event: FedEvent; readonly since: Instant };

/** What comes of what was taken. */
export type Kept = {
  /** To be applied, each dossier's in the order of their numbers, each event once. */
  readonly events: readonly CloudEvent[];
  /** How far each dossier of them has been heard: the number of its last event. */
  readonly reached: ReadonlyMap<string, number>;
  /** All that is held now. */
  readonly held: readonly Held[];
  readonly cursor: string | undefined;
};

/** What a department keeps of what it has heard. */
export type Store = {
  /** How far the source was read, and what is held: nothing at first. */
  begin(): Promise<{ readonly cursor: string | undefined; readonly held: readonly Held[] }>;
  /** How far dossiers have been heard, of those that have. */
  reached(dossierIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Keeps all of it or nothing, in one transaction: so each event has its effect once, whenever the department falls over. */
  keep(kept: Kept): Promise<void>;
};

/** What a department should look at. */
export type Finding =
  /** Nobody has what is between these numbers: the dossier goes on without it. */
  | { readonly kind: 'gap'; readonly dossierId: string; readonly after: number; readonly before: number }
  /** The event is of no kind that this version knows, or not as it knows it: passed over. */
  | { readonly kind: 'unfit'; readonly event: FedEvent; readonly error: unknown }
  /** The event by which the department tries its reading: it has come. */
  | { readonly kind: 'test'; readonly event: FedEvent };

export type Department = {
  readonly source: Source;
  readonly store: Store;
  /** The events of a dossier after a number, from elsewhere; none where there are none. */
  readonly missing: (dossierId: string, after: number) => Promise<readonly unknown[]>;
  readonly report: (finding: Finding) => void;
  readonly now: Now;
};

/** So long an event is held before what is missing is asked for: a queue may yet bring it. */
const PATIENCE_MS = 60_000;

type Reached = ReadonlyMap<string, number>;
type Lined = {
  readonly ready: readonly FedEvent[];
  readonly held: readonly Held[];
  readonly reached: Reached;
};

/** What can be applied by now, and what cannot yet. What was heard before is left out. Pure. */
function linedUp(waiting: readonly Held[], before: Reached): Lined {
  const unique = new Map(waiting.map((one) => [one.event.id, one])).values();
  const reached = new Map(before);
  const ready: FedEvent[] = [];
  const held: Held[] = [];
  for (const [dossierId, ones] of Map.groupBy(unique, ({ event }) => event.subject))
    for (const one of ones.toSorted((a, b) => a.event.sequence - b.event.sequence)) {
      const { sequence } = one.event;
      const last = reached.get(dossierId) ?? 0;
      if (sequence > last + 1) held.push(one);
      if (sequence !== last + 1) continue;
      ready.push(one.event);
      reached.set(dossierId, sequence);
    }
  return { ready, held, reached };
}

const and = (one: Lined, other: Lined): Lined => ({ ...other, ready: [...one.ready, ...other.ready] });

const heldSince = (events: readonly unknown[], since: Instant): readonly Held[] =>
  events.map((event) => ({ event: FedEvent.parse(event), since }));

/** A test tells of no dossier: it is neither held nor applied. */
const isTest = ({ event }: Held): boolean => event.type === TEST_TYPE;

/** Asks for what has been missing too long, and goes on without what nobody has. */
async function filledUp(lined: Lined, { missing, report, now }: Department): Promise<Lined> {
  const at = now();
  const latest = toInstant(new Date(at.getTime() - PATIENCE_MS));
  const late = new Set(lined.held.filter(({ since }) => since <= latest).map(({ event }) => event.subject));
  if (late.size === 0) return lined;
  const found = await Promise.all([...late].map((id) => missing(id, lined.reached.get(id) ?? 0)));
  const filled = linedUp([...lined.held, ...heldSince(found.flat(), toInstant(at))], lined.reached);
  const beyond = new Map(filled.reached);
  for (const dossierId of late) {
    const first = filled.held.find(({ event }) => event.subject === dossierId);
    if (!first) continue;
    const before = first.event.sequence;
    report({ kind: 'gap', dossierId, after: filled.reached.get(dossierId) ?? 0, before });
    beyond.set(dossierId, before - 1);
  }
  return and(lined, and(filled, linedUp(filled.held, beyond)));
}

/** An event as the catalogue knows it. */
function read(event: FedEvent, report: Department['report']): readonly CloudEvent[] {
  try {
    return [events.parse(event)];
  } catch (error) {
    report({ kind: 'unfit', event, error });
    return [];
  }
}

/**
 * Hears what there is once: each event is held against the catalogue, known again by its id and its number, applied in the
 * order of its dossier, and acknowledged when it is kept. What fails on the way leaves everything as it was: the next run
 * hears it again.
 * @returns how many events were applied, and how long to wait before the next run
 * @throws ZodError when the source brings what is no event at all
 */
export async function consume(
  department: Department,
): Promise<{ readonly applied: number; readonly waitSeconds: number }> {
  const { source, store, report, now } = department;
  const { cursor, held } = await store.begin();
  const taken = await source.take(cursor);
  const come = heldSince(taken.events, toInstant(now()));
  const [tests, told] = [come.filter(isTest), come.filter((one) => !isTest(one))];
  for (const { event } of tests) report({ kind: 'test', event });
  const waiting = [...told, ...held];
  const reached = await store.reached([...new Set(waiting.map(({ event }) => event.subject))]);
  const lined = await filledUp(linedUp(waiting, reached), department);
  const applied = lined.ready.flatMap((event) => read(event, report));
  await store.keep({
    events: applied,
    reached: lined.reached,
    held: lined.held,
    cursor: taken.cursor ?? cursor,
  });
  await taken.acknowledge?.();
  return { applied: applied.length, waitSeconds: taken.waitSeconds };
}
