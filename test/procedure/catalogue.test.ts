import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/procedure/catalogue.ts';

const procedure = (code: string) => catalogue.find((candidate) => candidate.code === code);
const countBy = (key: (procedure: (typeof catalogue)[number]) => string | number) => {
  const counts: Record<string, number> = {};
  for (const each of catalogue) counts[key(each)] = (counts[key(each)] ?? 0) + 1;
  return counts;
};

describe('the catalogue', () => {
  it('holds 83 procedures, each with a code of its own, spread over the agencies', () => {
    expect(new Set(catalogue.map(({ code }) => code)).size).toBe(83);
    expect(countBy(({ agency }) => agency)).toEqual({
      'H25.02': 1,
      'H25.03': 7,
      'H25.04': 2,
      'H25.05': 1,
      'H25.06': 9,
      'H25.07': 9,
      'H25.08': 12,
      'H25.09': 3,
      'H25.10': 4,
      'H25.11': 6,
      'H25.12': 4,
      'H25.13': 3,
      'H25.14': 1,
      'H25.15': 2,
      'H25.16': 2,
      'H25.18': 8,
      'H25.31': 9,
    });
  });

  it('offers the levels 2, 3 and 4', () => {
    expect(countBy(({ serviceLevel }) => serviceLevel)).toEqual({ 2: 8, 3: 31, 4: 44 });
  });

  it('states the criminal record certificate as it is published', () => {
    expect(procedure('2.000488')).toMatchObject({
      name: {
        vi: 'Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam',
      },
      agency: 'H25.03',
      field: { vi: 'Lý lịch tư pháp' },
      serviceLevel: 4,
      serviceClass: 'full',
      processing: { unit: 'workingDays', days: 10 },
      extendedProcessing: { time: { unit: 'workingDays', days: 15 } },
      submissionChannels: ['desk', 'online', 'post'],
      resultChannels: ['desk', 'online', 'post'],
      postal: { receive: true, return: true },
      inPerson: false,
      supplementClock: 'restart',
      sensitive: true,
      retentionYears: 10,
    });
    expect(procedure('2.000488')?.fees.map(({ amountVnd }) => amountVnd)).toEqual([
      200_000, 100_000, 5_000, 0,
    ]);
    expect(procedure('2.000488')?.fields.map(({ id }) => id)).toEqual(['sheetKind', 'purpose', 'sheets']);
  });

  it('writes papers out, with what a procedure asks differently', () => {
    expect(procedure('2.000205')?.papers.find(({ id }) => id === 'photo')).toEqual({
      id: 'photo',
      name: { vi: 'Ảnh chân dung', en: 'Portrait photo' },
      kind: 'photo',
      originals: 2,
      copies: 0,
      acceptedTypes: ['image/jpeg', 'image/png'],
      maxBytes: 2_097_152,
      required: true,
      sensitive: false,
    });
    expect(procedure('2.000488')?.papers.map(({ id, required }) => [id, required])).toEqual([
      ['application-form', true],
      ['identity-copy', true],
      ['authorisation', false],
    ]);
    expect(procedure('1.004363')?.papers[0]).toMatchObject({
      acceptedTypes: ['application/pdf', 'image/jpeg', 'image/png'],
      maxBytes: 10_485_760,
    });
  });

  it.each([
    ['2.000635', { unit: 'sameDay' }],
    ['1.002820', { unit: 'calendarDays', days: 60 }],
    ['1.004223', { unit: 'workingDays', days: 45 }],
    ['9.000009', { unit: 'calendarDays', days: 7 }],
  ])('gives %s its time', (code, processing) => {
    expect(procedure(code)?.processing).toEqual(processing);
  });

  it('dates the lower fee that one circular gave to licences exchanged online', () => {
    expect(procedure('1.002809')?.fees).toMatchObject([
      { kind: 'LE_PHI', amountVnd: 135_000 },
      { kind: 'LE_PHI', amountVnd: 115_000, validFrom: '2023-12-01', validUntil: '2025-12-31' },
    ]);
  });

  it('lets nobody marry or sign by post', () => {
    for (const code of ['1.000894', '2.000884']) {
      expect(procedure(code)).toMatchObject({
        inPerson: true,
        submissionChannels: ['desk'],
        resultChannels: ['desk'],
        postal: { receive: false, return: false },
      });
    }
  });

  it('keeps post apart from the level: a level 2 result may come by post, a level 3 dossier may go in by post', () => {
    expect(procedure('2.002036')).toMatchObject({
      serviceLevel: 2,
      postal: { receive: false, return: true },
    });
    expect(procedure('9.000008')).toMatchObject({
      serviceLevel: 3,
      postal: { receive: true, return: false },
    });
  });

  it('says of each value that is quoted that it is, and of nine codes that they are made up', () => {
    expect(procedure('1.002809')?.provenance).toEqual({
      quoted: ['/code', '/fees/1/amountVnd'],
      synthetic: [],
      others: 'plausible',
    });
    expect(procedure('9.000007')?.provenance).toEqual({
      quoted: ['/name/vi', '/processing', '/fees/0/amountVnd', '/papers'],
      synthetic: ['/code'],
      others: 'plausible',
    });
    expect(catalogue.filter(({ provenance }) => provenance.synthetic.length > 0)).toHaveLength(9);
  });

  it('marks procedures on crimes, health and disability as sensitive', () => {
    const sensitive = catalogue.filter((candidate) => candidate.sensitive).map(({ code }) => code);
    expect(sensitive).toEqual([
      '2.000488',
      '2.001417',
      '2.002036',
      '1.002809',
      '1.002835',
      '1.002820',
      '1.002801',
      '1.001765',
      '2.000205',
      '1.000459',
      '2.001064',
      '2.001827',
      '2.000591',
      '2.001116',
      '1.001440',
      '1.004616',
      '1.001699',
    ]);
  });

  it('translates each field in one way', () => {
    const pairs = new Set(catalogue.map(({ field }) => `${field.vi} = ${field.en}`));
    const names = new Set(catalogue.map(({ field }) => field.vi));
    expect(pairs.size).toBe(names.size);
  });

  it('asks questions of its own in many forms, of every kind', () => {
    const fields = catalogue.flatMap((candidate) => candidate.fields);
    expect(catalogue.filter((candidate) => candidate.fields.length > 0).length).toBeGreaterThanOrEqual(8);
    expect(new Set(fields.map(({ kind }) => kind))).toEqual(new Set(['text', 'date', 'number', 'choice']));
  });
});
