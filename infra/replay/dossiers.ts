import { agencyByCode } from '../../shared/agency/agency.ts';
import {
  type Instant,
  instantOf,
  type LocalDate,
  localDateOf,
  withVietnamOffset,
} from '../../shared/clock.ts';
import { addDays, isWorkingDay } from '../../shared/deadline/calendar.ts';
import { dueFromLedger } from '../../shared/deadline/reckoning.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import type { CloudEvent, EventName } from '../../shared/dossier/events.ts';
import { events } from '../../shared/dossier/events.ts';
import { type FiledStatus, filedStatuses } from '../../shared/dossier/status.ts';
import { toEvent } from '../../shared/event/outbox.ts';
import type { Procedure } from '../../shared/procedure/procedure.ts';
import { allot } from './allot.ts';
import { chanceOf, idOf } from './chance.ts';
import { type Period, type Stratum, scaled } from './periods.ts';

/** The last day of which the article tells; what would happen later has not happened. */
const HORIZON = '2021-10-10';

/** What the article names first among fields has a greater weight than any rank would give. */
const muchUsed: ReadonlyMap<string, number> = new Map([
  ['1.002809', 2],
  ['2.000488', 1.2],
]);

/**
 * What the article counts by post was with its receiver within the period: so it was received a month and a half before the
 * end at the latest, and its time by law is three weeks at most.
 */
const POSTAL_DAYS = 45;
const POSTAL_TIME = 15;

type Step = {
  readonly name: EventName;
  readonly status: FiledStatus;
  readonly at: Instant;
  readonly dueAt?: Instant | undefined;
  readonly byPost?: true;
  readonly data?: object;
};

const calendar = civilServiceCalendar();

/** The working days of a time. */
function workingDays(from: LocalDate, to: LocalDate): readonly LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) days.push(day);
  return days;
}

/** The working day so many after another. */
function workingDayAfter(day: LocalDate, working: number): LocalDate {
  let at = day;
  for (let left = working; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at, calendar)) left -= 1;
  }
  return at;
}

/** The working day so many before another, or the first on which it can be. */
function workingDayBefore(day: LocalDate, working: number, first: LocalDate): LocalDate {
  let at = day;
  for (let left = working; left > 0 && at > first; ) {
    at = addDays(at, -1);
    if (isWorkingDay(at, calendar)) left -= 1;
  }
  return at;
}

const dues = new Map<string, Instant>();

/** When a dossier is due that was received on the morning of a day. */
function dueAfter(day: LocalDate, { processing }: Procedure): Instant {
  const name = `${day} ${JSON.stringify(processing)}`;
  const due =
    dues.get(name) ?? dueFromLedger([{ kind: 'start', at: instantOf(day, '08:00') }], processing, calendar);
  if (!due) throw new Error('a clock that was started has no due time');
  dues.set(name, due);
  return due;
}

/** A time of the morning, so that a day's events stay in their order: reception, then what follows from it. */
const morning = (hour: 8 | 9 | 10 | 11, chance: number): string =>
  `${String(hour).padStart(2, '0')}:${String(Math.floor(chance * 60)).padStart(2, '0')}`;

type Made = {
  readonly stratum: Stratum;
  readonly procedure: Procedure;
  readonly day: LocalDate;
  readonly name: string;
};

/** What happens to a dossier, made up: most are early or on time, some late, some handed back, some supplemented. */
function stepsOf({ stratum, procedure, day, name }: Made): readonly Step[] {
  const chance = (what: string): number => chanceOf(name, what);
  const at = instantOf(day, morning(8, chance('received')));
  const filed: Step[] =
    stratum.channel === 'online'
      ? [{ name: 'dossier.submitted', status: 'submitted', at: instantOf(day, '07:30') }]
      : [];
  let dueAt = dueAfter(day, procedure);
  const steps: Step[] = [
    ...filed,
    { name: 'dossier.received', status: 'received', at, dueAt },
    { name: 'dossier.processing-started', status: 'processing', at: instantOf(day, '08:59'), dueAt },
  ];
  const fate = chance('fate');
  const postal = stratum.result === 'post';
  if (fate < 0.03 && !postal) {
    const stopped = instantOf(day, morning(9, chance('stopped')));
    const reason = 'Hồ sơ tổng hợp: không đủ điều kiện giải quyết';
    return [
      ...steps,
      { name: 'dossier.stopped', status: 'stopped', at: stopped, dueAt, data: { reason, withdrawn: false } },
    ];
  }
  if (fate < 0.08 && !postal && procedure.processing.unit !== 'sameDay') {
    const asked = workingDayAfter(day, 1);
    const answered = workingDayAfter(asked, 1 + Math.floor(chance('answered') * 8));
    const data = { reason: 'Hồ sơ tổng hợp: cần bổ sung', items: [], deadline: addDays(asked, 30) };
    dueAt = dueAfter(answered, procedure);
    steps.push(
      {
        name: 'dossier.supplement-requested',
        status: 'supplementRequested',
        at: instantOf(asked, '09:00'),
        data,
      },
      { name: 'dossier.supplement-answered', status: 'processing', at: instantOf(answered, '08:00'), dueAt },
    );
  }
  const done = doneDay(steps.at(-1)?.at ?? at, dueAt, chance('end'));
  const doneAt = instantOf(done, morning(10, chance('done')));
  steps.push({ name: 'dossier.done', status: 'done', at: doneAt, dueAt });
  const back = workingDayAfter(done, postal ? 2 : Math.floor(chance('back') * 3));
  const backAt = instantOf(back, morning(11, chance('returned')));
  steps.push({
    name: 'dossier.returned',
    status: 'returned',
    at: backAt,
    dueAt,
    ...(postal && { byPost: true as const }),
  });
  return steps;
}

