import { caller, limits, province, region } from './province.ts';
import type { StageSettings } from './shape.ts';

/** One machine: the parties outside are stand-ins on the ports after `basePort`, the accounts are invented. */
export const local = (basePort: number): StageSettings => ({
  stage: 'local',
  region,
  account: '000000000000',
  live: false,
  province,
  publicUrl: `http://127.0.0.1:${basePort}`,
  identity: { issuer: `http://127.0.0.1:${basePort + 3}`, audience: 'motcua', caller },
  cors: { origins: [`http://127.0.0.1:${basePort}`, `http://localhost:${basePort}`] },
  throttling: { all: { rate: 1000, burst: 2000 }, tracking: { rate: 10, burst: 20 } },
  // Everybody here has one address, and some load a year's dossiers.
  limits: {
    ...limits,
    call: { ...limits.call, most: 100_000 },
    upload: { ...limits.upload, most: 100_000 },
  },
  tableUnits: { read: 2000, write: 2000 },
  email: {
    sender: 'khong-tra-loi@dichvucong.hanam.gov.vn',
    mailboxes: { 'H25.03': 'so-tu-phap@hanam.gov.vn' },
  },
  // Whoever tries it out does not want to wait for five minutes.
  clockMinutes: 1,
  // Whoever tries it out wants to see each message at once, at night too.
  messages: { gatherSeconds: 0 },
  partners: {
    postal: { url: `http://127.0.0.1:${basePort + 4}`, merchant: 'HANAM' },
    sms: { url: `http://127.0.0.1:${basePort + 7}` },
    push: { url: `http://127.0.0.1:${basePort + 11}` },
    vnpay: { url: `http://127.0.0.1:${basePort + 8}`, merchant: 'HANAM001' },
    dvcqg: { url: `http://127.0.0.1:${basePort + 9}`, merchant: 'H25' },
    bank: { url: `http://127.0.0.1:${basePort + 10}`, merchant: '1250000000025' },
    portal: { url: `http://127.0.0.1:${basePort + 12}`, user: 'hanam' },
  },
  feeAccount: {
    bin: '970436',
    bank: 'Vietcombank',
    holder: 'TRUNG TAM PHUC VU HANH CHINH CONG TINH HA NAM',
  },
  // The six of the province's report of October 2021.
  departments: ['H25.03', 'H25.08', 'H25.18', 'H25.07', 'H25.11', 'H25.06'].map((agency) => ({
    agency,
    awsAccount: agency.slice(-2).padStart(12, '0'),
  })),
  signers: ['H25.03'],
  documents: { draftUploadDays: 60 },
  logRetentionDays: 7,
  alarms: { email: 'truc-he-thong@hanam.gov.vn' },
  concurrency: { outbox: 10, consumers: 2 },
});
