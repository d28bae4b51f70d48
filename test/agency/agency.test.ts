import { describe, expect, it } from 'vitest';
import { Agency, agencies, agencyByCode } from '../../shared/agency/agency.ts';

describe('the agencies', () => {
  it('are 19 of the province and 6 of its districts, each with a code of its own', () => {
    expect(agencies().filter(({ kind }) => kind === 'province')).toHaveLength(19);
    expect(agencies().filter(({ kind }) => kind === 'district')).toHaveLength(6);
    expect(new Set(agencies().map(({ code }) => code)).size).toBe(25);
  });

  it('are found by code', () => {
    expect(agencyByCode('H25.03')).toMatchObject({
      name: { vi: 'Sở Tư pháp', en: 'Department of Justice' },
      abbreviation: 'STP',
      kind: 'province',
    });
    expect(agencyByCode('H25.34')?.name.vi).toBe('UBND huyện Thanh Liêm');
    expect(agencyByCode('H25.99')).toBeUndefined();
  });

  it('say that their codes are made up and which names are quoted', () => {
    expect(agencies().every(({ provenance }) => provenance.synthetic.includes('/code'))).toBe(true);
    const quoted = agencies().filter(({ provenance }) => provenance.quoted.includes('/name/vi'));
    expect(quoted.map(({ code }) => code)).toEqual([
      'H25.03',
      'H25.06',
      'H25.07',
      'H25.08',
      'H25.11',
      'H25.18',
      'H25.19',
    ]);
  });

  it('may not claim a value that is not there', () => {
    const justice = agencyByCode('H25.03');
    const provenance = { quoted: ['/website'], synthetic: [], others: 'plausible' };
    expect(Agency.safeParse(justice).success).toBe(true);
    expect(Agency.safeParse({ ...justice, provenance }).success).toBe(false);
  });

  it.each(['H25', 'h25.03', 'H25.3', 'Z25.03', 'H25-03'])('refuse the code %s', (code) => {
    expect(Agency.safeParse({ ...agencyByCode('H25.03'), code }).success).toBe(false);
  });
});
