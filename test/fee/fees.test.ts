import { describe, expect, it, test } from 'vitest';
import { LocalDate } from '../../shared/clock.ts';
import { feesOf } from '../../shared/fee/fees.ts';
import { tariffOn } from '../../shared/fee/tariff.ts';
import tariffs from '../../shared/fee/tariffs.json' with { type: 'json' };
import { catalogue } from '../../shared/procedure/catalogue.ts';

const procedure = (code: string) => catalogue.find((one) => one.code === code);
const tariff = (code: string, day: string) => {
  const found = tariffOn(procedure(code), LocalDate.parse(day));
  if (!found) throw new Error(`no tariff of ${code} on ${day}`);
  return found;
};
const record = tariff('2.000488', '2021-10-11');
const licence = (day: string) => tariff('1.002809', day);

describe('the fees of a dossier', () => {
  // TT 244/2016: 200.000 once, 100.000 for students and persons of merit, 5.000 for each sheet from the third on.
  test.each([
    [1, undefined, 200_000],
    [2, undefined, 200_000],
    [3, undefined, 205_000],
    [10, undefined, 240_000],
    [1, 'student', 100_000],
    [4, 'merit', 110_000],
    [1, 'poor-household', 0],
    [7, 'child', 0],
  ])('for %i sheets of a criminal record and the relief %s are %i đồng', (quantity, relief, amountVnd) => {
    expect(feesOf(record, { quantity, relief, filedOnline: true })?.amountVnd).toBe(amountVnd);
  });

  it('say by lines how they come about, with the version of the tariff', () => {
    expect(feesOf(record, { quantity: 5, relief: 'student', filedOnline: false })).toEqual({
      tariff: 'TT244-2016',
      quantity: 5,
      relief: { id: 'student' },
      lines: [
        {
          id: 'certificate',
          kind: 'PHI',
          name: {
            vi: 'Phí cung cấp thông tin lý lịch tư pháp',
            en: 'Fee for information on criminal records',
          },
          quantity: 1,
          unitVnd: 100_000,
          amountVnd: 100_000,
        },
        {
          id: 'further-sheets',
          kind: 'PHI',
          name: { vi: 'Mỗi Phiếu từ Phiếu thứ 3', en: 'Each sheet from the third on' },
          quantity: 3,
          unitVnd: 5000,
          amountVnd: 15_000,
        },
      ],
      amountVnd: 115_000,
    });
  });

  it('are counted by the copy', () => {
    const copies = tariff('2.000635', '2021-10-11');
    expect(feesOf(copies, { quantity: 3, filedOnline: true })?.amountVnd).toBe(24_000);
  });

  // TT 63/2023: 115.000 in place of 135.000 for what is filed online, from 1 December 2023 to 31 December 2025.
  test.each([
    ['2023-11-30', true, 135_000, 'TT188-2016'],
    ['2023-12-01', true, 115_000, 'TT63-2023'],
    ['2023-12-01', false, 135_000, 'TT63-2023'],
    ['2025-12-31', true, 115_000, 'TT63-2023'],
    ['2026-01-01', true, 135_000, 'TT63-2023-2026'],
  ])('of a driving licence on %s, filed online: %s, are %i đồng', (day, filedOnline, amountVnd, version) => {
    expect(feesOf(licence(day), { quantity: 1, filedOnline })).toMatchObject({ tariff: version, amountVnd });
  });

  it('know no relief but those of the tariff', () => {
    expect(feesOf(record, { quantity: 1, relief: 'no-such', filedOnline: true })).toBeUndefined();
  });

  it('are named by an officer where no tariff is entered, or none was yet', () => {
    expect(tariffOn(procedure('1.009974'), LocalDate.parse('2021-10-11'))).toBeUndefined();
    expect(tariffOn(procedure('2.000488'), LocalDate.parse('2016-12-31'))).toBeUndefined();
  });
});

describe('the tariffs', () => {
  test.each(Object.keys(tariffs))('of %s charge what the catalogue shows, and follow each other', (code) => {
    const shown = procedure(code)?.fees.map(({ amountVnd }) => amountVnd);
    const days = [tariff(code, '2021-10-11'), tariff(code, '2024-01-01'), tariff(code, '2026-06-01')];
    for (const { lines, reliefs } of days) {
      const charged = [
        ...lines.flatMap(({ amountVnd, onlineVnd }) => [amountVnd, onlineVnd ?? amountVnd]),
        ...reliefs.flatMap(({ amounts }) => Object.values(amounts)),
      ];
      for (const amount of charged) expect(shown).toContain(amount);
    }
    expect(days.map(({ since }) => since).toSorted()).toEqual(days.map(({ since }) => since));
  });
});
