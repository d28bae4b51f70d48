import { describe, expect, it } from 'vitest';
import { unusualReaders } from '../../shared/control/unusual-readings.ts';
import { Reading } from '../../shared/dossier/history.ts';

/** Readings of so many dossiers by one officer. */
const read = (dossiers: number, purpose: string | undefined, subject = 'cb-1') =>
  Array.from({ length: dossiers }, (_, number) =>
    Reading.parse({
      v: 1,
      at: '2021-10-11T02:00:00.000Z',
      reader: { subject, name: 'Lê Thị Mai', role: 'caseOfficer', agency: 'H25.03', purpose },
      dossierId: `dossier-${number}`,
      dossierCode: `H25.03-211011-${number}`,
      procedureCode: '2.000488',
      operation: 'read-dossier',
    }),
  );

describe('an officer who reads sensitive dossiers', () => {
  it('is unusual from the thirty-first in an hour that is not in their hands', () => {
    expect(unusualReaders(read(30, 'other'))).toEqual([]);
    expect(unusualReaders(read(31, 'other'))).toEqual([{ subject: 'cb-1', agency: 'H25.03', dossiers: 31 }]);
  });

  it('may read as many as their own work takes', () => {
    expect(unusualReaders([...read(200, 'work'), ...read(30, 'intake')])).toEqual([]);
  });

  it('is not by opening a few again and again', () => {
    expect(unusualReaders(Array.from({ length: 20 }, () => read(5, 'other')).flat())).toEqual([]);
  });

  it('is looked at apart from the others, and by all that they read, whatever for', () => {
    const [mai, nam, an] = [read(31, undefined), read(30, 'opinion', 'cb-2'), read(40, 'intake', 'cb-3')];
    expect(unusualReaders([...mai, ...nam, ...an]).map(({ subject }) => subject)).toEqual(['cb-1', 'cb-3']);
  });
});
