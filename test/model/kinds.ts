import { catalogue } from '../../shared/procedure/catalogue.ts';
import type { Procedure } from '../../shared/procedure/procedure.ts';
import { form } from '../support/filing.ts';
import type { Kind } from './known.ts';

/** The procedures of the world, each as the book knows it. */
export const kinds = {
  record: {
    code: '2.000488',
    agency: 'H25.03',
    time: { unit: 'workingDays', days: 10 },
    more: 5,
    whenAnswered: 'restart',
  },
  extract: {
    code: '2.000635',
    agency: 'H25.03',
    time: { unit: 'sameDay' },
    whenAnswered: 'restart',
    paidFirst: true,
  },
  confirmation: {
    code: '2.002516',
    agency: 'H25.03',
    time: { unit: 'workingDays', days: 3 },
    whenAnswered: 'resume',
  },
  /** Of level 2: on paper alone. */
  licence: {
    code: '2.002036',
    agency: 'H25.03',
    time: { unit: 'workingDays', days: 35 },
    whenAnswered: 'restart',
  },
  permit: {
    code: '1.009974',
    agency: 'H25.18',
    time: { unit: 'calendarDays', days: 28 },
    whenAnswered: 'restart',
    approval: true,
    silence: { unit: 'calendarDays', days: 12 },
  },
} as const satisfies Record<string, Kind>;

/**
 * A procedure as the catalogue has it, but for its time: one is given whole weeks, so that its steps are counted in whole
 * minutes, and one lets its clock go on once a supplement is answered, as QĐ 766/QĐ-TTg would have it.
 */
export function procedureOf({ code, time, whenAnswered }: Kind): Procedure {
  const procedure = catalogue.find((one) => one.code === code);
  if (!procedure) throw new Error(`the catalogue has no ${code}`);
  const supplementClock = whenAnswered === 'resume' ? 'pause' : procedure.supplementClock;
  return { ...procedure, processing: time, supplementClock };
}

const answers: Readonly<Record<string, object>> = {
  [kinds.record.code]: form.answers,
  [kinds.extract.code]: {
    extractKind: 'birth',
    registeredName: 'Trần Thị Mai',
    registeredAt: 'Phủ Lý',
    copies: 2,
  },
};

/** What a citizen declares who files it. */
export const formOf = ({ code }: Kind, delivery: object) => ({
  ...form,
  delivery,
  answers: answers[code] ?? {},
});
