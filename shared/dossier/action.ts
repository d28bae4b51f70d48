import type * as z from 'zod';
import type { Actor } from '../actor.ts';
import type { Instant, LocalDate } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import type { ClockEvent } from '../deadline/deadline.ts';
import type { OfficerRole } from '../http/operation.ts';
import type { ProblemCode } from '../http/problems.ts';
import type { PartnerId } from '../partners.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Write } from '../table/transaction.ts';
import type { Hold } from './assignee.ts';
import type { DossierFile, Filed, Parts } from './dossier.ts';
import type { FiledStatus, Status } from './status.ts';

/**
 * In which part somebody acts on a dossier: its owner, an officer of the deciding agency in a role, one of an agency that is
 * asked for its opinion, a partner, or a worker of ours.
 */
export type Role = 'owner' | OfficerRole | 'consulted' | PartnerId | 'system';

/** Where a step leads: to a status, or to one of several as the dossier stands. */
export type Target =
  | FiledStatus
  | {
      /** Each status with the case in which it is reached, as the diagram says it. */
      readonly either: Readonly<Partial<Record<FiledStatus, string>>>;
      readonly of: (dossier: Filed) => FiledStatus;
    };

/** One cell of the table: who may go, and where to. */
export type Step = { readonly by: readonly Role[]; readonly to: Target };

/**
 * What an action does to the clock of the processing time. `continue` restarts or resumes it as the procedure says
 * (NĐ 61/2018 Điều 19(4): counted anew; QĐ 766/QĐ-TTg: paused), `resume` always resumes, `appoint` adds what the action
 * `appoints`, `recount` adds nothing and counts again by the calendar in force.
 */
export type ClockEffect = 'start' | 'pause' | 'resume' | 'continue' | 'appoint' | 'recount' | 'none';

/** What an action is judged by and works on. */
export type Situation<Input = unknown> = {
  readonly file: DossierFile<Filed>;
  readonly input: Input;
  readonly at: Instant;
  /** The local day of `at`. */
  readonly day: LocalDate;
  readonly actor: Actor;
  /** The procedure as it stands today, for an action that `needs` it. */
  readonly procedure: Procedure | undefined;
  /** The calendar in force, for an action that counts by it. */
  readonly calendar: Calendar | undefined;
  /** How many receipts of fees the agency has issued in the year, for an action that `needs` the next number. */
  readonly receiptsTaken: number | undefined;
  /** When the result is due once the clock has moved. */
  readonly dueAt: Instant | undefined;
};

/** What an action says of another due day. */
export type Appointing<Input = Readonly<Record<string, unknown>>> = {
  readonly dossier: Filed;
  readonly input: Input;
  readonly at: Instant;
};

/** What an action does besides moving status, version and clock. */
export type Effect<Data> = {
  /** What it leaves behind on the dossier; `undefined` takes a value away. */
  readonly change?: Partial<Filed>;
  /** Parts of the file as they are afterwards. */
  readonly parts?: Partial<Parts>;
  /** The items it writes beside the dossier, in the same transaction. */
  readonly writes?: readonly Write[];
  /** What its event tells beyond what every event tells. */
  readonly data?: Data;
};

/**
 * An action on a dossier (NĐ 61/2018/NĐ-CP Điều 16-20), all of it: from where, by whom, where to, what it asks of its
 * actor, what forbids it, what it does, and what its event tells. One file each, gathered in `actions.ts`.
 */
export type Action<
  Name extends string = string,
  Input extends z.ZodRawShape = z.ZodRawShape,
  Event extends string = string,
  Data extends z.ZodRawShape = z.ZodRawShape,
> = {
  readonly name: Name;
  /** From which statuses. What does not stand here cannot happen. */
  readonly from: Partial<Record<Status, Step>>;
  readonly clock: ClockEffect;
  /** What its actor has to say. */
  readonly input: Input;
  /** The event that tells it, and what that tells beyond what every event tells. */
  readonly event: { readonly name: Event; readonly data: Data };
  /** Whether it is judged by the procedure of today, or issues a receipt with the next number of its series. */
  readonly needs?: 'procedure' | 'receiptNumber';
  /** Whether it counts days, though it may leave the dossier's own clock alone. */
  readonly countsDays?: true;
  /** When it happened in law, where that is before it is recorded: from then on its clock counts. */
  since?(file: DossierFile<Filed>): Instant | undefined;
  /**
   * In whose hands the dossier must be: the case officer's own, or free to take, for whoever takes it. Without it a case
   * officer may act on what no other has. A leader need not have it.
   */
  readonly hands?: Exclude<Hold, 'others'>;
  /** How it moves the due day, for the effect `appoint`. */
  appoints?(said: Appointing<z.output<z.ZodObject<Input>>>): ClockEvent;
  /** What forbids a step that the table would allow, from what stands on the dossier and the local day alone. */
  forbids?(dossier: Standing, day: LocalDate): ProblemCode | undefined;
  /** What is said where it leads from nowhere, if there is more to say than that. */
  misses?(dossier: Standing): ProblemCode | undefined;
  /** @throws Problem when what its actor says does not fit the dossier */
  effect?(situation: Situation<z.output<z.ZodObject<Input>>>): Effect<z.output<z.ZodObject<Data>>>;
};

/** What of a dossier decides what may be done with it: a list knows no more. */
export type Standing = Pick<
  Filed,
  | 'owner'
  | 'proxy'
  | 'receiving'
  | 'status'
  | 'supplements'
  | 'supplementUntil'
  | 'supplementByPost'
  | 'paymentUntil'
  | 'feesFirst'
  | 'collection'
  | 'dueAt'
  | 'warning'
  | 'extensions'
  | 'reappointments'
  | 'online'
  | 'assignee'
  | 'stage'
  | 'consulted'
> & {
  readonly procedure: Pick<Filed['procedure'], 'agency' | 'processing' | 'extended' | 'approval'>;
};

/** States an action; its type keeps name, input and data, so that all that is gathered from it is typed by them. */
export const action = <
  const Name extends string,
  Input extends z.ZodRawShape,
  const Event extends string,
  Data extends z.ZodRawShape,
>(
  stated: Action<Name, Input, Event, Data>,
): Action<Name, Input, Event, Data> => stated;
