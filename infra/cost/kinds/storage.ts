import * as z from 'zod';
import { type Costs, callsOf, GIB, NotPriced, type Setting, sumOf } from '../kind.ts';
import { type Line, line } from '../line.ts';
import { youngerThan } from '../load.ts';
import type { Resource } from '../stage.ts';
import { keyRequests } from './keys.ts';

const Table = z.object({
  BillingMode: z.literal('PAY_PER_REQUEST'),
  TableClass: z.enum(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']).default('STANDARD'),
  GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string() })).default([]),
  PointInTimeRecoverySpecification: z
    .object({ PointInTimeRecoveryEnabled: z.boolean() })
    .default({ PointInTimeRecoveryEnabled: false }),
  ContributorInsightsSpecification: z.object({ Enabled: z.literal(false) }).optional(),
});

const tablePrices = {
  STANDARD: { write: 'dynamodb.write', read: 'dynamodb.read', kept: 'dynamodb.keptGbMonth' },
  STANDARD_INFREQUENT_ACCESS: {
    write: 'dynamodb.iaWrite',
    read: 'dynamodb.iaRead',
    kept: 'dynamodb.iaKeptGbMonth',
  },
} as const;

export const tableCosts: Costs = (resource, { usage, load }) => {
  const table = Table.safeParse(resource.properties);
  if (!table.success) throw new NotPriced(resource, z.prettifyError(table.error));
  const { TableClass, GlobalSecondaryIndexes, PointInTimeRecoverySpecification } = table.data;
  const { write, read, kept } = tablePrices[TableClass];
  const { table: itself, indexes } = usage.storedBytes;
  const indexed = GlobalSecondaryIndexes.reduce((sum, { IndexName }) => {
    const bytes = indexes[IndexName];
    if (bytes === undefined) throw new NotPriced(resource, `nobody has measured its index ${IndexName}`);
    return sum + bytes;
  }, 0);
  const recoverable = PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled ? itself : 0;
  return [
    line('table writes', sumOf(usage, ({ writeUnits }) => writeUnits) * load.filed, write),
    line('table reads', sumOf(usage, ({ readUnits }) => readUnits) * load.filed, read),
    line('table kept', ((itself + indexed) * load.kept) / GIB, kept),
    line('table recoverable', (recoverable * load.kept) / GIB, 'dynamodb.recoveryGbMonth'),
  ];
};

const Lifecycle = z.object({
  Rules: z.array(
    z.object({
      Status: z.literal('Enabled'),
      TagFilters: z.array(z.unknown()).default([]),
      ExpirationInDays: z.number().optional(),
      Transitions: z
        .array(z.object({ StorageClass: z.literal('GLACIER_IR'), TransitionInDays: z.number() }))
        .max(1)
        .default([]),
    }),
  ),
});

const Bucket = z.object({
  LifecycleConfiguration: Lifecycle.default({ Rules: [] }),
  LoggingConfiguration: z.unknown().optional(),
  ObjectLockEnabled: z.boolean().default(false),
  BucketEncryption: z.object({
    ServerSideEncryptionConfiguration: z.array(z.object({ BucketKeyEnabled: z.boolean().default(false) })),
  }),
  NotificationConfiguration: z
    .object({ EventBridgeConfiguration: z.object({ EventBridgeEnabled: z.boolean() }) })
    .default({ EventBridgeConfiguration: { EventBridgeEnabled: false } }),
});

/** A line of S3's own access log. */
const ACCESS_BYTES = 600;

/** What an object in the archive is counted as at least; it has to stay 90 days, and papers stay for years (S3 pricing). */
const ARCHIVED_BYTES = 128 * 1024;

/** Of the papers in the archive, how many are opened again in a month: one in a hundred a year. */
const OPENED_AGAIN = 0.01 / 12;

/** The verdict of the scan, by which the bucket opens a paper. */
const TAGS_PER_PAPER = 1;

/** With a bucket key S3 asks KMS for one in a hundred of its requests (S3 user guide, bucket keys). */
const ASKED_WITH_BUCKET_KEY = 0.01;

/** Requests to the bucket of papers for one dossier. GuardDuty reads and tags each file besides. */
const requestsOf = ({ usage }: Setting) => ({
  puts: callsOf(usage, 's3:PostObject'),
  tagged: callsOf(usage, 's3:PutObjectTagging') + usage.papers.files,
  reads: callsOf(usage, 's3:GetObject') + usage.papers.files,
  tagReads: callsOf(usage, 's3:GetObjectTagging') + usage.papers.files,
});

