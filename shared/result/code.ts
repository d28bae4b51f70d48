import { agencyByCode } from '../agency/agency.ts';

/** Which result it is in the register of its agency and year. */
export type Numbered = { readonly agency: string; readonly year: number; readonly number: number };

/** Code for people, and for verifying: `H25.03-2021-KQ000015` (kết quả). Opens nothing by itself. */
export const RESULT_CODE = /^[A-Y]\d{2}(\.\d{2,3}){0,4}-\d{4}-KQ\d{6}$/;

export const resultCode = ({ agency, year, number }: Numbered): string =>
  `${agency}-${year}-KQ${String(number).padStart(6, '0')}`;

/** What a code of this form names. */
export function numberedBy(code: string): Numbered {
  const [agency = '', year, number = ''] = code.split('-');
  return { agency, year: Number(year), number: Number(number.slice('KQ'.length)) };
}

/** As it stands on paper, number and symbol (NĐ 30/2020/NĐ-CP, phụ lục I, mục II.3): `15/KQ-STP`. */
export const numberOnPaper = ({ agency, number }: Pick<Numbered, 'agency' | 'number'>): string =>
  `${number}/KQ-${agencyByCode(agency)?.abbreviation ?? agency}`;
