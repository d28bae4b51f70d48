import { type LocalDate, localDateOf } from '../clock.ts';
import { timelinessOf } from '../deadline/timeliness.ts';
import type { FiledStatus } from '../dossier/status.ts';
import type { WayToPay } from '../payment/way.ts';
import type { Fact, Moment } from './fact.ts';
import type { Measure } from './measures.ts';

/** That a measure grows by so much on a local day. */
export type Count = { readonly day: LocalDate; readonly measure: Measure; readonly by: number };

const is = (...statuses: readonly FiledStatus[]): ReadonlySet<string> => new Set(statuses);
const ended = is('done', 'returned', 'stopped', 'refused');
const resolved = is('done', 'returned');
const awaited = is('supplementRequested', 'paymentRequested');

const dayOf = ({ at }: Moment): LocalDate => localDateOf(at);

/** The time from one moment to the next, or on and on. */
type Stretch = { readonly moment: Moment; readonly next: Moment | undefined };

/** That a dossier stands in a stock from one day on, and from another no longer. */
function standing(measure: Measure, from: LocalDate, next: Moment | undefined): readonly Count[] {
  const until = next && dayOf(next);
  if (until && until <= from) return [];
  return [{ day: from, measure, by: 1 }, ...(until ? [{ day: until, measure, by: -1 }] : [])];
}

const laterOf = (one: LocalDate, other: LocalDate): LocalDate => (one > other ? one : other);

/** Late is what is open at the end of its due day; nobody is late while the applicant is waited for. */
function lateness({ moment, next }: Stretch): readonly Count[] {
  if (!moment.dueAt || awaited.has(moment.status)) return [];
  return standing('late', laterOf(localDateOf(moment.dueAt), dayOf(moment)), next);
}

const waitingFor = ({ moment, next }: Stretch): readonly Count[] =>
  awaited.has(moment.status) ? standing('waiting', dayOf(moment), next) : [];

const minutesBetween = (from: Moment, to: Moment): number =>
  Math.round((Date.parse(to.at) - Date.parse(from.at)) / 60_000);

/** How an end is counted. */
function ending(stretches: readonly Stretch[], end: Moment): readonly Count[] {
  const [first] = stretches;
  const day = dayOf(end);
  if (!first || !resolved.has(end.status)) return [{ day, measure: 'handedBack', by: 1 }];
  const dueAt = end.dueAt ?? stretches.findLast(({ moment }) => moment.dueAt)?.moment.dueAt;
  const waited = stretches
    .filter(({ moment }) => awaited.has(moment.status))
    .reduce((sum, { moment, next }) => sum + minutesBetween(moment, next ?? end), 0);
  return [
    // What has no due time has missed none.
    { day, measure: dueAt ? timelinessOf(end.at, dueAt) : 'onTime', by: 1 },
    { day, measure: 'minutes', by: minutesBetween(first.moment, end) - waited },
  ];
}

/** What went by the public post: papers on the day of reception, a result on the day of its delivery. */
function postal({ channel }: Fact, reception: Moment, result: Moment | undefined): readonly Count[] {
  const came = channel === 'post';
  const went = result?.byPost ? dayOf(result) : undefined;
  return [
    ...(came ? [{ day: dayOf(reception), measure: 'postIn', by: 1 } as const] : []),
    ...(went ? [{ day: went, measure: 'postOut', by: 1 } as const] : []),
    ...(came && went ? [{ day: went, measure: 'postBoth', by: 1 } as const] : []),
  ];
}

/** What counts what was paid in a way. */
const paidIn = {
  cash: 'cash',
  transfer: 'transfer',
  online: 'paidOnline',
  post: 'collected',
} as const satisfies Record<WayToPay, Measure>;

/**
 * What is asked for, paid and given back, each on its day. A correction counts by what it changes; what is paid before it is
 * submitted is asked for by nobody else, and counts as both. What ended unpaid stays asked for.
 */
function money({ moments }: Fact): readonly Count[] {
  const counts: Count[] = [];
  /** Of what was asked for, what is not paid; and what was asked last. */
  let [owed, last] = [0, 0];
  for (const moment of moments) {
    const day = dayOf(moment);
    const { askedVnd, instead, paid, returnedVnd } = moment;
    const count = (measure: Measure, by: number): void => {
      if (by !== 0) counts.push({ day, measure, by });
    };
    if (askedVnd !== undefined) {
      const more = askedVnd - (instead ? last : 0);
      count('charged', more);
      count('exempt', askedVnd === 0 ? 1 : 0);
      [owed, last] = [owed + more, askedVnd];
    }
    if (paid) {
      count('charged', Math.max(0, paid.vnd - owed));
      count(paidIn[paid.way], paid.vnd);
      count('payments', 1);
      count('paymentsOnline', paid.way === 'online' ? 1 : 0);
      owed = Math.max(0, owed - paid.vnd);
    }
    count('returnedVnd', returnedVnd ?? 0);
  }
  return counts;
}

const ratings = ({ moments }: Fact): readonly Count[] =>
  moments.flatMap((moment) => (moment.grade ? [{ day: dayOf(moment), measure: moment.grade, by: 1 }] : []));

/**
 * All that a dossier counts for, in all its days: what is counted anywhere is the sum of this over facts. A due day that is
 * still to come counts too, so that nobody has to look for it when it comes: a report ends before it.
 *
 * Reports 06a and 07a hold by it: each dossier joins `inProgress` when it is received, and leaves it when it is resolved or
 * handed back, so received = resolved + handed back + in progress, on any day.
 */
export const countsOf = (fact: Fact): readonly Count[] => [
  ...handling(fact),
  ...money(fact),
  ...ratings(fact),
];

/** From its reception to its end, or that it was not received. */
function handling(fact: Fact): readonly Count[] {
  const { moments } = fact;
  const from = moments.findIndex(({ status }) => status === 'received');
  const reception = moments[from];
  if (!reception) {
    const refusal = moments.find(({ status }) => status === 'refused');
    return refusal ? [{ day: dayOf(refusal), measure: 'refused', by: 1 }] : [];
  }
  const since = moments.slice(from);
  const end = since.find(({ status }) => ended.has(status));
  const open = end ? since.slice(0, since.indexOf(end)) : since;
  const stretches = open.map((moment, place): Stretch => ({ moment, next: open[place + 1] ?? end }));
  const result = since.find(({ status }) => status === 'returned');
  return [
    { day: dayOf(reception), measure: 'received', by: 1 },
    ...standing('inProgress', dayOf(reception), end),
    ...stretches.flatMap(lateness),
    ...stretches.flatMap(waitingFor),
    ...(end ? ending(stretches, end) : []),
    ...(result ? [{ day: dayOf(result), measure: 'returned', by: 1 } as const] : []),
    ...postal(fact, reception, result),
  ];
}
