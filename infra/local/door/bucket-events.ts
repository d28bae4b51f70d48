import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Assembly, Resource } from '../assembly.ts';
import type { Authorize, Need, Place } from './authorize.ts';
import type { Faults } from './faults.ts';
import { type Finding, findMalware } from './malware.ts';
import type { Objects, Stored } from './objects.ts';
import { policiesOfRole } from './policies.ts';
import { type ObjectAddress, objectArn } from './s3.ts';

/** An event of EventBridge's default bus. */
export type BusEvent = {
  readonly version: '0';
  readonly id: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly account: string;
  readonly region: string;
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
};

type StoredObject = Stored & {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly reason: 'PutObject' | 'POST Object';
};

/** An object as a scan knows it. */
type Scanned = Pick<StoredObject, 'bucket' | 'key' | 'eTag' | 'versionId'>;

/** What happens once an object is stored: the bucket tells EventBridge, and GuardDuty scans. */
export type BucketEvents = {
  stored(object: StoredObject): void;
  /** Scans an object on demand. @returns false where there is no such object, or no plan for its bucket */
  scan(address: ObjectAddress): Promise<boolean>;
  /** Waits for the scans that run. */
  close(): Promise<void>;
};

const notifyingBucket = z.object({
  NotificationConfiguration: z
    .object({
      EventBridgeConfiguration: z.object({ EventBridgeEnabled: z.boolean().default(true) }).optional(),
    })
    .default({}),
});

const planSchema = z.object({
  Role: z.string(),
  ProtectedResource: z.object({
    S3Bucket: z.object({ BucketName: z.string(), ObjectPrefixes: z.array(z.string()).default(['']) }),
  }),
  Actions: z.object({ Tagging: z.object({ Status: z.string() }).optional() }).default({}),
});

const scanTag = 'GuardDutyMalwareScanStatus';

/** A scan takes seconds on AWS; long enough here that nobody can lean on its being done at once. */
const scanDelayMs = 100;

type Plan = {
  readonly arn: string;
  readonly role: string;
  readonly bucket: string;
  readonly prefixes: readonly string[];
  readonly tags: boolean;
};

const planOf = ({ arn, properties }: Resource): Plan => {
  const { Role, ProtectedResource, Actions } = planSchema.parse(properties);
  const { BucketName, ObjectPrefixes } = ProtectedResource.S3Bucket;
  return {
    arn,
    role: Role,
    bucket: BucketName,
    prefixes: ObjectPrefixes,
    tags: Actions.Tagging?.Status === 'ENABLED',
  };
};

type ScanResult = Finding | { readonly status: 'ACCESS_DENIED' } | { readonly status: 'FAILED' };

const scanStatusOf: Record<ScanResult['status'], string> = {
  NO_THREATS_FOUND: 'COMPLETED',
  THREATS_FOUND: 'COMPLETED',
  UNSUPPORTED: 'SKIPPED',
  ACCESS_DENIED: 'SKIPPED',
  FAILED: 'FAILED',
};

const objectDetails = ({ bucket, key, eTag, versionId }: Scanned): BusEvent['detail'] => ({
  bucketName: bucket,
  objectKey: key,
  eTag: eTag.replaceAll('"', ''),
  ...(versionId !== undefined && { versionId }),
  s3Throttled: false,
});

export type BucketEventOptions = {
  readonly assembly: Assembly;
  readonly place: Place;
  readonly objects: Objects;
  readonly authorize: Authorize;
  /** A scan fails when its reading of the object is struck by an error. */
  readonly faults: Faults;
  readonly putEvent: (event: BusEvent) => void;
  readonly now: () => Date;
};

