import * as z from 'zod';
import { toInstant } from '../clock.ts';
import { Problem } from '../http/problems.ts';
import { StoredInstant } from '../instant.ts';

/**
 * What is kept from the queue of an agency that suspended it: events that bear a time from one instant on and, once it is
 * resumed, before another. By the event's own time, which the log keeps: so what the publisher leaves out is what a replay of
 * that time brings, however late each of them runs.
 */
export const Withheld = z.object({
  v: z.literal(1),
  agency: z.string(),
  from: StoredInstant,
  /** Since it was resumed. What was kept back till then is still to be sent. */
  until: StoredInstant.optional(),
});
export type Withheld = z.infer<typeof Withheld>;

/** So long a publisher may believe what it was told. */
export const BELIEVED_MS = 20_000;

/**
 * When a resumption begins to hold: by then every publisher has heard of it. One that asked just before goes on for as long as
 * it believes and as it runs, half a minute, and clocks of AWS differ by less than the rest.
 */
const HEARD_MS = 60_000;

/** Whether an event is kept from its agency's queue. Pure. */
export const isWithheld = (
  all: readonly Withheld[],
  { time, data }: { readonly time: string; readonly data: { readonly agency?: string | undefined } },
): boolean =>
  all.some(
    ({ agency, from, until }) =>
      agency === data.agency && time >= from && (until === undefined || time < until),
  );

/**
 * What is kept back once a queue is suspended. What an earlier suspension kept back and no replay has sent yet stays with it.
 * @throws Problem `subscription-not-allowed` when it is suspended already
 */
export function suspended(before: Withheld | undefined, agency: string, now: Date): Withheld {
  if (before && !before.until) throw new Problem('subscription-not-allowed');
  return { v: 1, agency, from: before?.from ?? toInstant(now) };
}

/** The same once it is resumed. @throws Problem `subscription-not-allowed` when it is not suspended */
export function resumed(before: Withheld | undefined, now: Date): Withheld & { readonly until: string } {
  if (!before || before.until) throw new Problem('subscription-not-allowed');
  return { ...before, until: toInstant(new Date(now.getTime() + HEARD_MS)) };
}
