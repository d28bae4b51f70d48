import { caller, region } from '../../infra/settings/province.ts';
import { partnerIds } from '../../shared/partners.ts';
import { partnerVariable } from '../../shared/resources.ts';
import { boundless } from '../support/boundless.ts';
import { departments } from '../support/departments.ts';
import { feeAccount } from '../support/fee-account.ts';

/** The key shared with each partner. */
export const PARTNER_SECRET = 'khóa chung';

/** What a function is given, with AWS at this address. */
export const functionEnvironment = (endpoint: string): Readonly<Record<string, string>> => ({
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL: endpoint,
  TABLE_NAME: 'bench',
  DOCUMENTS_BUCKET: 'documents',
  PUBLIC_URL: 'https://api.bench.example',
  IDENTITY: JSON.stringify(caller),
  // The one caller of a measurement calls in a second what others do in a month.
  LIMITS: JSON.stringify(boundless),
  FEE_ACCOUNT: feeAccount,
  DEPARTMENTS: departments('H25.03'),
  EMAIL_SENDER: 'mot-cua@bench.example',
  EMAIL_CONFIGURATION_SET: 'bench',
  AGENCY_MAILBOXES: '{}',
  MESSAGE_TIMING: '{"gatherSeconds":0}',
  ...Object.fromEntries(
    partnerIds.flatMap((partner) => [
      [partnerVariable(partner, 'SECRET_NAME'), 'bench'],
      [partnerVariable(partner, 'URL'), 'https://partner.bench.example'],
      [partnerVariable(partner, 'MERCHANT'), 'BENCH'],
      [partnerVariable(partner, 'USER'), 'bench'],
    ]),
  ),
});
