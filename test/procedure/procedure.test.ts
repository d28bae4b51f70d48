import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { Procedure } from '../../shared/procedure/procedure.ts';

const withCode = (code: string) => Procedure.parse(catalogue.find((candidate) => candidate.code === code));
const criminalRecord = withCode('2.000488');
const licence = withCode('1.002835');
const marriage = withCode('1.000894');
const birth = withCode('1.001193');
const [form, identity, authorisation] = criminalRecord.papers;

const faultsOf = (value: unknown): readonly string[] =>
  Procedure.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('/')}: ${message}`) ?? [];

describe('a procedure', () => {
  it('is accepted as the catalogue states it', () => {
    for (const procedure of [criminalRecord, licence, marriage, birth])
      expect(faultsOf(procedure)).toEqual([]);
  });

  it.each([
    ['does not receive at the desk', { ...marriage, submissionChannels: [] }, 'submissionChannels'],
    [
      'files online at level 2',
      { ...marriage, submissionChannels: ['desk', 'online'] },
      'submissionChannels',
    ],
    ['does not file online at level 3', { ...birth, submissionChannels: ['desk'] }, 'submissionChannels'],
    ['names a channel twice', { ...marriage, submissionChannels: ['desk', 'desk'] }, 'submissionChannels'],
    ['does not return at the desk', { ...licence, resultChannels: ['post'] }, 'resultChannels'],
    [
      'returns online at level 3',
      { ...licence, resultChannels: ['desk', 'online', 'post'] },
      'resultChannels',
    ],
    [
      'takes post without the flag',
      { ...criminalRecord, postal: { receive: false, return: true } },
      'postal',
    ],
    [
      'flags a return by post without the channel',
      { ...marriage, inPerson: false, postal: { receive: false, return: true } },
      'postal',
    ],
    ['sends by post what asks for a visit', { ...licence, inPerson: true }, 'inPerson'],
    ['is full at level 3', { ...licence, serviceClass: 'full' }, 'serviceClass'],
    [
      'is full and returns at the desk alone',
      { ...criminalRecord, resultChannels: ['desk'], postal: { receive: true, return: false } },
      'serviceClass',
    ],
    ['is information at level 3', { ...licence, serviceClass: 'information' }, 'serviceClass'],
    ['is partial at level 2', { ...marriage, serviceClass: 'partial' }, 'serviceClass'],
    ['pauses a same-day clock', { ...birth, supplementClock: 'pause' }, 'supplementClock'],
    [
      'extends its time to a shorter one',
      {
        ...criminalRecord,
        extendedProcessing: { time: { unit: 'workingDays', days: 9 }, basis: criminalRecord.name },
      },
      'extendedProcessing',
    ],
    [
      'extends its time in another unit',
      {
        ...criminalRecord,
        extendedProcessing: { time: { unit: 'calendarDays', days: 15 }, basis: criminalRecord.name },
      },
      'extendedProcessing',
    ],
    [
      'charges two amounts without saying when',
      { ...licence, fees: [...licence.fees, ...licence.fees] },
      'fees',
    ],
    [
      'ends a fee before it starts',
      {
        ...licence,
        fees: [{ kind: 'PHI', amountVnd: 1, validFrom: '2023-12-01', validUntil: '2023-11-30' }],
      },
      'fees',
    ],
    ['asks for a paper twice', { ...licence, papers: [form, form] }, 'papers'],
    ['asks for no copy at all', { ...criminalRecord, papers: [{ ...identity, copies: 0 }] }, 'papers'],
    [
      'always requires a conditional paper',
      { ...criminalRecord, papers: [{ ...authorisation, required: true }] },
      'papers',
    ],
    ['requires what cannot be uploaded', { ...birth, papers: [{ ...form, acceptedTypes: [] }] }, 'papers'],
    ['hides that a paper is sensitive', { ...licence, sensitive: false }, 'sensitive'],
    ['asks a question twice', { ...birth, fields: [...birth.fields, ...birth.fields] }, 'fields'],
    [
      'quotes a value that is not there',
      { ...marriage, provenance: { quoted: ['/fees/0'], synthetic: [], others: 'plausible' } },
      'provenance',
    ],
    ['hides that its code is made up', { ...marriage, code: '9.000123' }, 'provenance'],
    [
      'calls a published code made up',
      { ...marriage, provenance: { quoted: [], synthetic: ['/code'], others: 'plausible' } },
      'provenance',
    ],
  ])('is refused when it %s', (_, value, path) => {
    expect(faultsOf(value)).toEqual([expect.stringMatching(new RegExp(`^${path}: `))]);
  });

  it.each(['4.000488', '2.00488', '2.0004880', '2.000488.H25', '2-000488', ''])(
    'refuses the code %j',
    (code) => {
      expect(faultsOf({ ...criminalRecord, code })).toHaveLength(1);
    },
  );

  it('takes the code of a provincial variant', () => {
    expect(faultsOf({ ...criminalRecord, code: '2.000488.000.00.00.H25' })).toEqual([]);
  });

  it('takes whole amounts of money only, and texts that are composed', () => {
    expect(faultsOf({ ...licence, fees: [{ kind: 'PHI', amountVnd: 0.5 }] })).toHaveLength(1);
    expect(faultsOf({ ...licence, fees: [{ kind: 'PHI', amountVnd: -1 }] })).toHaveLength(1);
    expect(faultsOf({ ...licence, name: { vi: 'Ca\u0302\u0301p', en: 'Issue' } })).toEqual([
      'name/vi: not composed (NFC)',
    ]);
  });
});
