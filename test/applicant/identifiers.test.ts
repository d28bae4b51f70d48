import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import {
  birthYearOf,
  Email,
  FullName,
  PersonalId,
  Phone,
  TaxCode,
} from '../../shared/applicant/identifiers.ts';

/** The normal form, or the code of what is wrong. */
function read(schema: z.ZodType<string>, text: string): string {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return issue?.code === 'custom' ? `! ${issue.params?.code}` : `! ${issue?.code}`;
}

describe('a personal id', () => {
  it.each([
    ['035190001234', '035190001234', 'Hà Nam, female, 1990'],
    ['035201005678', '035201005678', 'Hà Nam, male, 2001'],
    [' 035 190 001 234 ', '035190001234', 'as printed on the card'],
    ['001099000001', '001099000001', 'Hà Nội, male, 1999'],
    ['096399999999', '096399999999', 'Cà Mau, female'],
    ['035401005678', '! personal-id', 'born in the 22nd century'],
    ['003190001234', '! personal-id', 'no province has the code 03'],
    ['135190001234', '! personal-id', 'does not begin with 0'],
    ['03519000123', '! personal-id', '11 digits'],
    ['0351900012345', '! personal-id', '13 digits'],
    ['168123456', '! personal-id', 'an old identity card'],
    ['03519000123a', '! personal-id', 'a letter'],
    ['٠٣٥١٩٠٠٠١٢٣٤', '! personal-id', 'digits of another script'],
  ])('%j is %j (%s)', (text, expected) => {
    expect(read(PersonalId, text)).toBe(expected);
  });

  it.each([
    ['035190001234', 1990],
    ['035201005678', 2001],
    ['035300000000', 2000],
    ['035099000000', 1999],
  ])('%s was born in %i', (id, year) => {
    expect(birthYearOf(PersonalId.parse(id))).toBe(year);
  });

  it('is of one of 63 provinces', () => {
    const prefixes = Array.from({ length: 1000 }, (_, prefix) => String(prefix).padStart(3, '0'));
    expect(prefixes.filter((prefix) => PersonalId.safeParse(`${prefix}190001234`).success)).toHaveLength(63);
  });
});

describe('a tax code', () => {
  it.each([
    ['0100109106', '0100109106'],
    ['0102595740', '0102595740'],
    ['0100109106-001', '0100109106-001'],
    [' 0100109106 - 001', '0100109106-001'],
    ['0100109107', '! tax-code'],
    ['0100109106-000', '! tax-code'],
    ['0100109106001', '! tax-code'],
    ['0100109106-01', '! tax-code'],
    ['010010910', '! tax-code'],
    ['', '! tax-code'],
  ])('%j is %j', (text, expected) => {
    expect(read(TaxCode, text)).toBe(expected);
  });

  it('has at most one check digit for nine digits, and none where the sum gives 10', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{9}$/), (prefix) => {
        const valid = [...'0123456789'].filter((digit) => TaxCode.safeParse(prefix + digit).success);
        const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
        const sum = weights.reduce((total, weight, place) => total + weight * Number(prefix[place]), 0);
        expect(valid.map(Number)).toEqual(sum % 11 === 0 ? [] : [10 - (sum % 11)]);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a telephone number', () => {
  it.each([
    ['0912345678', '0912345678'],
    ['+84 912 345 678', '0912345678'],
    ['0912.345.678', '0912345678'],
    ['0912-345-678', '0912345678'],
    ['0226 385 2627', '02263852627'],
    ['+84 226 385 2627', '02263852627'],
    ['0112345678', '! phone'],
    ['0212345678', '! phone'],
    ['024 3825 3831', '! phone'],
    ['091234567', '! phone'],
    ['09123456789', '! phone'],
    ['84912345678', '! phone'],
    ['+1 912 345 678', '! phone'],
    ['gọi sau', '! phone'],
  ])('%j is %j', (text, expected) => {
    expect(read(Phone, text)).toBe(expected);
  });
});

describe('an e-mail address', () => {
  it.each([
    [' Hoa.Nguyen@Example.VN ', 'Hoa.Nguyen@example.vn'],
    ['a+b@mail.hanam.gov.vn', 'a+b@mail.hanam.gov.vn'],
    ['hoa@example', '! email'],
    ['hoa.example.vn', '! email'],
    ['hoa@@example.vn', '! email'],
    ['hoa nguyen@example.vn', '! email'],
    ['hoa@example.vn\nBcc: x@example.vn', '! email'],
    [`${'a'.repeat(250)}@example.vn`, '! email'],
  ])('%j is %j', (text, expected) => {
    expect(read(Email, text)).toBe(expected);
  });
});

describe('a full name', () => {
  it.each([
    ['  Nguyễn   Văn  An ', 'Nguyễn Văn An'],
    ['Nguyễn Văn An'.normalize('NFD'), 'Nguyễn Văn An'.normalize('NFC')],
    ["H'Hen Niê", "H'Hen Niê"],
    ['Đỗ Thị Út', 'Đỗ Thị Út'],
    ['A', '! too_small'],
    ['Nguyễn Văn 4n', '! full-name'],
    ['<b>An</b>', '! full-name'],
    ['Nguyễn Văn An\u0000', '! full-name'],
    ['ă'.repeat(101), '! too_big'],
  ])('%j is %j', (text, expected) => {
    expect(read(FullName, text)).toBe(expected);
  });
});

it('a normal form is its own normal form', () => {
  fc.assert(
    fc.property(fc.constantFrom(PersonalId, TaxCode, Phone, Email, FullName), fc.string(), (schema, text) => {
      const once = read(schema, text);
      if (!once.startsWith('!')) expect(read(schema, once)).toBe(once);
    }),
    { numRuns: 5_000 },
  );
});
