import type { Email, FullName, PersonalId, Phone } from './identifiers.ts';

// What may stand in lists and logs in place of personal data (NĐ 13/2023; TT 01/2018/TT-VPCP Điều 16).

const stars = (text: string, first: number, last: number): string =>
  `${text.slice(0, first)}${'*'.repeat(text.length - first - last)}${text.slice(-last)}`;

/** `035*****1234` */
export const maskPersonalId = (id: PersonalId): string => stars(id, 3, 4);

/** `09****4567` */
export const maskPhone = (phone: Phone): string => stars(phone, 2, 4);

/** `n***@example.vn`: always three stars, so that the length of the name does not show either. */
export const maskEmail = (email: Email): string =>
  `${email.charAt(0)}***${email.slice(email.lastIndexOf('@'))}`;

/** `Nguyễn V. A.` */
export function maskName(name: FullName): string {
  const [family, ...given] = name.split(' ');
  return [family, ...given.map((word) => `${[...word][0]}.`)].join(' ');
}
