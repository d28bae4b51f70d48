import type { EventName } from '../event/name.ts';
import type { OfficerRole } from '../http/operation.ts';
import type { FiledStatus, Status } from './status.ts';

/** Who acts on a dossier: its owner, an officer of the deciding agency in a role, or the post. */
export type Actor = 'owner' | OfficerRole | 'postal';

/** Where a step leads: to a status, or back to where a supplement was asked for. */
type Target = FiledStatus | { readonly beforeReception: FiledStatus; readonly afterReception: FiledStatus };

/**
 * What a step does to the clock of the processing time. `continue` restarts or resumes it as the procedure says
 * (NĐ 61/2018 Điều 19(4): counted anew; QĐ 766/QĐ-TTg: paused), `resume` always resumes.
 */
type ClockEffect = 'start' | 'pause' | 'resume' | 'continue' | 'none';

/** One cell of the table: who may go, and where to. */
export type Step = { readonly by: readonly Actor[]; readonly to: Target };

type Transition = {
  /** From which statuses. What does not stand here cannot happen. */
  readonly from: Partial<Record<Status, Step>>;
  readonly clock: ClockEffect;
  readonly event: EventName;
};

const receiving = ['deskOfficer'] as const;
const deciding = ['caseOfficer', 'agencyLeader'] as const;

/**
 * What may happen to a dossier (NĐ 61/2018/NĐ-CP Điều 16-20). The one table behind the guard, the condition of the
 * write, the actions an answer offers, the diagram in the README, and the test that walks every cell.
 */
export const transitions = {
  /** The owner files the draft. */
  submit: {
    from: { draft: { by: ['owner'], to: 'submitted' } },
    clock: 'none',
    event: 'dossier.submitted',
  },
  /** The desk finds it complete: form 01, the clock starts (Điều 17). */
  receive: {
    from: { submitted: { by: receiving, to: 'received' } },
    clock: 'start',
    event: 'dossier.received',
  },
  /** Form 03, always with a reason (Điều 17(1)(b)). */
  refuse: {
    from: { submitted: { by: receiving, to: 'refused' } },
    clock: 'none',
    event: 'dossier.refused',
  },
  startProcessing: {
    from: { received: { by: deciding, to: 'processing' } },
    clock: 'none',
    event: 'dossier.processing-started',
  },
  /** Form 02, full and accurate, as often as the law allows (Điều 15(3)). */
  requestSupplement: {
    from: {
      submitted: { by: receiving, to: 'supplementRequested' },
      received: { by: deciding, to: 'supplementRequested' },
      processing: { by: deciding, to: 'supplementRequested' },
    },
    clock: 'pause',
    event: 'dossier.supplement-requested',
  },
  answerSupplement: {
    from: {
      supplementRequested: {
        by: ['owner'],
        to: { beforeReception: 'submitted', afterReception: 'processing' },
      },
    },
    clock: 'continue',
    event: 'dossier.supplement-answered',
  },
  /** The supplement did not come in time. */
  closeUnanswered: {
    from: { supplementRequested: { by: ['deskOfficer', ...deciding], to: 'refused' } },
    clock: 'none',
    event: 'dossier.refused',
  },
  /** Phí and lệ phí that are due (Điều 22). */
  requestPayment: {
    from: {
      received: { by: ['deskOfficer', ...deciding], to: 'paymentRequested' },
      processing: { by: ['deskOfficer', ...deciding], to: 'paymentRequested' },
    },
    clock: 'pause',
    event: 'dossier.payment-requested',
  },
  /** The desk has the money, in cash or on the agency's account. */
  recordPayment: {
    from: { paymentRequested: { by: receiving, to: 'processing' } },
    clock: 'resume',
    event: 'dossier.payment-recorded',
  },
  /** Only while there is no result (Điều 6; never from done or returned). */
  requestWithdrawal: {
    from: {
      submitted: { by: ['owner'], to: 'withdrawalRequested' },
      received: { by: ['owner'], to: 'withdrawalRequested' },
      processing: { by: ['owner'], to: 'withdrawalRequested' },
      supplementRequested: { by: ['owner'], to: 'withdrawalRequested' },
      paymentRequested: { by: ['owner'], to: 'withdrawalRequested' },
    },
    clock: 'none',
    event: 'dossier.withdrawal-requested',
  },
  confirmWithdrawal: {
    from: { withdrawalRequested: { by: ['deskOfficer', ...deciding], to: 'stopped' } },
    clock: 'none',
    event: 'dossier.stopped',
  },
  /** Not eligible and no supplement would help: form 03 within the processing time (Điều 19(8)). */
  stop: {
    from: { received: { by: deciding, to: 'stopped' }, processing: { by: deciding, to: 'stopped' } },
    clock: 'none',
    event: 'dossier.stopped',
  },
  /** The result is signed; a same-day procedure may be finished from received. */
  finish: {
    from: { received: { by: deciding, to: 'done' }, processing: { by: deciding, to: 'done' } },
    clock: 'none',
    event: 'dossier.done',
  },
  /** Handed over at the desk, or delivered by the post (Điều 20; QĐ 45/2016 Điều 9). */
  returnResult: {
    from: { done: { by: ['deskOfficer', 'postal'], to: 'returned' } },
    clock: 'none',
    event: 'dossier.returned',
  },
} as const satisfies Record<string, Transition>;

export type Action = keyof typeof transitions;

export const actionNames = Object.keys(transitions) as readonly Action[] as readonly [Action, ...Action[]];

/** The step that an actor may take from a status, or undefined. */
export function stepFrom(action: Action, status: Status, actor: Actor): Step | undefined {
  const { from }: Transition = transitions[action];
  const step = from[status];
  return step?.by.includes(actor) ? step : undefined;
}

/** The actions that an actor may take from a status, as far as the table alone decides. */
export const actionsFrom = (status: Status, actor: Actor): readonly Action[] =>
  actionNames.filter((action) => stepFrom(action, status, actor));
