import { type Actor, publicActor } from '../actor.ts';
import { type Instant, localDateOf, toInstant, withVietnamOffset } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import type { ClockEvent } from '../deadline/deadline.ts';
import { dueFromLedger } from '../deadline/reckoning.ts';
import { soonFrom } from '../deadline/soon.ts';
import { chained, outboxOf, putEvent, toEvent } from '../event/outbox.ts';
import type { NewId } from '../ids.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Write } from '../table/transaction.ts';
import type { Act, Opinion } from './act.ts';
import type { Action, Appointing, Effect, Step } from './action.ts';
import { actionOf } from './actions.ts';
import { collectionGivenUp } from './collection.ts';
import type { DossierFile, Filed, Parts } from './dossier.ts';
import { endedConsultations } from './ended-consultation.ts';
import { type CommonData, type EventName, events } from './events.ts';
import { endingEntry } from './find-entries.ts';
import { stepsDue } from './internal-process.ts';
import { type FiledStatus, filedStatuses } from './status.ts';
import { putDossier } from './store.ts';
import { withinCalendar } from './within-calendar.ts';

/** The circumstances of a change. */
export type Occasion = {
  readonly at: Date;
  readonly actor: Actor;
  readonly newId: NewId;
  readonly correlationId: string;
};

/** A dossier after something happened to it, and what is told of it. */
export type State = { readonly after: Filed; readonly told: Told };

/** What a change tells, beyond what every event tells. */
export type Told = {
  readonly name: EventName;
  readonly data?: object;
  /** Local time with offset, where it happened before it was recorded. */
  readonly occurredAt?: string;
};

const targetOf = ({ to }: Step, dossier: Filed): FiledStatus =>
  typeof to === 'string' ? to : to.of(dossier);

/** The clock event that an action adds, if any: a clock that was never started is neither paused nor resumed. */
function clockEvent({ clock, appoints }: Clocked, said: Appointing): ClockEvent | undefined {
  const { dossier, at } = said;
  if (clock === 'start') return { kind: 'start', at };
  if (clock === 'none' || clock === 'recount' || dossier.clock.length === 0) return undefined;
  if (clock === 'appoint') return appoints?.(said);
  if (clock === 'continue')
    return { kind: dossier.procedure.supplementClock === 'pause' ? 'resume' : 'restart', at };
  return { kind: clock, at };
}

type Clocked = Pick<Action, 'name' | 'clock' | 'appoints'>;

/** What the clock of a dossier says. */
type Clock = Pick<Filed, 'clock' | 'dueAt' | 'soonAt' | 'steps' | 'lateStep' | 'calendarVersion'>;

/** @throws Problem `calendar-ends` when the term runs into a year that nobody has entered yet */
function counted(dossier: Filed, calendar: Calendar): Clock {
  const { clock, procedure, lateStep } = dossier;
  return withinCalendar(() => {
    const dueAt = dueFromLedger(clock, procedure.processing, calendar);
    const soonAt = dueAt && soonFrom(localDateOf(dueAt), calendar);
    const steps = stepsDue(dossier, calendar);
    return { clock, dueAt, soonAt, steps, lateStep, calendarVersion: calendar.version };
  });
}

/** What it says after an action. */
function clockAfter(action: Clocked, said: Appointing, calendar: Calendar | undefined): Clock {
  const { dossier } = said;
  const event = clockEvent(action, said);
  if (!event && action.clock !== 'recount') return dossier;
  if (!calendar) throw new Error(`${action.name} moves the clock, and has no calendar to count by`);
  if (!event) return counted(dossier, calendar);
  const lateStep = event.kind === 'restart' ? undefined : dossier.lateStep;
  return counted({ ...dossier, clock: [...dossier.clock, event], lateStep }, calendar);
}

/** The dossier in its next version, with its clock as an action leaves it. */
const inNextVersion = (dossier: Filed, step: Step, clock: Clock, change: Partial<Filed>): Filed => ({
  ...dossier,
  ...clock,
  ...change,
  status: targetOf(step, dossier),
  version: dossier.version + 1,
});

/** The dossier after an action that is allowed and asks nothing of its actor, in its next version. Pure. */
export const moved = (
  dossier: Filed,
  action: Clocked,
  step: Step,
  at: Instant,
  { change = {}, calendar }: { change?: Partial<Filed>; calendar?: Calendar } = {},
): Filed => inNextVersion(dossier, step, clockAfter(action, { dossier, input: {}, at }, calendar), change);

