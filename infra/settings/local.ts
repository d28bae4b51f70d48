import { caller, departments, province, region } from './province.ts';
import type { Settings } from './shape.ts';

/** One machine: the parties outside are stand-ins on the ports after `basePort`. */
export const local = (basePort: number): Settings => ({
  stage: 'local',
  region,
  account: '000000000000',
  province,
  publicUrl: `http://127.0.0.1:${basePort}`,
  identity: { issuer: `http://127.0.0.1:${basePort + 3}`, audience: 'motcua', caller },
  cors: { origins: [`http://127.0.0.1:${basePort}`, `http://localhost:${basePort}`] },
  throttling: { all: { rate: 1000, burst: 2000 }, tracking: { rate: 10, burst: 20 } },
  email: { sender: 'khong-tra-loi@dichvucong.hanam.gov.vn' },
  partners: { postal: { url: `http://127.0.0.1:${basePort + 4}` } },
  departments,
  documents: { draftUploadDays: 60 },
  logRetentionDays: 7,
  alarms: { email: 'truc-he-thong@hanam.gov.vn' },
  concurrency: { outbox: 10, consumers: 2 },
});
