import { caller, limits, province, region } from './province.ts';
import type { StageSettings } from './shape.ts';

/** The province's rehearsal: against the test systems of its partners. */
export const staging: StageSettings = {
  stage: 'staging',
  region,
  live: false,
  province,
  domain: { name: 'api-thunghiem.dichvucong.hanam.gov.vn' },
  identity: { issuer: 'https://sso-thunghiem.dichvucong.hanam.gov.vn', audience: 'motcua', caller },
  cors: { origins: ['https://thunghiem.dichvucong.hanam.gov.vn', 'http://localhost:5173'] },
  throttling: { all: { rate: 100, burst: 200 }, tracking: { rate: 5, burst: 10 } },
  limits,
  tableUnits: { read: 200, write: 200 },
  email: { sender: 'khong-tra-loi@thunghiem.dichvucong.hanam.gov.vn' },
  messages: { quiet: { from: '21:00', until: '07:00' }, gatherSeconds: 10 },
  partners: {
    postal: { url: 'https://api-thunghiem.buuchinhcongich.vn/hanam', merchant: 'HANAM' },
    sms: { url: 'https://api-thunghiem.tinnhanthuonghieu.vn/hanam' },
    push: { url: 'https://api-thunghiem.ungdungnhantin.vn/hanam' },
    vnpay: { url: 'https://sandbox.vnpayment.vn', merchant: 'HANAM001' },
    dvcqg: { url: 'https://thanhtoan-thunghiem.dichvucong.gov.vn', merchant: 'H25' },
    bank: { url: 'https://api-thunghiem.nganhang.vn/hanam', merchant: '1250000000025' },
    portal: { url: 'https://tichhop-thunghiem.dichvucong.gov.vn', user: 'hanam' },
  },
  feeAccount: {
    bin: '970436',
    bank: 'Vietcombank',
    holder: 'TRUNG TAM PHUC VU HANH CHINH CONG TINH HA NAM',
  },
  departments: [],
  signers: ['H25.03'],
  documents: { draftUploadDays: 60 },
  logRetentionDays: 30,
  alarms: { email: 'truc-he-thong-thunghiem@hanam.gov.vn' },
  budgetUsd: 30,
  concurrency: { outbox: 2, consumers: 2 },
};