/** The stand-in for S3's events and for GuardDuty Malware Protection for S3 (GuardDuty User Guide). */
export function bucketEvents({
  assembly,
  place,
  objects,
  authorize,
  faults,
  putEvent,
  now,
}: BucketEventOptions): BucketEvents {
  const notifying = new Set(
    assembly
      .ofType('AWS::S3::Bucket')
      .filter(({ properties }) => {
        const { EventBridgeConfiguration } = notifyingBucket.parse(properties).NotificationConfiguration;
        return EventBridgeConfiguration?.EventBridgeEnabled === true;
      })
      .map(({ name }) => name),
  );
  const plans = assembly.ofType('AWS::GuardDuty::MalwareProtectionPlan').map(planOf);
  const roles = new Map(
    plans.map(({ role }) => [
      role,
      { arn: role, accountId: place.accountId, policies: policiesOfRole(assembly, role) },
    ]),
  );
  const running = new Set<Promise<void>>();

  const emit = (source: string, detailType: string, resource: string, detail: BusEvent['detail']): void =>
    putEvent({
      version: '0',
      id: randomUUID(),
      source,
      'detail-type': detailType,
      account: place.accountId,
      region: place.region,
      time: now()
        .toISOString()
        .replace(/\.\d+Z$/, 'Z'),
      resources: [resource],
      detail,
    });

  const tellCreated = ({ bucket, key, size, eTag, versionId, reason }: StoredObject): void =>
    emit('aws.s3', 'Object Created', `arn:aws:s3:::${bucket}`, {
      version: '0',
      bucket: { name: bucket },
      object: {
        key,
        size,
        etag: eTag.replaceAll('"', ''),
        ...(versionId !== undefined && { 'version-id': versionId }),
        sequencer: now().getTime().toString(16).toUpperCase(),
      },
      'request-id': randomUUID(),
      requester: place.accountId,
      'source-ip-address': '127.0.0.1',
      reason,
    });

  const may = async (plan: Plan, needs: readonly Need[]): Promise<boolean> => {
    const role = roles.get(plan.role);
    if (!role) return false;
    const decisions = await Promise.all(needs.map((need) => authorize(role, need)));
    return decisions.every(({ allowed }) => allowed);
  };

  const fails = (plan: Plan, reading: Need): boolean =>
    faults
      .strike(
        { name: plan.role, arn: plan.role },
        { service: 's3', operation: 's3:GetObject', needs: [reading], input: undefined },
      )
      .some(({ kind }) => kind === 'error');

  const tellScanned = (plan: Plan, object: Scanned, result: ScanResult): void =>
    emit('aws.guardduty', 'GuardDuty Malware Protection Object Scan Result', plan.arn, {
      schemaVersion: '1.0',
      scanStatus: scanStatusOf[result.status],
      resourceType: 'S3_OBJECT',
      s3ObjectDetails: objectDetails(object),
      scanResultDetails: {
        scanResultStatus: result.status,
        threats: result.status === 'THREATS_FOUND' ? result.threats : null,
      },
    });

  const found = async (plan: Plan, reading: Need, bytes: Buffer): Promise<ScanResult> => {
    if (!(await may(plan, [reading]))) return { status: 'ACCESS_DENIED' };
    return fails(plan, reading) ? { status: 'FAILED' } : findMalware(bytes);
  };

  const scan = async (plan: Plan, object: Scanned): Promise<void> => {
    const { bucket, key, versionId } = object;
    await sleep(scanDelayMs);
    const address = { bucket, key, versionId };
    const version = versionId ?? 'null';
    const resource = objectArn(bucket, key);
    const named = versionId === undefined ? '' : 'Version';
    const read = await objects.read(address, { method: 'GET', query: '', headers: {} });
    if (read.status === 404) return;
    const finding = await found(plan, { action: `s3:GetObject${named}`, resource }, Buffer.from(read.body));
    const tags = { ...(await objects.tagsOf(address, version)), [scanTag]: finding.status };
    const canTag =
      plan.tags &&
      (await may(plan, [
        { action: `s3:GetObject${named}Tagging`, resource },
        {
          action: `s3:PutObject${named}Tagging`,
          resource,
          context: { 's3:RequestObjectTagKeys': Object.keys(tags) },
        },
      ]));
    if (canTag) await objects.setTags(address, version, tags);
    tellScanned(plan, object, finding);
    if (plan.tags && !canTag) {
      emit('aws.guardduty', 'GuardDuty Malware Protection Post Scan Action Failed', plan.arn, {
        schemaVersion: '1.0',
        eventTime: now().toISOString(),
        s3ObjectDetails: objectDetails(object),
        postScanActions: [{ actionType: 'TAGGING', status: 'FAILED', failureReason: 'ACCESS_DENIED' }],
      });
    }
  };

  const begin = (plan: Plan, object: Scanned): void => {
    const scanning = scan(plan, object)
      .catch(() => tellScanned(plan, object, { status: 'FAILED' }))
      .finally(() => running.delete(scanning));
    running.add(scanning);
  };

  return {
    scan: async (address) => {
      const plan = plans.find(({ bucket }) => bucket === address.bucket);
      const { status, headers } = await objects.read(address, { method: 'HEAD', query: '', headers: {} });
      if (!plan || status === 404) return false;
      const version = headers['x-amz-version-id'];
      begin(plan, {
        ...address,
        eTag: String(headers.etag),
        versionId: version === undefined ? undefined : String(version),
      });
      return true;
    },
    stored: (object) => {
      if (notifying.has(object.bucket)) tellCreated(object);
      for (const plan of plans) {
        if (plan.bucket !== object.bucket || !plan.prefixes.some((prefix) => object.key.startsWith(prefix)))
          continue;
        begin(plan, object);
      }
    },
    close: async () => {
      await Promise.allSettled(running);
    },
  };
}
