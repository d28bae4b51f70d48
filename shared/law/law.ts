import * as z from 'zod';
import { LocalDate } from '../clock.ts';
import { lazily } from '../lazily.ts';
import data from './law.json' with { type: 'json' };

/** A rule that is there to be cited: each entry, in the order of their days, holds until the next. */
const Citation = z.strictObject({
  /** First local day on which it holds. */
  since: LocalDate,
  /** Where it is written. */
  source: z.string().min(1),
  /** `unverified`: nobody has read the text for it yet. */
  certainty: z.enum(['seen', 'unverified']),
});
const cited = z.array(Citation).min(1);

/** A rule whose value the law may change. */
const dated = <Value extends z.ZodType>(value: Value) => z.array(Citation.extend({ value })).min(1);

const Time = z.string().regex(/^\d\d:\d\d$/);

const Journey = z.strictObject({ plain: z.int().min(1), takingBack: z.int().min(1) });

/** What the law says, and may say otherwise tomorrow: a decree that changes a rule is an entry of `law.json`, and no code. */
const Law = z.strictObject({
  /** How often a supplement may be asked for. */
  supplementRounds: dated(z.int()),
  /** How many rounds more may be asked for, each counted as the agency's fault: such a dossier counts as overdue. */
  supplementRoundsAtFault: dated(z.int()),
  /** Once a supplement is complete, the time is given anew. */
  restartWhenComplete: cited,
  /** How often a new day may be appointed for the result. */
  reappointments: dated(z.int()),
  /** Days before the due day by which the applicant has the apology with the new day. */
  apologyDays: dated(z.int()),
  /** Working days before the due day from which on a result that is not there is due soon. */
  dueSoonDays: dated(z.int().min(1)),
  /** By how many working days another day is proposed where an apology is drafted: who signs it decides. */
  proposedDelayDays: dated(z.int().min(1)),
  /** Days before its last one on which the applicant is reminded of a supplement. */
  supplementReminderDays: dated(z.int().min(1)),
  /** What comes in by this time of day and is decided at once is ready the same day. */
  sameDayUntil: dated(Time),
  /** When offices work, eight hours in all. */
  officeHours: dated(z.array(z.strictObject({ from: Time, until: Time })).min(1)),
  /** The first day of a term in days is not counted. */
  firstDayNotCounted: cited,
  /** A term that would end on a day off ends on the next working day. */
  endsOnWorkingDay: cited,
  /** Saturday and Sunday. */
  weeklyRest: cited,
  /** Whether online services are told apart by level (1-4) or by class (full, partial, information). */
  serviceScheme: dated(z.enum(['level', 'class'])),
  /** Working days in which feedback of an applicant is answered. */
  feedbackDays: dated(z.int()),
  /** Hours in which a request to correct data is answered. */
  correctionHours: dated(z.int().min(24)),
  /** How often the post tries to deliver an item before it may send it back: the first time, and by invitations. */
  deliveryAttempts: dated(z.int().min(1)),
  /** Working days between one of these and the next. */
  invitationDays: dated(z.int().min(1)),
  /** Working days of an item's journey, and with papers that are to be taken back from its receiver. */
  journeyDays: dated(z.strictObject({ sameDistrict: Journey, inProvince: Journey, elsewhere: Journey })),
  /** The form of an electronic receipt of fees (ký hiệu mẫu), and the letters that its symbol begins with (ký hiệu biên lai). */
  feeReceiptSeries: dated(
    z.strictObject({ form: z.string().regex(/^\d{2}BLP0-\d{3}$/), letters: z.string().regex(/^[A-Y]{2}$/) }),
  ),
});
type Law = z.infer<typeof Law>;
type Rule = keyof Law;

const law = lazily(() => Law.parse(data));

/** What the law says of a rule on a local day, or undefined before it said anything. */
export const inForce = <R extends Rule>(rule: R, day: LocalDate): Law[R][number] | undefined =>
  law()[rule].findLast(({ since }) => since <= day);

/** The same for a day on which the rule is known. @throws Error for an earlier one: a fault of ours */
export function lawOn<R extends Rule>(rule: R, day: LocalDate): Law[R][number] {
  const found = inForce(rule, day);
  if (!found) throw new Error(`the law has no ${rule} on ${day}`);
  return found;
}