/** What every event of a dossier tells. */
const commonData = (dossier: Filed, occurredAt: string): CommonData => ({
  dossierId: dossier.id,
  dossierCode: dossier.code,
  procedureCode: dossier.procedure.code,
  field: dossier.procedure.field,
  agency: dossier.procedure.agency,
  status: dossier.status,
  nationalStatus: filedStatuses[dossier.status].national,
  occurredAt,
  actor: publicActor(dossier.changedBy),
  dueAt: dossier.dueAt && withVietnamOffset(dossier.dueAt),
  delivery: dossier.form.delivery.channel,
  channel: dossier.channel,
});

/**
 * The new state of a dossier with the events that tell of it, as the writes of one transaction: the events travel with
 * the dossier's own item, whose order the stream keeps, and stand in the log, each under its number.
 * @param before the state that was read; a draft when it is being submitted
 * @param states the dossier after each thing told, in order; the last is what is written
 * @throws Error when an event does not fit the catalogue: then nothing is written
 */
export function recorded(
  before: Parameters<typeof putDossier>[0],
  states: readonly State[],
  { at, actor, newId, correlationId }: Occasion,
): { readonly after: Filed; readonly writes: readonly Write[] } {
  const first = before.status === 'draft' ? 0 : before.lastEvent;
  const told = states.map(({ after, told: { name, data, occurredAt } }, place) => {
    const dossier = { ...after, changedBy: actor };
    return toEvent(events, {
      name,
      id: newId(),
      subject: dossier.id,
      sequence: first + place + 1,
      at,
      correlationId,
      data: { ...commonData(dossier, occurredAt ?? withVietnamOffset(toInstant(at))), ...data },
    });
  });
  const entries = chained(told, actor, before.status === 'draft' ? undefined : before.head);
  const last = states.at(-1);
  if (!last) throw new Error('a change without an event is no change of a filed dossier');
  const after: Filed = {
    ...last.after,
    version: before.version + 1,
    lastEvent: first + told.length,
    head: entries.at(-1)?.hash,
    changedBy: actor,
  };
  const { agency } = after.procedure;
  const ending = endingEntry(after, before.status === 'draft' ? undefined : before);
  return {
    after,
    writes: [
      ...putDossier(before, after, outboxOf(told)),
      ...entries.map((entry, place) =>
        putEvent(entry, { agency, day: localDateOf(at), found: place === 0 ? ending : undefined }),
      ),
    ],
  };
}

/** The file after an action, and all that it writes. */
export type Acted = {
  readonly file: DossierFile<Filed>;
  readonly writes: readonly Write[];
};

/**
 * An action whose step is allowed, as the writes of one transaction.
 * @param occasion with the calendar in force, where the action counts by it, and how many receipts of fees the agency has
 *   issued in the year, where it issues one
 * @throws Problem when what its actor says does not fit the dossier
 * @throws Problem `calendar-ends`
 */
export function act(
  file: DossierFile<Filed>,
  input: Act | Opinion,
  step: Step,
  occasion: Occasion & {
    readonly procedure?: Procedure | undefined;
    readonly calendar?: Calendar | undefined;
    readonly receiptsTaken?: number | undefined;
  },
): Acted {
  const { dossier } = file;
  const action = actionOf(input.action);
  const at = toInstant(occasion.at);
  const { procedure, actor, calendar, receiptsTaken } = occasion;
  const clock = clockAfter(action, { dossier, input, at: action.since?.(file) ?? at }, calendar);
  const { dueAt } = clock;
  const day = localDateOf(at);
  const effect: Effect<object> =
    action.effect?.({ file, input, at, day, actor, procedure, calendar, receiptsTaken, dueAt }) ?? {};
  const { data } = effect;
  const ending = filedStatuses[targetOf(step, dossier)].open
    ? []
    : [
        endedConsultations(file, { state: 'withdrawn', endedAt: at, endedBy: actor }),
        collectionGivenUp({ ...file, ...effect.parts }, { at, by: actor }),
      ];
  const all = [effect, ...ending];
  const parts: Partial<Parts> = Object.assign({}, ...all.map((one) => one.parts));
  const writes = all.flatMap((one) => one.writes ?? []);
  const change: Partial<Filed> = Object.assign({}, ...all.map((one) => one.change));
  const after = inNextVersion(dossier, step, clock, change);
  const result = recorded(
    dossier,
    [{ after, told: { name: action.event.name, ...(data && { data }) } }],
    occasion,
  );
  return { file: { ...file, ...parts, dossier: result.after }, writes: [...result.writes, ...writes] };
}
