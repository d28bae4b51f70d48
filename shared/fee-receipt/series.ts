import type { LocalDate } from '../clock.ts';
import { lawOn } from '../law/law.ts';

/** Which receipt it is in the series of its agency and year. */
export type Numbered = { readonly agency: string; readonly year: number; readonly number: number };

/** Code for people, by which it is looked up and verified: `H25.03-2021-BL0000015` (biên lai). Opens nothing by itself. */
export const FEE_RECEIPT_CODE = /^[A-Y]\d{2}(\.\d{2,3}){0,4}-\d{4}-BL\d{7}$/;

/** The number of a receipt has seven digits (NĐ 123/2020/NĐ-CP Điều 32). */
const DIGITS = 7;

export const numberInSeries = (number: number): string => String(number).padStart(DIGITS, '0');

export const feeReceiptCode = ({ agency, year, number }: Numbered): string =>
  `${agency}-${year}-BL${numberInSeries(number)}`;

/** What a code of this form names. */
export function numberedInSeries(code: string): Numbered {
  const [agency = '', year, number = ''] = code.split('-');
  return { agency, year: Number(year), number: Number(number.slice('BL'.length)) };
}

/** The next of an agency's series of the year, which begins at 1 each year. */
export const nextInSeries = (agency: string, day: LocalDate, taken: number): Numbered => ({
  agency,
  year: Number(day.slice(0, 4)),
  number: taken + 1,
});

/** What stands at the head of a receipt of this day: `01BLP0-001` and `AA-21E`, `E` for electronic. */
export function seriesOn(day: LocalDate): { readonly form: string; readonly symbol: string } {
  const { form, letters } = lawOn('feeReceiptSeries', day).value;
  return { form, symbol: `${letters}-${day.slice(2, 4)}E` };
}
