import { caller, limits, province, region } from './province.ts';
import type { StageSettings } from './shape.ts';

/** The province. */
export const production: StageSettings = {
  stage: 'production',
  region,
  live: false,
  province,
  domain: { name: 'api.dichvucong.hanam.gov.vn' },
  identity: { issuer: 'https://sso.dichvucong.hanam.gov.vn', audience: 'motcua', caller },
  cors: { origins: ['https://dichvucong.hanam.gov.vn'] },
  throttling: { all: { rate: 1000, burst: 2000 }, tracking: { rate: 20, burst: 40 } },
  limits,
  tableUnits: { read: 2000, write: 2000 },
  email: { sender: 'khong-tra-loi@dichvucong.hanam.gov.vn' },
  messages: { quiet: { from: '21:00', until: '07:00' }, gatherSeconds: 60 },
  partners: {
    postal: { url: 'https://api.buuchinhcongich.vn/hanam', merchant: 'HANAM' },
    sms: { url: 'https://api.tinnhanthuonghieu.vn/hanam' },
    push: { url: 'https://api.ungdungnhantin.vn/hanam' },
    vnpay: { url: 'https://pay.vnpay.vn', merchant: 'HANAM001' },
    dvcqg: { url: 'https://thanhtoan.dichvucong.gov.vn', merchant: 'H25' },
    bank: { url: 'https://api.nganhang.vn/hanam', merchant: '1250000000025' },
    portal: { url: 'https://tichhop.dichvucong.gov.vn', user: 'hanam' },
  },
  feeAccount: {
    bin: '970436',
    bank: 'Vietcombank',
    holder: 'TRUNG TAM PHUC VU HANH CHINH CONG TINH HA NAM',
  },
  departments: [],
  signers: ['H25.03'],
  documents: { draftUploadDays: 60 },
  logRetentionDays: 365,
  alarms: { email: 'truc-he-thong@hanam.gov.vn' },
  budgetUsd: 120,
  concurrency: { outbox: 10, consumers: 50 },
};