function papersLines({ properties }: Resource, setting: Setting): readonly Line[] {
  const { usage, load } = setting;
  const bucket = Bucket.parse(properties);
  const { files, bytes } = usage.papers;
  const { puts, tagged, reads, tagReads } = requestsOf(setting);
  const transition = bucket.LifecycleConfiguration.Rules.filter(
    ({ TagFilters }) => TagFilters.length === 0,
  ).flatMap(({ Transitions }) => Transitions)[0];
  const young = transition ? youngerThan(transition.TransitionInDays, load) : load.kept;
  const archived = load.kept - young;
  const archivedBytes = Math.max(bytes, files * ARCHIVED_BYTES);
  const moved = transition && archived > 0 ? load.filed : 0;
  const openedAgain = archived * OPENED_AGAIN;
  const opened = usage.perDossier['open-document']?.calls['s3:GetObject'] ?? 0;
  const events = bucket.NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled
    ? (puts + tagged) * load.filed + files * moved
    : 0;
  const [encryption] = bucket.BucketEncryption.ServerSideEncryptionConfiguration;
  const asked = encryption?.BucketKeyEnabled ? ASKED_WITH_BUCKET_KEY : 1;
  return [
    line('papers kept', (bytes * young) / GIB, 's3.standardGbMonth'),
    line('papers in the archive', (archivedBytes * archived) / GIB, 's3.archiveGbMonth'),
    line('papers put into the archive', files * moved, 's3.toArchive'),
    line('papers opened from the archive', files * openedAgain, 's3.archiveGet'),
    line('papers opened from the archive', (bytes * openedAgain) / GIB, 's3.retrievedGb'),
    line('tags of papers', TAGS_PER_PAPER * files * load.kept, 's3.tagMonth'),
    line('requests to S3', (puts + tagged) * load.filed, 's3.put'),
    line('requests to S3', (reads + tagReads) * load.filed, 's3.get'),
    line('events of S3', events, 'events.event'),
    line(
      'data to the internet',
      ((bytes / files) * opened * load.filed + bytes * openedAgain) / GIB,
      'transfer.outGb',
    ),
    keyRequests(asked * (puts + reads) * load.filed, 1),
  ];
}

/** The log of requests to the papers. */
function logLinesOf({ properties }: Resource, setting: Setting): readonly Line[] {
  const { load } = setting;
  const { Rules } = Bucket.parse(properties).LifecycleConfiguration;
  const days = Rules.flatMap(({ ExpirationInDays = [] }) => ExpirationInDays)[0] ?? Number.POSITIVE_INFINITY;
  const requests = Object.values(requestsOf(setting)).reduce((sum, many) => sum + many, 0);
  return [
    line('logs of S3', (ACCESS_BYTES * requests * youngerThan(days, load)) / GIB, 's3.standardGbMonth'),
  ];
}

/** A dossier changes on so many days, each of which seals its newest entry in a line of so many bytes. */
const SEALED = { days: 6, bytes: 90 };

/** Agencies whose heads are put each day, and the seal over them. */
const SEALS_A_MONTH = 30 * 26;

/** The seals over the log of changes. */
const sealLines = ({ load }: Setting): readonly Line[] => [
  line('seals kept', (SEALED.days * SEALED.bytes * load.kept) / GIB, 's3.standardGbMonth'),
  line('requests to S3', SEALS_A_MONTH, 's3.put'),
  keyRequests(ASKED_WITH_BUCKET_KEY * SEALS_A_MONTH, 1),
];

export const bucketCosts: Costs = (resource, setting) => {
  const bucket = Bucket.safeParse(resource.properties);
  if (!bucket.success) throw new NotPriced(resource, z.prettifyError(bucket.error));
  if (bucket.data.ObjectLockEnabled) return sealLines(setting);
  return bucket.data.LoggingConfiguration === undefined
    ? logLinesOf(resource, setting)
    : papersLines(resource, setting);
};

export const malwarePlanCosts: Costs = (_, { usage, load }) => [
  line('malware scans', usage.papers.files * load.filed, 'guardduty.scannedObject'),
  line('malware scans', (usage.papers.bytes * load.filed) / GIB, 'guardduty.scannedGb'),
];
