import { type Instant, instantOf, type LocalDate } from '../clock.ts';
import { addDays } from './calendar.ts';

/** From when on a last day, on which something can still be done, is past. */
export const pastFrom = (lastDay: LocalDate): Instant => instantOf(addDays(lastDay, 1), '00:00');
