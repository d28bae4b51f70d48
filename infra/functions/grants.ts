import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IConfigurationSet } from 'aws-cdk-lib/aws-ses';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Stack } from 'aws-cdk-lib/core';
import { OBJECT_PREFIX, OWN_PREFIX } from '../../shared/document/document.ts';
import { type PartnerId, partnerIds } from '../../shared/partners.ts';
import {
  type EnvironmentName,
  environmentOf,
  partnersOf,
  partnerVariable,
  type Touches,
} from '../../shared/resources.ts';
import { SEAL_PREFIX } from '../../shared/seal/seal.ts';
import { LIMIT_PREFIX } from '../../shared/table/keys.ts';
import { edgeKeyOf } from '../api/edge-stack.ts';
import type { DataStack } from '../data/data-stack.ts';
import { departmentsOf, queueUrlsIn } from '../events/departments.ts';
import type { EventsStack } from '../events/events-stack.ts';
import { partnerSecretName } from '../partner-secret.ts';
import type { Settings } from '../settings/shape.ts';

/** Everything that a contract can touch, and the role of whoever may touch what others may not. */
export type Resources = {
  readonly trustedRoles: DataStack['trustedRoles'];
  readonly table: ITable;
  readonly documents: DataStack['documents'];
  /** Encrypts table, buckets and logs. */
  readonly dataKey: IKey;
  /** By which agencies sign. */
  readonly signingKeys: readonly IKey[];
  /** What the log is sealed with, and where the seals stand. */
  readonly sealKey: IKey;
  readonly seals: DataStack['seals'];
  readonly events: ITopic;
  readonly departments: EventsStack['departments'];
  /** What the URLs of the account's queues begin with. */
  readonly queueUrls: string;
  readonly partnerSecretArn: (partner: PartnerId) => string;
  /** SES identity of the sender's domain. */
  readonly emailIdentityArn: string;
  readonly emailConfigurationSet: IConfigurationSet;
  readonly settings: Settings;
};

/** What the functions of a stack touch in the others. */
export const resourcesFor = (
  stack: Stack,
  { settings, data, events }: { settings: Settings; data: DataStack; events: EventsStack },
): Resources => ({
  trustedRoles: data.trustedRoles,
  table: data.table,
  documents: data.documents,
  dataKey: data.key,
  signingKeys: data.signingKeys,
  sealKey: data.sealKey,
  seals: data.seals,
  events: events.events,
  departments: events.departments,
  queueUrls: queueUrlsIn(stack.region, stack.account, stack.urlSuffix),
  partnerSecretArn: (partner) =>
    stack.formatArn({ service: 'ssm', resource: `parameter${partnerSecretName(settings, partner)}` }),
  emailIdentityArn: stack.formatArn({
    service: 'ses',
    resource: 'identity',
    resourceName: settings.email.sender.replace(/^.*@/, ''),
  }),
  emailConfigurationSet: events.email.configurationSet,
  settings,
});

/** The least a function may be allowed so that it can do what its contract states. */
export const statementsFor = (touches: Touches, resources: Resources): PolicyStatement[] => [
  ...tableStatements(touches, resources),
  ...documentStatements(touches, resources),
  ...sheetStatements(touches, resources),
  ...signingStatements(touches, resources),
  ...sealStatements(touches, resources),
  ...eventStatements(touches, resources),
  ...departmentStatements(touches, resources),
  ...emailStatements(touches, resources),
  ...secretStatements(touches, resources),
];

/** Use of a key through the service that holds what it encrypts, and in no other way. */
export const useOfKey = (
  { keyArn }: IKey,
  service: 'dynamodb' | 's3',
  { region }: Settings,
  ...actions: string[]
): PolicyStatement =>
  allow(actions, keyArn, { StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } });

const allow = (
  actions: readonly string[],
  resource: string,
  conditions?: Record<string, Record<string, string>>,
): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources: [resource], ...(conditions && { conditions }) });

/** A transaction needs the permissions of the operations it is made of (DynamoDB developer guide, IAM and transactions). */
const tableActions = {
  get: ['dynamodb:GetItem'],
  getMany: ['dynamodb:BatchGetItem'],
  query: ['dynamodb:Query'],
  put: ['dynamodb:PutItem'],
  delete: ['dynamodb:DeleteItem'],
  check: ['dynamodb:ConditionCheckItem'],
  add: ['dynamodb:UpdateItem'],
} as const;

