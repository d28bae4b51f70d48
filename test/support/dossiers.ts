import { Filed } from '../../shared/dossier/dossier.ts';
import { form } from './filing.ts';

/** A dossier that was submitted on Friday 8 October 2021 at 09:00; every part parsed by the real schema. */
export const aDossier = (change: Partial<Record<keyof Filed, unknown>> = {}): Filed =>
  Filed.parse({
    id: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
    version: 3,
    status: 'submitted',
    procedure: {
      code: '2.000488',
      name: { vi: 'Cấp Phiếu lý lịch tư pháp', en: 'Criminal record certificate' },
      agency: 'H25.03',
      processing: { unit: 'workingDays', days: 10 },
      supplementClock: 'restart',
    },
    owner: 'cd-hoa',
    createdAt: '2021-10-07T01:00:00.000Z',
    form,
    code: 'H25.03-211008-0001',
    submittedAt: '2021-10-08T02:00:00.000Z',
    lastEvent: 1,
    clock: [],
    shipments: [],
    ...change,
  });
