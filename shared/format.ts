import { localDateOf, localTimeOf } from './clock.ts';

/** `2021-10-22` as people write it: `22/10/2021`. */
export const vietnameseDate = (date: string): string => date.split('-').reverse().join('/');

/** The local day and time of an instant: `22/10/2021 17:00`. */
export function vietnameseTime(instant: string): string {
  const time = new Date(instant);
  return `${vietnameseDate(localDateOf(time))} ${localTimeOf(time)}`;
}

/** A number as Vietnamese reports write it: `2.067`, `43,73`. */
export const vietnameseNumber = (value: number, decimals = 0): string =>
  value.toLocaleString('vi-VN', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** An amount in đồng with dots between thousands: `1.205.000`. */
export const vietnameseAmount = (amountVnd: number): string => vietnameseNumber(amountVnd);

/** Somebody's words inside a sentence of ours, which brings its own full stop. */
export const inSentence = (words: string): string => words.trim().replace(/[.;\s]+$/, '');
