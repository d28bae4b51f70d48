import * as z from 'zod';
import { type Instant, instantOf, localDateOf, localTimeOf } from '../clock.ts';
import { addDays } from '../deadline/calendar.ts';

/** A full hour of the local day. */
const Hour = z.string().regex(/^([01]\d|2[0-3]):00$/);

/** From when to when on local days nothing is to come: until the next day where it ends at an earlier hour than it begins. */
export const QuietHours = z.object({ from: Hour, until: Hour });
export type QuietHours = z.infer<typeof QuietHours>;

const hourOf = (time: string): number => Number(time.slice(0, 2));

/** How many hours it is quiet; a whole day where it ends as it begins. */
export const lengthOf = ({ from, until }: QuietHours): number =>
  (hourOf(until) - hourOf(from) + 24) % 24 || 24;

/** When the quiet ends in which an instant lies, if it does in one. */
export function quietUntil({ from, until }: QuietHours, at: Date): Instant | undefined {
  const [day, time] = [localDateOf(at), localTimeOf(at)];
  const overnight = until < from;
  const isQuiet = overnight ? time >= from || time < until : time >= from && time < until;
  if (!isQuiet) return undefined;
  return instantOf(overnight && time >= from ? addDays(day, 1) : day, until);
}
