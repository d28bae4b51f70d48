import * as z from 'zod';

/** An instant in UTC as ISO 8601 with milliseconds, e.g. `2021-10-10T17:30:00.000Z`. */
export type Instant = string & { readonly __instant: never };

/** A legal date in Asia/Ho_Chi_Minh as `yyyy-mm-dd`. Never an instant: `2021-10-10T17:30:00Z` is the 11th there. */
export type LocalDate = string & { readonly __localDate: never };
/** What is no date ends there: no rule that counts days is asked about it. */
export const LocalDate = z.iso.date({ abort: true }).transform((text) => text as LocalDate);

/** Where time comes from: handed in, never read by a rule itself. */
export type Now = () => Date;

/** The one place that asks the machine for the time. */
export const systemNow: Now = () => new Date();

/** Vietnam has been UTC+7 without daylight saving since 1975. */
const VIETNAM_OFFSET_MS = 7 * 3_600_000;

export const toInstant = (date: Date): Instant => date.toISOString() as Instant;

/** The calendar day in Vietnam on which an instant falls. */
export const localDateOf = (instant: Instant | Date): LocalDate =>
  new Date(new Date(instant).getTime() + VIETNAM_OFFSET_MS).toISOString().slice(0, 10) as LocalDate;

/** The time of day in Vietnam as `hh:mm`. */
export const localTimeOf = (instant: Instant | Date): string =>
  new Date(new Date(instant).getTime() + VIETNAM_OFFSET_MS).toISOString().slice(11, 16);

/** A local date and time of day (`hh:mm`) in Vietnam, in milliseconds since the epoch. */
export const millisOf = (date: LocalDate, time: string): number => Date.parse(`${date}T${time}:00.000+07:00`);

/** The instant of a local date and time of day (`hh:mm`) in Vietnam. */
export const instantOf = (date: LocalDate, time: string): Instant =>
  toInstant(new Date(millisOf(date, time)));

/** An instant written with the Vietnamese offset, as receipts and events show it: `2021-10-11T00:30:00+07:00`. */
export const withVietnamOffset = (instant: Instant): string =>
  `${new Date(new Date(instant).getTime() + VIETNAM_OFFSET_MS).toISOString().slice(0, 19)}+07:00`;

/** Seconds since the epoch, as DynamoDB's time to live wants them. */
export const epochSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);
