import { Filed } from '../../shared/dossier/dossier.ts';
import type { KeptForm } from '../../shared/dossier/form.ts';
import { Result } from '../../shared/result/result.ts';
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

/** A result of a dossier that was given out, or changed so. */
export const aResult = (change: object = {}): Result =>
  Result.parse({
    v: 1,
    code: 'H25.03-2021-KQ000015',
    agency: 'H25.03',
    year: 2021,
    number: 15,
    dossierId: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
    dossierCode: 'H25.03-211008-0001',
    procedure: { code: '2.000488', name: { vi: 'Cấp Phiếu lý lịch tư pháp', en: 'Criminal record' } },
    abstract: 'Phiếu lý lịch tư pháp số 1',
    signedAt: '2021-10-22T08:00:00.000Z',
    signedBy: {
      kind: 'officer',
      subject: 'cb-2',
      name: 'Trần Quang Khải',
      role: 'agencyLeader',
      agency: 'H25.03',
    },
    documentId: '7b0a3c1e-52c5-4d55-8a0b-6d8f1f6a2c03',
    objectKey: 'sheets/0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01/H25.03-2021-KQ000015.pdf',
    objectVersion: 'version-1',
    sha256: 'a'.repeat(64),
    sizeBytes: 12_345,
    releasedAt: '2021-10-22T08:10:00.000Z',
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
  consignments: [],
  resultFiles: [],
  results: [],
  consultations: [],
  proposals: [],
  ...parts,
});
