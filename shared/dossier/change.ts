import { type Instant, toInstant, withVietnamOffset } from '../clock.ts';
import { type Calendar, civilServiceCalendar } from '../deadline/calendar.ts';
import { type ClockEvent, dueFromLedger } from '../deadline/deadline.ts';
import type { EventData } from '../event/catalogue.ts';
import type { EventName } from '../event/name.ts';
import { emit } from '../event/outbox.ts';
import type { NewId } from '../ids.ts';
import type { Write } from '../table/transaction.ts';
import type { Act } from './act.ts';
import type { Filed } from './dossier.ts';
import { type FiledStatus, filedStatuses } from './status.ts';
import { replaceDossier } from './store.ts';
import { type Action, type Step, transitions } from './transitions.ts';

/** The circumstances of a change. */
export type Occasion = {
  readonly at: Date;
  readonly newId: NewId;
  readonly correlationId: string;
};

const targetOf = ({ to }: Step, dossier: Filed): FiledStatus =>
  typeof to === 'string' ? to : dossier.receivedAt ? to.afterReception : to.beforeReception;

/** The clock event that an action adds, if any: a clock that was never started is neither paused nor resumed. */
function clockEvent(action: Action, dossier: Filed, at: Instant): ClockEvent | undefined {
  const { clock } = transitions[action];
  if (clock === 'start') return { kind: 'start', at };
  if (clock === 'none' || dossier.clock.length === 0) return undefined;
  if (clock === 'continue')
    return { kind: dossier.procedure.supplementClock === 'pause' ? 'resume' : 'restart', at };
  return { kind: clock, at };
}

/** What an action leaves behind on the dossier besides status and clock. */
function traces(act: Act, dossier: Filed, at: Instant): Partial<Filed> {
  switch (act.action) {
    case 'receive':
      return { receivedAt: at };
    case 'refuse':
    case 'stop':
    case 'closeUnanswered':
    case 'requestWithdrawal':
      return { reason: act.reason };
    case 'requestSupplement': {
      const { reason, items, deadline } = act;
      return {
        supplement: {
          rounds: (dossier.supplement?.rounds ?? 0) + 1,
          requestedAt: at,
          reason,
          items,
          deadline,
        },
      };
    }
    case 'requestPayment':
      return { payment: { amountVnd: act.amountVnd, deadline: act.deadline } };
    case 'recordPayment':
      return { payment: dossier.payment && { ...dossier.payment, receiptNo: act.receiptNo } };
    case 'finish':
      return { finishedAt: at };
    case 'returnResult':
      return { returnedAt: at };
    case 'startProcessing':
    case 'answerSupplement':
    case 'confirmWithdrawal':
      return {};
  }
}

/** The dossier after an action that is allowed. Pure. */
export function changed(
  dossier: Filed,
  act: Act,
  step: Step,
  at: Instant,
  calendar: Calendar = civilServiceCalendar(),
): Filed {
  const event = clockEvent(act.action, dossier, at);
  const clock = event ? [...dossier.clock, event] : dossier.clock;
  return {
    ...dossier,
    ...traces(act, dossier, at),
    status: targetOf(step, dossier),
    version: dossier.version + 1,
    lastEvent: dossier.lastEvent + 1,
    clock,
    dueAt: dueFromLedger(clock, dossier.procedure.processing, calendar),
  };
}

/** What every event of a dossier tells. */
export const eventData = (dossier: Filed, at: Instant): EventData<'dossier.submitted'> => ({
  dossierId: dossier.id,
  dossierCode: dossier.code,
  procedureCode: dossier.procedure.code,
  agency: dossier.procedure.agency,
  status: dossier.status,
  nationalStatus: filedStatuses[dossier.status].national,
  occurredAt: withVietnamOffset(at),
  dueAt: dossier.dueAt && withVietnamOffset(dossier.dueAt),
  delivery: dossier.form.delivery.channel,
});

/** What the event of an action tells beyond that. */
function details(act: Act, before: Filed): object {
  switch (act.action) {
    case 'refuse':
    case 'closeUnanswered':
    case 'requestWithdrawal':
      return { reason: act.reason };
    case 'stop':
      return { reason: act.reason, withdrawn: false };
    case 'confirmWithdrawal':
      return { reason: before.reason ?? '', withdrawn: true };
    case 'requestSupplement':
      return { reason: act.reason, items: act.items, deadline: act.deadline };
    case 'requestPayment':
      return { amountVnd: act.amountVnd, deadline: act.deadline };
    case 'recordPayment':
      return { amountVnd: before.payment?.amountVnd ?? 0, receiptNo: act.receiptNo };
    default:
      return {};
  }
}

/** The event that tells a change, numbered by the dossier after it. */
export const eventOf = <Name extends EventName>(
  name: Name,
  dossier: Filed,
  more: object,
  { at, newId, correlationId }: Occasion,
): Write =>
  emit({
    name,
    id: newId(),
    sequence: dossier.lastEvent,
    at,
    correlationId,
    data: { ...eventData(dossier, toInstant(at)), ...more } as EventData<Name>,
  });

/** An allowed action as the writes of one transaction: the new state on condition of the old, and its event. */
export function act(
  dossier: Filed,
  what: Act,
  step: Step,
  occasion: Occasion,
): { after: Filed; writes: readonly Write[] } {
  const after = changed(dossier, what, step, toInstant(occasion.at));
  const event = eventOf(transitions[what.action].event, after, details(what, dossier), occasion);
  return { after, writes: [replaceDossier(dossier, after), event] };
}
