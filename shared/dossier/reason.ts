import * as z from 'zod';
import type { LocalDate } from '../clock.ts';
import { fault } from '../http/faults.ts';
import { Problem } from '../http/problems.ts';
import { personal } from '../personal.ts';

/** Why an officer or an owner does something, in words that others can act on. */
export const Reason = personal(z.string().trim().min(5).max(1000), 'words');

/** A deadline is a later local day than today. @throws Problem `invalid-request` */
export function requireFuture(deadline: string, today: LocalDate): void {
  if (deadline <= today)
    throw new Problem('invalid-request', { faults: [fault('body', '/deadline', 'deadline-past')] });
}
