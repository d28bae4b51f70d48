import { setTimeout as sleep } from 'node:timers/promises';
import type { Assembly, Resource } from '../assembly.ts';
import { type BusEvent, busEvent } from '../bus-event.ts';
import type { Authorize, Need } from '../iam/authorize.ts';
import { policiesOfRole } from '../iam/policies.ts';
import type { Faults } from './faults.ts';
import type { ObjectAddress, Objects, Version } from './objects.ts';
import { objectArn } from './services/s3.ts';
import { requestTags } from './tags.ts';

/**
 * The EICAR test file, which every scanner reports and which harms nothing (eicar.org). Written in two pieces, so
 * that no scanner reports this file.
 */
export const eicar = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);

const SCAN_TAG = 'GuardDutyMalwareScanStatus';

/** A scan takes seconds on AWS; long enough here that nobody can lean on its being done at once. */
const SCAN_MS = 100;

type Plan = Resource<'AWS::GuardDuty::MalwareProtectionPlan'>;

type Finding = 'NO_THREATS_FOUND' | 'THREATS_FOUND' | 'ACCESS_DENIED' | 'FAILED';
const scanStatusOf: Record<Finding, string> = {
  NO_THREATS_FOUND: 'COMPLETED',
  THREATS_FOUND: 'COMPLETED',
  ACCESS_DENIED: 'SKIPPED',
  FAILED: 'FAILED',
};

/** What scans the objects that come into buckets. */
export type Scanner = {
  stored(address: ObjectAddress, version: Version): void;
  /** Scans an object that was asked for; gives false where there is none, or no plan for its bucket. */
  scan(address: ObjectAddress, versionId: string | undefined): boolean;
  /** Waits for the scans that run. */
  close(): Promise<void>;
};

type Options = {
  readonly assembly: Assembly;
  readonly objects: Objects;
  readonly authorize: Authorize;
  /** A scan fails when its reading of the object is struck by an error. */
  readonly faults: Faults;
  readonly putEvent: (event: BusEvent) => void;
};

/** The stand-in for GuardDuty Malware Protection for S3 (GuardDuty User Guide): it works in the role of its plan. */
export function scanner({ assembly, objects, authorize, faults, putEvent }: Options): Scanner {
  const plans = assembly.ofType('AWS::GuardDuty::MalwareProtectionPlan').map((plan) => {
    const arn = plan.properties.Role;
    const { BucketName: bucket, ObjectPrefixes: prefixes } = plan.properties.ProtectedResource.S3Bucket;
    return { plan, bucket, prefixes, role: { name: arn, arn, ...policiesOfRole(assembly, arn) } };
  });
  const running = new Set<Promise<void>>();

  const tell = (
    { arn }: Plan,
    { bucket, key }: ObjectAddress,
    { id, eTag }: Version,
    finding: Finding,
  ): void =>
    putEvent(
      busEvent(assembly, {
        source: 'aws.guardduty',
        'detail-type': 'GuardDuty Malware Protection Object Scan Result',
        resources: [arn],
        detail: {
          schemaVersion: '1.0',
          scanStatus: scanStatusOf[finding],
          resourceType: 'S3_OBJECT',
          s3ObjectDetails: {
            bucketName: bucket,
            objectKey: key,
            eTag: eTag.replaceAll('"', ''),
            versionId: id,
            s3Throttled: false,
          },
          scanResultDetails: {
            scanResultStatus: finding,
            threats: finding === 'THREATS_FOUND' ? [{ name: 'EICAR-Test-File' }] : null,
          },
        },
      }),
    );

  const scan = async (
    { plan, role }: (typeof plans)[number],
    address: ObjectAddress,
    version: Version,
  ): Promise<void> => {
    const resource = objectArn(address);
    const may = async (...needs: readonly Need[]): Promise<boolean> => {
      const decisions = await Promise.all(needs.map((need) => authorize(role, need)));
      return decisions.every(({ allowed }) => allowed);
    };
    const find = async (): Promise<Finding> => {
      const reading = { action: 's3:GetObjectVersion', resource };
      if (!(await may(reading))) return 'ACCESS_DENIED';
      const struck = faults.strike(role, { operation: 's3:GetObject', needs: [reading] });
      if (struck.some(({ kind }) => kind === 'error')) return 'FAILED';
      const bytes = await objects.bytesOf(address, version);
      return bytes.includes(eicar) ? 'THREATS_FOUND' : 'NO_THREATS_FOUND';
    };
    await sleep(SCAN_MS);
    const finding = await find();
    const tags = { ...objects.version(address, version.id)?.tags, [SCAN_TAG]: finding };
    const mayTag = await may(
      { action: 's3:GetObjectVersionTagging', resource },
      { action: 's3:PutObjectVersionTagging', resource, context: requestTags(tags) },
    );
    if (mayTag) objects.setTags(address, version, tags);
    tell(plan, address, version, finding);
  };

  const begin = (planned: (typeof plans)[number], address: ObjectAddress, version: Version): void => {
    const scanning = scan(planned, address, version)
      .catch(() => tell(planned.plan, address, version, 'FAILED'))
      .finally(() => running.delete(scanning));
    running.add(scanning);
  };

  return {
    stored: (address, version) => {
      for (const planned of plans.filter(({ bucket }) => bucket === address.bucket))
        if (planned.prefixes.some((prefix) => address.key.startsWith(prefix)))
          begin(planned, address, version);
    },
    scan: (address, versionId) => {
      const planned = plans.find(({ bucket }) => bucket === address.bucket);
      const version = objects.version(address, versionId);
      if (planned && version) begin(planned, address, version);
      return planned !== undefined && version !== undefined;
    },
    close: async () => {
      await Promise.allSettled(running);
    },
  };
}
