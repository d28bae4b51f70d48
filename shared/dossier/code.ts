import type { LocalDate } from '../clock.ts';
import { Problem } from '../http/problems.ts';

/** Code for people: `H25.03-211010-0001` (NĐ 61/2018 Điều 26; current practice of provinces). Opens nothing by itself. */
export const DOSSIER_CODE = /^[A-Y]\d{2}(\.\d{2,3}){0,4}-\d{6}-\d{4}$/;

/** The sequence of a day has four digits (TT 01/2018/TT-VPCP Điều 19). */
const GREATEST_NUMBER = 9999;

/**
 * The code of an agency's n-th dossier of a local day.
 * @throws Problem `day-full` beyond 9999
 */
export function dossierCode(agency: string, day: LocalDate, number: number): string {
  if (number > GREATEST_NUMBER) throw new Problem('day-full');
  return `${agency}-${day.slice(2).replaceAll('-', '')}-${String(number).padStart(4, '0')}`;
}
