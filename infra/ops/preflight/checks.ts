import type { Settings } from '../../settings/shape.ts';
import { account } from './account.ts';
import { bootstrap } from './bootstrap.ts';
import type { Check } from './check.ts';
import { concurrency } from './concurrency.ts';
import { departments } from './departments.ts';
import { certificate, zone } from './domain.ts';
import { edgeKey } from './edge.ts';
import { sandbox, sender } from './email.ts';
import { issuer } from './issuer.ts';
import { malware } from './malware.ts';
import { partnerSecrets } from './partner-secrets.ts';

/** What must be there before a deploy, by the setting that needs it; those of an empty list need nothing. */
const checksOf = {
  stage: [],
  account: [account],
  region: [bootstrap],
  live: [],
  province: [],
  domain: [zone, certificate],
  edge: [edgeKey],
  publicUrl: [],
  identity: [issuer],
  cors: [],
  throttling: [],
  limits: [],
  tableUnits: [],
  email: [sandbox, sender],
  clockMinutes: [],
  messages: [],
  partners: partnerSecrets,
  feeAccount: [],
  departments: [departments],
  signers: [],
  documents: [malware],
  logRetentionDays: [],
  alarms: [],
  budgetUsd: [],
  concurrency: [concurrency],
} as const satisfies Record<keyof Settings, readonly Check[]>;

export const checks: readonly Check[] = Object.values(checksOf).flat();
