import { randomUUID } from 'node:crypto';
import { type Instant, LocalDate } from '../../shared/clock.ts';
import type { WholeList } from '../../shared/destruction/store.ts';
import { StoredInstant } from '../../shared/instant.ts';
import type { Destruction } from '../../shared/retention/record.ts';
import { factKey } from '../../shared/table/keys.ts';
import type { Write } from '../../shared/table/transaction.ts';
import { aDossier } from './dossiers.ts';
import { itemsOf } from './kept-dossier.ts';

const officer = {
  kind: 'officer',
  subject: 'cb-kiem-soat',
  name: 'Cán bộ',
  role: 'procedureControl',
  agency: 'H25.01',
} as const;

/** A list that names one dossier and waits for the head of Sở Tư pháp, at ETag "1". */
export const LIST = '2099-000001';
export const aList: WholeList = {
  list: {
    v: 1,
    version: 1,
    agency: 'H25.03',
    year: 2099,
    number: 1,
    state: 'drawn',
    named: 1,
    struck: 0,
    held: 0,
    drawn: { at: '2021-10-01T00:00:00.000Z' as Instant, by: officer },
  },
  named: {
    v: 1,
    entries: [
      {
        dossierId: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e99',
        dossierCode: 'H25.03-990105-0001',
        procedureCode: '2.000488',
        closedOn: '2099-01-05' as LocalDate,
        years: 10,
      },
    ],
    strikes: [],
  },
};

/** The record of another dossier, which such a list named before. */
export const aDestruction: Destruction = {
  subject: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e98',
  time: StoredInstant.parse('2021-10-01T19:00:00.000Z'),
  data: {
    dossierCode: 'H25.03-010104-0001',
    agency: 'H25.03',
    procedureCode: '2.000488',
    channel: 'online',
    moments: [{ sequence: 2, at: StoredInstant.parse('2001-01-04T02:00:00.000Z'), status: 'refused' }],
    closedOn: LocalDate.parse('2001-01-04'),
    years: 10,
    list: '2001-000001',
    approvedAt: StoredInstant.parse('2021-09-30T02:00:00.000Z'),
    approvedBy: { subject: 'cb-giam-doc', role: 'agencyLeader', agency: 'H25.03' },
    items: 20,
    objects: 2,
    lastEvent: 2,
  },
};

/** A dossier that was filed with Sở Tư pháp and refused in 2001, as the table and statistics know it. */
export function closedLongAgo(id: string = randomUUID()): readonly Write[] {
  const code = 'H25.03-010105-0001';
  const at = '2001-01-05T02:00:00.000Z';
  const fact = {
    v: 1,
    dossierId: id,
    dossierCode: code,
    agency: 'H25.03',
    procedureCode: '2.000488',
    channel: 'online',
    moments: [{ sequence: 2, at, status: 'refused' }],
  };
  return [
    ...itemsOf(aDossier({ id, code, status: 'refused', createdAt: at, submittedAt: at })),
    { put: { ...factKey('H25.03', code), ...fact } },
  ];
}
