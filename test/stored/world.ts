import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { GetObjectTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { BankStandIn } from '../../infra/partners/bank.ts';
import { type PhoneStandIn, startPhones } from '../../infra/partners/phones.ts';
import { type PortalStandIn, startPortal } from '../../infra/partners/portal.ts';
import { type PostalStandIn, startPostal } from '../../infra/partners/postal.ts';
import { serveRoutes } from '../../infra/partners/server.ts';
import { startVnpay } from '../../infra/partners/vnpay.ts';
import { FIRST_VERSION } from '../../shared/deadline/calendar.ts';
import type { ScanResult } from '../../shared/document/examination.ts';
import type { Procedure } from '../../shared/procedure/procedure.ts';
import { CATALOGUE_PK, calendarVersionKey, calendarYearsKey } from '../../shared/table/keys.ts';
import type { Item } from '../../shared/table/transaction.ts';
import { departments } from '../support/departments.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { partnerSecret } from './calls.ts';

/** E-mail as it leaves, and the papers: a test says what SES and S3 answer. */
export const mail = mockClient(SESv2Client);
export const bucket = mockClient(S3Client);
const secrets = mockClient(SSMClient);
// What departments' queues take.
mockClient(SQSClient).on(SendMessageCommand).resolves({});
// Takes every request for a scan.
mockClient(GuardDutyClient);

/** What the scan of every paper comes to. */
export function scanned(result: ScanResult): void {
  const TagSet = [{ Key: 'GuardDutyMalwareScanStatus', Value: result }];
  bucket.on(GetObjectTaggingCommand).resolves({ TagSet, VersionId: 'version-1' });
}

const firstCalendar = [calendarVersionKey(FIRST_VERSION), calendarYearsKey(FIRST_VERSION)].map(
  ({ SK }) => SK,
);

/** The catalogue, and the calendar as it begins: each version imports them anew. */
const isImported = ({ PK, SK }: Item): boolean => PK === CATALOGUE_PK || firstCalendar.includes(String(SK));

/** What a dossier lives in: a table of its own with some procedures, and the partners. */
export type World = {
  readonly table: TestTable;
  readonly postal: PostalStandIn;
  readonly sms: PhoneStandIn;
  readonly vnpay: BankStandIn;
  readonly portal: PortalStandIn;
  /** All that is stored, but for what is imported. */
  readonly items: () => Promise<readonly Item[]>;
  readonly stop: () => Promise<void>;
};

/** One for all worlds: the client that signs uploads is made once. */
let storagePort = 0;

export async function startWorld(procedures: readonly Procedure[]): Promise<World> {
  const table = await startApi(procedures);
  // The tests bring the reports themselves: what a partner would send goes nowhere.
  const customer = { callbackUrl: 'http://127.0.0.1:9', secret: partnerSecret };
  const postal = await startPostal({ port: 0, ...customer });
  const sms = await startPhones({ channel: 'sms', port: 0, ...customer });
  const vnpay = await startVnpay(0, { ...customer, merchant: 'HANAM001', send: async () => {} });
  const portal = await startPortal({ port: 0, user: 'hanam', secret: partnerSecret });
  // Where what is fetched from the portal is uploaded to: what was uploaded, tests say themselves.
  const storage = await serveRoutes(storagePort, { 'POST /*': () => new Response(null, { status: 201 }) });
  storagePort = Number(new URL(storage.url).port);
  secrets.on(GetParameterCommand).resolves({ Parameter: { Value: partnerSecret } });
  Object.assign(process.env, {
    EMAIL_SENDER: 'motcua@hanam.gov.vn',
    EMAIL_CONFIGURATION_SET: 'motcua-email',
    AGENCY_MAILBOXES: JSON.stringify({ 'H25.03': 'so-tu-phap@hanam.gov.vn' }),
    DEPARTMENTS: departments('H25.03'),
    MESSAGE_TIMING: '{"gatherSeconds":0}',
    EVENTS_TOPIC_ARN: 'arn:aws:sns:ap-southeast-1:000000000000:events.fifo',
    AWS_ENDPOINT_URL_S3: storage.url,
    PARTNER_POSTAL_URL: postal.url,
    PARTNER_POSTAL_SECRET_NAME: '/motcua/test/partners/postal',
    PARTNER_SMS_URL: sms.url,
    PARTNER_SMS_SECRET_NAME: '/motcua/test/partners/sms',
    PARTNER_VNPAY_URL: vnpay.url,
    PARTNER_VNPAY_MERCHANT: 'HANAM001',
    PARTNER_VNPAY_SECRET_NAME: '/motcua/test/partners/vnpay',
    PARTNER_PORTAL_URL: portal.url,
    PARTNER_PORTAL_USER: 'hanam',
    PARTNER_PORTAL_SECRET_NAME: '/motcua/test/partners/portal',
  });
  return {
    table,
    postal,
    sms,
    vnpay,
    portal,
    items: async () => {
      const scan = new ScanCommand({ TableName: table.tableName, ConsistentRead: true });
      const { Items = [] } = await table.client.send(scan);
      const place = ({ PK, SK }: Item) => `${PK} ${SK}`;
      return Items.filter((item) => !isImported(item)).sort((one, other) =>
        place(one) < place(other) ? -1 : 1,
      );
    },
    stop: async () => {
      await postal.stop();
      await sms.stop();
      await vnpay.stop();
      await portal.stop();
      await storage.close();
      await table.stop();
    },
  };
}
