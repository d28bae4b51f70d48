import type { LocalDate } from '../clock.ts';
import type { Channel } from '../dossier/channel.ts';
import { countsOf } from './counting.ts';
import type { Fact } from './fact.ts';
import type { Measure } from './measures.ts';

/** The figures that lead to the dossiers behind them, each with what is counted for it, and when. */
export const drillDowns = {
  carriedOver: { measure: 'inProgress', until: 'eve' },
  received: { measure: 'received', until: 'during' },
  refused: { measure: 'refused', until: 'during' },
  early: { measure: 'early', until: 'during' },
  onTime: { measure: 'onTime', until: 'during' },
  overdue: { measure: 'overdue', until: 'during' },
  handedBack: { measure: 'handedBack', until: 'during' },
  returned: { measure: 'returned', until: 'during' },
  postIn: { measure: 'postIn', until: 'during' },
  postOut: { measure: 'postOut', until: 'during' },
  postBoth: { measure: 'postBoth', until: 'during' },
  charged: { measure: 'charged', until: 'during' },
  paid: { measure: 'payments', until: 'during' },
  paidOnline: { measure: 'paymentsOnline', until: 'during' },
  returnedMoney: { measure: 'returnedVnd', until: 'during' },
  exempt: { measure: 'exempt', until: 'during' },
  verySatisfied: { measure: 'verySatisfied', until: 'during' },
  satisfied: { measure: 'satisfied', until: 'during' },
  unsatisfied: { measure: 'unsatisfied', until: 'during' },
  inProgress: { measure: 'inProgress', until: 'end' },
  inProgressOverdue: { measure: 'late', until: 'end' },
  waiting: { measure: 'waiting', until: 'end' },
} as const satisfies Record<string, { measure: Measure; until: 'eve' | 'during' | 'end' }>;

export type DrillDown = keyof typeof drillDowns;
export const drillDownNames = Object.keys(drillDowns) as readonly DrillDown[] as readonly [
  DrillDown,
  ...DrillDown[],
];

/** What is asked about: a figure of a period, of all that an agency counts or of a part of it. */
export type Asked = {
  readonly figure: DrillDown;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly procedure?: string | undefined;
  readonly channel?: Channel | undefined;
};

/** Whether a dossier is one of those behind a figure: by the very counts that the figure is the sum of. */
export function isBehind(fact: Fact, { figure, from, to, procedure, channel }: Asked): boolean {
  if (procedure && fact.procedureCode !== procedure) return false;
  if (channel && fact.channel !== channel) return false;
  const { measure, until } = drillDowns[figure];
  const within = {
    eve: (day: LocalDate) => day < from,
    during: (day: LocalDate) => from <= day && day <= to,
    end: (day: LocalDate) => day <= to,
  }[until];
  return sumOf(fact, measure, within) > 0;
}

const sumOf = (fact: Fact, measure: Measure, within: (day: LocalDate) => boolean): number =>
  countsOf(fact)
    .filter((count) => count.measure === measure && within(count.day))
    .reduce((sum, { by }) => sum + by, 0);
