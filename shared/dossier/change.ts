import { type Actor, publicActor } from '../actor.ts';
import { type Instant, localDateOf, toInstant, withVietnamOffset } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import type { ClockEvent } from '../deadline/deadline.ts';
import { dueFromLedger } from '../deadline/reckoning.ts';
import { civilServiceCalendar } from '../deadline/seed.ts';
import { outboxOf, putEvent, toEvent } from '../event/outbox.ts';
import type { NewId } from '../ids.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Write } from '../table/transaction.ts';
import type { Act } from './act.ts';
import type { Action, ClockEffect, Effect, Step } from './action.ts';
import { actionOf } from './actions.ts';
import type { DossierFile, Filed } from './dossier.ts';
import { type CommonData, type EventName, events } from './events.ts';
import { type FiledStatus, filedStatuses } from './status.ts';
import { putDossier } from './store.ts';

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
function clockEvent(effect: ClockEffect, dossier: Filed, at: Instant): ClockEvent | undefined {
  if (effect === 'start') return { kind: 'start', at };
  if (effect === 'none' || dossier.clock.length === 0) return undefined;
  if (effect === 'continue')
    return { kind: dossier.procedure.supplementClock === 'pause' ? 'resume' : 'restart', at };
  return { kind: effect, at };
}

/** The dossier after an action that is allowed, in its next version. Pure. */
export function moved(
  dossier: Filed,
  action: Pick<Action, 'clock'>,
  step: Step,
  at: Instant,
  { change, calendar = civilServiceCalendar() }: { change?: Partial<Filed>; calendar?: Calendar } = {},
): Filed {
  const event = clockEvent(action.clock, dossier, at);
  const clock = event ? [...dossier.clock, event] : dossier.clock;
  return {
    ...dossier,
    ...change,
    status: targetOf(step, dossier),
    version: dossier.version + 1,
    clock,
    dueAt: event ? dueFromLedger(clock, dossier.procedure.processing, calendar) : dossier.dueAt,
  };
}

/** What every event of a dossier tells. */
const commonData = (dossier: Filed, occurredAt: string): CommonData => ({
  dossierId: dossier.id,
  dossierCode: dossier.code,
  procedureCode: dossier.procedure.code,
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
  const last = states.at(-1);
  if (!last) throw new Error('a change without an event is no change of a filed dossier');
  const after: Filed = {
    ...last.after,
    version: before.version + 1,
    lastEvent: first + told.length,
    changedBy: actor,
  };
  const { agency } = after.procedure;
  return {
    after,
    writes: [
      ...putDossier(before, after, outboxOf(told)),
      ...told.map((event) => putEvent(event, { actor, agency, day: localDateOf(at) })),
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
 * @throws Problem when what its actor says does not fit the dossier
 */
export function act(
  file: DossierFile<Filed>,
  input: Act,
  step: Step,
  occasion: Occasion & { readonly procedure?: Procedure | undefined },
): Acted {
  const action = actionOf(input.action);
  const at = toInstant(occasion.at);
  const { procedure, actor } = occasion;
  const effect: Effect<object> =
    action.effect?.({ file, input, at, day: localDateOf(at), actor, procedure }) ?? {};
  const { change = {}, parts = {}, writes = [], data } = effect;
  const result = recorded(
    file.dossier,
    [
      {
        after: moved(file.dossier, action, step, at, { change }),
        told: { name: action.event.name, ...(data && { data }) },
      },
    ],
    occasion,
  );
  return { file: { ...file, ...parts, dossier: result.after }, writes: [...result.writes, ...writes] };
}
