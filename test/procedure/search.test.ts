import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { listed, type ProcedureFilter, searchProcedures } from '../../shared/procedure/search.ts';
import { foldText } from '../../shared/text.ts';

const procedures = catalogue
  .map(listed)
  .sort((one, other) => (one.summary.code < other.summary.code ? -1 : 1));
const codesOf = (filter: ProcedureFilter, limit = 100) =>
  searchProcedures(procedures, filter, undefined, limit).items.map(({ code }) => code);

/** Every page of a list, one after the other. */
function allPages(filter: ProcedureFilter, limit: number): readonly (readonly string[])[] {
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const page = searchProcedures(procedures, filter, after, limit);
    pages.push(page.items.map(({ code }) => code));
    after = page.next;
  } while (after !== undefined);
  return pages;
}

const words = fc.constantFrom('cap', 'Cấp', 'giấy', 'phep', 'đổi', 'so tu phap', 'licence', '1.00', 'xyz');
const filters = fc.record(
  {
    agency: fc.constantFrom('H25.03', 'H25.08', 'H25.31', 'H25.99'),
    field: fc.constantFrom('Hộ tịch', 'duong bo', 'Investment'),
    level: fc.constantFrom(1, 2, 3, 4),
    text: words,
  },
  { requiredKeys: [] },
);

describe('folded text', () => {
  it.each([
    ['Lý lịch tư pháp', 'ly lich tu phap'],
    ['ĐƯỜNG BỘ', 'duong bo'],
    ['Uỷ ban', 'uy ban'],
    ['hoà = hòa', 'hoa = hoa'],
    ['Thi đua – khen thưởng', 'thi dua – khen thuong'],
    ['Ca\u0302\u0301p', 'cap'],
    ['İ', 'i'],
  ])('of %j is %j', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('is not changed by folding it again, and does not depend on how the text is composed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a search', () => {
  it('finds "lý lịch tư pháp" without diacritics, by name and by field', () => {
    expect(codesOf({ text: 'ly lich tu phap' })).toEqual(['2.000488', '2.001417']);
    expect(codesOf({ text: 'LÝ LỊCH  tư pháp ' })).toEqual(['2.000488', '2.001417']);
  });

  it.each([
    ['criminal record', ['2.000488', '2.001417']],
    ['2.000488', ['2.000488']],
    ['phân bón nông nghiệp', ['1.007931']],
    ['giay phep lai xe nuoc ngoai', ['1.002796']],
    ['bảo vệ thực vật cấp lại', ['1.004346']],
    ['karaoke khong co', []],
  ])(
    'of %j finds %j: words may stand in name, field, code and agency, or be abbreviated there',
    (text, codes) => {
      expect(codesOf({ text })).toEqual(codes);
    },
  );

  it('narrows by agency, field and level, together', () => {
    expect(codesOf({ agency: 'H25.03', level: 4 })).toEqual(['2.000488', '2.000635']);
    expect(codesOf({ field: 'ho tich', agency: 'H25.31' })).toEqual([
      '1.000894',
      '1.001193',
      '1.004859',
      '1.004873',
    ]);
    expect(codesOf({ field: 'Minerals' })).toEqual(['1.014267']);
    expect(codesOf({ field: 'ho' })).toEqual([]);
  });

  it('without conditions lists all, in the order of their codes', () => {
    const codes = codesOf({});
    expect(codes).toHaveLength(83);
    expect(codes.slice(0, 3)).toEqual(['1.000028', '1.000459', '1.000703']);
    expect(codes.at(-1)).toBe('9.000009');
  });

  it('finds no more when a condition is added', () => {
    fc.assert(
      fc.property(filters, filters, (one, other) => {
        const narrowed = codesOf({ ...other, ...one, text: `${one.text ?? ''} ${other.text ?? ''}` });
        expect(codesOf(one)).toEqual(expect.arrayContaining(narrowed));
      }),
    );
  });

  it('visits everything exactly once, page by page, in pages that are full but for the last', () => {
    fc.assert(
      fc.property(filters, fc.integer({ min: 1, max: 100 }), (filter, limit) => {
        const pages = allPages(filter, limit);
        expect(pages.flat()).toEqual(codesOf(filter));
        for (const page of pages.slice(0, -1)) expect(page).toHaveLength(limit);
      }),
    );
  });

  it('goes on behind a procedure that has since been removed', () => {
    const page = searchProcedures(procedures, { agency: 'H25.03' }, '2.000500', 2);
    expect(page).toMatchObject({ items: [{ code: '2.000635' }, { code: '2.001417' }], next: '2.001417' });
  });
});
