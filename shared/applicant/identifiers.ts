import * as z from 'zod';
import { personal } from '../personal.ts';

// Each schema first writes what people type in its normal form, then checks it; the code of a refinement is stable
// and becomes the message of the fault.

const withoutSpaces = (text: string): string => text.replace(/\s/g, '');

/** Two-digit codes of the provinces (Tổng cục Thống kê, before 2025); a personal id begins with 0 and one of them. */
const provinceCodes =
  '01 02 04 06 08 10 11 12 14 15 17 19 20 22 24 25 26 27 30 31 33 34 35 36 37 38 40 42 44 45 46 48 49 51 52 54 56 58 60 62 64 66 67 68 70 72 74 75 77 79 80 82 83 84 86 87 89 91 92 93 94 95 96';
const knownProvinces = new Set(provinceCodes.split(' ').map((code) => `0${code}`));

/** Province, century and sex (0-1 of the 1900s, 2-3 of the 2000s), year of birth, six digits without a check digit. */
const PERSONAL_ID = /^(\d{3})[0-3]\d{8}$/;

function isPersonalId(text: string): boolean {
  const province = PERSONAL_ID.exec(text)?.[1];
  return province !== undefined && knownProvinces.has(province);
}

/** Số định danh cá nhân: the 12 digits of a citizen's card (căn cước công dân). */
export const PersonalId = personal(
  z
    .string()
    .overwrite(withoutSpaces)
    .refine(isPersonalId, { params: { code: 'personal-id' } })
    .brand('PersonalId')
    .meta({ description: 'Personal id (CCCD), 12 digits', examples: ['035190001234'] }),
  'number',
);
export type PersonalId = z.infer<typeof PersonalId>;

/** The year of birth that a personal id states. */
export const birthYearOf = (id: PersonalId): number =>
  1900 + 100 * Math.floor(Number(id.charAt(3)) / 2) + Number(id.slice(4, 6));

const TAX_CODE = /^(\d{10})(-(?!000)\d{3})?$/;
const TAX_CODE_WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** The tenth digit is 10 less the weighted sum modulo 11; a sum that gives 10 is not issued. */
function isTaxCode(text: string): boolean {
  const digits = TAX_CODE.exec(text)?.[1];
  if (!digits) return false;
  const sum = TAX_CODE_WEIGHTS.reduce(
    (total, weight, place) => total + weight * Number(digits.charAt(place)),
    0,
  );
  return 10 - (sum % 11) === Number(digits.charAt(9));
}

/** Mã số doanh nghiệp, which is the tax code: 10 digits, and `-` with 3 more for a branch. */
export const TaxCode = personal(
  z
    .string()
    .overwrite(withoutSpaces)
    .refine(isTaxCode, { params: { code: 'tax-code' } })
    .brand('TaxCode')
    .meta({ description: 'Business or tax code, 10 digits and -NNN for a branch', examples: ['0100109106'] }),
  'number',
);
export type TaxCode = z.infer<typeof TaxCode>;

/** A mobile number, or a landline of Hà Nam (0226). */
const PHONE = /^(0[35789]\d{8}|0226\d{7})$/;

/** A telephone number in Vietnam; `+84 912 345 678` becomes `0912345678`. */
export const Phone = personal(
  z
    .string()
    .overwrite((text) => text.replace(/[\s.-]/g, '').replace(/^\+84/, '0'))
    .refine((text) => PHONE.test(text), { params: { code: 'phone' } })
    .brand('Phone')
    .meta({ description: 'Vietnamese mobile number or landline of Hà Nam', examples: ['0912345678'] }),
  'phone',
);
export type Phone = z.infer<typeof Phone>;

/** Longest path of an address in SMTP (RFC 5321, 4.5.3.1.3), without its angle brackets. */
const EMAIL_LIMIT = 254;

/** An e-mail address; its domain, in which case means nothing, in lower case. */
export const Email = personal(
  z
    .string()
    .overwrite((text) => text.trim().replace(/@[^@]*$/, (domain) => domain.toLowerCase()))
    .refine((text) => text.length <= EMAIL_LIMIT && z.regexes.email.test(text), { params: { code: 'email' } })
    .brand('Email')
    .meta({ description: 'E-mail address', format: 'email', examples: ['nguyen.van.a@example.vn'] }),
  'email',
);
export type Email = z.infer<typeof Email>;

/** Letters of any script with their marks, and what stands between them in names. */
const NAME = /^\p{L}[\p{L}\p{M}'’. -]*$/u;

/** A person's name as written on papers, family name first, in Unicode NFC with single spaces. */
export const FullName = personal(
  z
    .string()
    .overwrite((text) => text.normalize('NFC').trim().replace(/\s+/g, ' '))
    .min(2)
    .max(100)
    .refine((text) => NAME.test(text), { params: { code: 'full-name' } })
    .brand('FullName')
    .meta({ description: 'Full name, family name first', examples: ['Nguyễn Văn An'] }),
  'personName',
);
export type FullName = z.infer<typeof FullName>;

// The same as they were stored: what was checked when it came in is not checked again.
export const KeptName = personal(z.string(), 'personName');
export const KeptNumber = personal(z.string(), 'number');
export const KeptPhone = personal(z.string(), 'phone');
export const KeptEmail = personal(z.string(), 'email');