/** Of the whole table: every call states the partition keys that it is about (DynamoDB guide, IAM condition keys). */
const whereLimitsStand = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': `${LIMIT_PREFIX}*` } };

function tableStatements(
  { table = [], indexes = [], limits }: Touches,
  resources: Resources,
): PolicyStatement[] {
  if (table.length + indexes.length === 0 && !limits) return [];
  const { table: dossiers, dataKey, settings } = resources;
  const actions = table.flatMap((access) => tableActions[access]);
  return [
    ...(actions.length > 0 ? [allow(actions, dossiers.tableArn)] : []),
    ...(limits ? [allow(['dynamodb:UpdateItem'], dossiers.tableArn, whereLimitsStand)] : []),
    ...indexes.map((index) => allow(['dynamodb:Query'], `${dossiers.tableArn}/index/${index}`)),
    // To read or to write, DynamoDB decrypts the key of the table (developer guide, encryption at rest).
    useOfKey(dataKey, 'dynamodb', settings, 'kms:Decrypt'),
  ];
}

/** Versions are named everywhere, so that what was examined is what is opened and kept. Tags are not encrypted. */
const documentActions = {
  // A presigned POST that tags its object is checked for both.
  upload: { s3: ['s3:PutObject', 's3:PutObjectTagging'], kms: ['kms:GenerateDataKey'] },
  scan: { s3: ['s3:GetObjectTagging'], kms: [] },
  // The scan itself works in the role of the bucket's plan.
  rescan: { s3: [], kms: [] },
  read: { s3: ['s3:GetObjectVersion'], kms: ['kms:Decrypt'] },
  open: { s3: ['s3:GetObjectVersion'], kms: ['kms:Decrypt'] },
  // Tags are only written all at once, so they must be read before.
  tag: { s3: ['s3:GetObjectVersionTagging', 's3:PutObjectVersionTagging'], kms: [] },
  destroy: { s3: ['s3:DeleteObjectVersion'], kms: [] },
} as const;

function documentStatements({ documents = [] }: Touches, resources: Resources): PolicyStatement[] {
  const { documents: bucket, dataKey, settings } = resources;
  const onObjects = documents.flatMap((access) => documentActions[access].s3);
  const onKey = documents.flatMap((access) => documentActions[access].kms);
  return [
    ...(onObjects.length > 0 ? [allow(onObjects, `${bucket.arn}/${OBJECT_PREFIX}*`)] : []),
    // Without it S3 answers 403 to who asks for an object that is not there.
    ...(documents.includes('scan') ? [allow(['s3:ListBucket'], bucket.arn)] : []),
    ...(documents.includes('destroy')
      ? [
          allow(documentActions.destroy.s3, `${bucket.arn}/${OWN_PREFIX}*`),
          allow(['s3:ListBucketVersions'], bucket.arn),
        ]
      : []),
    // The action knows no resources (service authorization reference); GuardDuty scans only buckets that have a plan.
    ...(documents.includes('rescan') ? [allow(['guardduty:SendObjectMalwareScan'], '*')] : []),
    ...(onKey.length > 0 ? [useOfKey(dataKey, 's3', settings, ...onKey)] : []),
  ];
}

const sheetActions = {
  keep: { s3: 's3:PutObject', kms: 'kms:GenerateDataKey' },
  open: { s3: 's3:GetObjectVersion', kms: 'kms:Decrypt' },
} as const;

function sheetStatements({ sheets = [] }: Touches, resources: Resources): PolicyStatement[] {
  if (sheets.length === 0) return [];
  const { documents: bucket, dataKey, settings } = resources;
  const actions = sheets.map((access) => sheetActions[access]);
  return [
    allow(
      actions.map(({ s3 }) => s3),
      `${bucket.arn}/${OWN_PREFIX}*`,
    ),
    useOfKey(dataKey, 's3', settings, ...actions.map(({ kms }) => kms)),
  ];
}

/** A signature is asked of the key itself, by no service in between. */
const signingStatements = ({ signing }: Touches, { signingKeys }: Resources): PolicyStatement[] =>
  signing ? signingKeys.map(({ keyArn }) => allow(['kms:Sign'], keyArn)) : [];

