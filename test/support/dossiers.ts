import { Filed } from '../../shared/dossier/dossier.ts';
import type { KeptForm } from '../../shared/dossier/form.ts';
import { form } from './filing.ts';

const line = 'Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam';
const address = { ...form.applicant.address, line };

/** The form as a filed dossier keeps it. */
export const keptForm = { ...form, applicant: { ...form.applicant, address } };

/** The result goes by post to that address. */
export const keptPostDelivery: Extract<KeptForm['delivery'], { channel: 'post' }> = {
  channel: 'post',
  address: {
    receiverName: 'Nguyễn Thị Hoa',
    phone: '0912345678',
    address: { ...address, place: 'inProvince' },
  },
};

const justice = {
  code: '2.000488',
  name: { vi: 'Cấp Phiếu lý lịch tư pháp', en: 'Criminal record certificate' },
  agency: 'H25.03',
  processing: { unit: 'workingDays', days: 10 },
  supplementClock: 'restart',
  sensitive: true,
};

/** The same with the longer time that the law gives where something must be verified. */
export const procedureWithMoreTime = {
  ...justice,
  extended: {
    time: { unit: 'workingDays', days: 15 },
    basis: { vi: 'phải xác minh', en: 'when verification is needed' },
  },
};

/** A dossier that was submitted on Friday 8 October 2021 at 09:00; every part parsed by the real schema. */
export const aDossier = (change: Partial<Record<keyof Filed, unknown>> = {}): Filed =>
  Filed.parse({
    v: 1,
    id: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
    version: 3,
    status: 'submitted',
    procedure: justice,
    owner: 'cd-hoa',
    createdAt: '2021-10-07T01:00:00.000Z',
    changedBy: { kind: 'applicant', subject: 'cd-hoa' },
    form: keptForm,
    office: {
      name: { vi: 'Sở Tư pháp', en: 'Department of Justice' },
      desk: 'Trung tâm Phục vụ hành chính công tỉnh Hà Nam',
    },
    code: 'H25.03-211008-0001',
    submittedAt: '2021-10-08T02:00:00.000Z',
    lastEvent: 1,
    clock: [],
    supplements: 0,
    payments: 0,
    shipments: 0,
    ...change,
  });

/** The file of a dossier without parts, or with these. */
export const aFile = (dossier: Filed, parts: object = {}) => ({
  dossier,
  documents: [],
  supplements: [],
  appointments: [],
  payments: [],
  shipments: [],
  ...parts,
});