/** The day of the result: five in a hundred late, a third on the due day, the rest before it, where there is a day before. */
function doneDay(since: Instant, dueAt: Instant, chance: number): LocalDate {
  const first = localDateOf(since);
  const due = localDateOf(dueAt);
  if (chance < 0.05) return workingDayAfter(due, 1 + Math.floor(chance * 100));
  if (chance < 0.38) return due;
  return workingDayBefore(due, 1 + Math.floor(chance * 3), first);
}

const isAt = ({ agency }: Procedure, place: Stratum['place']): boolean =>
  (agencyByCode(agency)?.kind === 'district') === (place === 'district');

/** Whether a procedure takes in and gives back in these ways. */
const suits = (procedure: Procedure, { place, channel, result }: Stratum): boolean =>
  isAt(procedure, place) &&
  procedure.submissionChannels.includes(channel) &&
  procedure.resultChannels.includes(result) &&
  (result === 'desk' || isQuick(procedure));

const isQuick = ({ processing }: Procedure): boolean =>
  processing.unit === 'sameDay' || processing.days <= POSTAL_TIME;

/** By rank, as use of anything is spread: a few procedures have most of the dossiers, and most have a few. */
const weightOf = ({ code }: Procedure): number =>
  muchUsed.get(code) ?? (1 + Math.floor(chanceOf('rank', code) * 200)) ** -1.5;

/** The events of one dossier as they would have left the system. */
export type Story = readonly CloudEvent[];

/**
 * The dossiers of the article, one for so many, in the same order each time: by period, stratum, procedure and day, so that
 * neighbours share their tallies.
 */
export function* stories(procedures: readonly Procedure[], scale: number): Generator<Story> {
  const numbers = new Map<string, number>();
  for (const period of scaled(scale))
    for (const stratum of period.strata) {
      const suitable = procedures.filter((procedure) => suits(procedure, stratum));
      const shares = allot(stratum.dossiers, suitable.map(weightOf));
      const days = daysOf(period, stratum);
      for (const [place, procedure] of suitable.entries()) {
        const share = shares[place] ?? 0;
        for (let nth = 0; nth < share; nth++) {
          const day = days[Math.floor(((nth + chanceOf(procedure.code, nth)) * days.length) / share)];
          if (!day) throw new Error('no day is left');
          yield storyOf({ stratum, procedure, day }, numbers);
        }
      }
    }
}

/** The days on which a stratum is received: offices take in on working days, citizens file online on any. */
const daysOf = ({ from, to }: Period, { result }: Stratum): readonly LocalDate[] =>
  workingDays(from, result === 'post' ? addDays(to, -POSTAL_DAYS) : to);

function storyOf(made: Omit<Made, 'name'>, numbers: Map<string, number>): Story {
  const { stratum, procedure, day } = made;
  const office = `${procedure.agency}-${day.slice(2).replaceAll('-', '')}`;
  const number = (numbers.get(office) ?? 0) + 1;
  numbers.set(office, number);
  const dossierCode = `${office}-${String(number).padStart(4, '0')}`;
  const steps = stepsOf({ ...made, name: dossierCode }).filter(({ at }) => localDateOf(at) <= HORIZON);
  const dossierId = idOf('dossier', dossierCode);
  return steps.map(({ name, status, at, dueAt, byPost, data }, place) =>
    toEvent(events, {
      name,
      id: idOf('event', dossierCode, place + 1),
      subject: dossierId,
      sequence: place + 1,
      at: new Date(at),
      correlationId: 'replay',
      data: {
        dossierId,
        dossierCode,
        procedureCode: procedure.code,
        agency: procedure.agency,
        status,
        nationalStatus: filedStatuses[status].national,
        occurredAt: withVietnamOffset(at),
        actor: byPost ? { kind: 'partner', partner: 'postal' } : { kind: 'system' },
        dueAt: dueAt && withVietnamOffset(dueAt),
        delivery: stratum.result,
        channel: stratum.channel,
        ...data,
      },
    }),
  );
}