const sealStatements = (
  { seals: touched }: Touches,
  { seals, sealKey, dataKey, settings }: Resources,
): PolicyStatement[] =>
  touched
    ? [
        allow(['s3:GetObject', 's3:PutObject'], `${seals.arn}/${SEAL_PREFIX}*`),
        // Without it S3 answers 403 to who asks for a seal that is not there.
        allow(['s3:ListBucket'], seals.arn),
        useOfKey(dataKey, 's3', settings, 'kms:Decrypt', 'kms:GenerateDataKey'),
        allow(['kms:Sign'], sealKey.keyArn),
      ]
    : [];

const eventStatements = ({ events: touched }: Touches, { events }: Resources): PolicyStatement[] =>
  touched ? [allow(['sns:Publish'], events.topicArn)] : [];

function departmentStatements(
  { departments: touched }: Touches,
  { departments }: Resources,
): PolicyStatement[] {
  if (departments.length === 0 || !touched || touched === 'know') return [];
  const queues = departments.flatMap(({ queue, deadLetters }) =>
    touched === 'send' ? [queue] : [queue, deadLetters],
  );
  return [
    new PolicyStatement({
      actions: [touched === 'send' ? 'sqs:SendMessage' : 'sqs:GetQueueAttributes'],
      resources: queues.map(({ queueArn }) => queueArn),
    }),
  ];
}

/** SES asks for the configuration set beside the identity (service authorization reference, SES v2 `SendEmail`). */
function emailStatements({ email }: Touches, resources: Resources): PolicyStatement[] {
  if (!email) return [];
  const { emailIdentityArn, emailConfigurationSet, settings } = resources;
  const { configurationSetName } = emailConfigurationSet;
  const configurationSetArn = Stack.of(emailConfigurationSet).formatArn({
    service: 'ses',
    resource: 'configuration-set',
    resourceName: configurationSetName,
  });
  const condition = { StringEquals: { 'ses:FromAddress': settings.email.sender } };
  return [emailIdentityArn, configurationSetArn].map((arn) => allow(['ses:SendEmail'], arn, condition));
}

/**
 * Whoever may read such a parameter may decrypt it: the policy of `alias/aws/ssm` lets all of the account do so through
 * Systems Manager (its user guide, restricting decryption of SecureString parameter values). So these ARNs are the fence.
 */
const secretStatements = (touches: Touches, { partnerSecretArn }: Resources): PolicyStatement[] =>
  partnersOf(touches).map((partner) => allow(['ssm:GetParameter'], partnerSecretArn(partner)));

/** The environment that a function finds what it touches in. */
export function environmentFor(
  touches: Touches,
  always: readonly EnvironmentName[],
  resources: Resources,
): Record<string, string> {
  const { table, documents, seals, sealKey, events, queueUrls, emailConfigurationSet, settings } = resources;
  const values: Partial<Record<EnvironmentName, string>> = {
    TABLE_NAME: table.tableName,
    DOCUMENTS_BUCKET: documents.name,
    SEALS_BUCKET: seals.name,
    SEAL_KEY: sealKey.keyArn,
    EVENTS_TOPIC_ARN: events.topicArn,
    DEPARTMENTS: JSON.stringify(departmentsOf(settings, queueUrls)),
    EMAIL_SENDER: settings.email.sender,
    EMAIL_CONFIGURATION_SET: emailConfigurationSet.configurationSetName,
    AGENCY_MAILBOXES: JSON.stringify(settings.email.mailboxes),
    FEE_ACCOUNT: JSON.stringify({ ...settings.feeAccount, number: settings.partners.bank?.merchant }),
    MESSAGE_TIMING: JSON.stringify(settings.messages),
    ...Object.fromEntries(
      partnerIds.flatMap((partner) => [
        [partnerVariable(partner, 'URL'), settings.partners[partner]?.url],
        [partnerVariable(partner, 'MERCHANT'), settings.partners[partner]?.merchant],
        [partnerVariable(partner, 'USER'), settings.partners[partner]?.user],
        [partnerVariable(partner, 'SECRET_NAME'), partnerSecretName(settings, partner)],
      ]),
    ),
    IDENTITY: JSON.stringify(settings.identity.caller),
    EDGE_KEY: edgeKeyOf(settings),
    LIMITS: JSON.stringify(settings.limits),
    PUBLIC_URL: settings.publicUrl,
    STAGE: settings.stage,
  };
  const names = new Set([...always, ...environmentOf(touches)]);
  return Object.fromEntries([...names].map((name) => [name, values[name] ?? '']));
}
