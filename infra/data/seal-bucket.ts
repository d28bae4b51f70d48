import { AnyPrincipal, Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Bucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { SEAL_PREFIX } from '../../shared/seal/seal.ts';
import type { Settings } from '../settings/shape.ts';
import { keeping } from './bucket.ts';

/** As long as a dossier is kept at least (TT 10/2022/TT-BNV sets the years by kind of file). */
const LOCKED_FOR = Duration.days(3653);

export type SealBucketProps = {
  readonly settings: Settings;
  readonly key: IKey;
  readonly accessLogs: Bucket;
  /** Roles that may put seals. */
  readonly sealers: readonly Role[];
};

/**
 * The seals over the log of changes, which are to outlast whoever may change the table. So they are locked in COMPLIANCE
 * mode, in which nobody shortens the time or deletes a version, not even the account's root user (S3 user guide, Object
 * Lock): they hold ids and hashes, no personal data that somebody could have to delete. A stage that is not live is
 * governed only, so that it can be removed. The documents have no lock, since they are to be forgotten in time.
 */
export class SealBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { settings, key, accessLogs, sealers }: SealBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      ...keeping(key, accessLogs),
      objectLockEnabled: true,
      objectLockDefaultRetention: settings.live
        ? ObjectLockRetention.compliance(LOCKED_FOR)
        : ObjectLockRetention.governance(LOCKED_FOR),
      serverAccessLogsPrefix: SEAL_PREFIX,
    });
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NobodySealsButTheSealer',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': sealers.map((role) => role.roleArn) } },
      }),
    );
  }
}
