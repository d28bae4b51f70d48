import { CfnMalwareProtectionPlan } from 'aws-cdk-lib/aws-guardduty';
import { AnyPrincipal, Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { OBJECT_PREFIX, OWN_PREFIX } from '../../shared/document/document.ts';
import { EXPORT_DAYS, EXPORTS } from '../../shared/errand/errand.ts';
import type { Settings } from '../settings/shape.ts';
import { keeping } from './bucket.ts';

/** The tag that GuardDuty sets on what it has scanned, and its only value that lets an object be read. */
const SCAN_TAG = 'GuardDutyMalwareScanStatus';
const CLEAN = 'NO_THREATS_FOUND';

/**
 * Age from which papers are kept in S3 Glacier Instant Retrieval, for a fifth of the price: they open as before, and
 * reading one costs. Nine of ten procedures of the catalogue are decided by then. By age, since a tag set when the
 * dossier is closed would cost more than the weeks it saves, for as long as the paper is kept.
 */
const ARCHIVED_AT = Duration.days(30);

const everyoneBut = (roles: readonly Role[]) => ({
  ArnNotEquals: { 'aws:PrincipalArn': roles.map((role) => role.roleArn) },
});

export type DocumentBucketProps = {
  readonly settings: Settings;
  readonly key: IKey;
  /** Roles that may read what is not known to be clean: who examines it. */
  readonly examiners: readonly Role[];
  /** Roles that may write tags beside the scan's: who marks what is to be kept. */
  readonly taggers: readonly Role[];
  /** Roles that may put papers of our own: who makes them. */
  readonly makers: readonly Role[];
  /** Roles that may delete a version for good: who destroys dossiers whose years are over. */
  readonly destroyers: readonly Role[];
};

/**
 * The papers of dossiers: uploaded by presigned POST, scanned by GuardDuty, closed to all until found clean. Those that
 * we make ourselves stand apart, where nothing can be uploaded.
 */
export class DocumentBucket extends Construct {
  readonly bucket: Bucket;
  /** Who asked it for what, and other buckets of ours. */
  readonly accessLogs: Bucket;

  constructor(
    scope: Construct,
    id: string,
    { settings, key, examiners, taggers, makers, destroyers }: DocumentBucketProps,
  ) {
    super(scope, id);
    const inArchive = {
      storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
      transitionAfter: ARCHIVED_AT,
    };
    this.accessLogs = new Bucket(this, 'AccessLogs', {
      // S3 delivers its logs to no bucket that a key of ours encrypts (S3 user guide, server access logging).
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ id: 'forget', expiration: Duration.days(settings.logRetentionDays) }],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.bucket = new Bucket(this, 'Bucket', {
      ...keeping(key, this.accessLogs),
      cors: [
        {
          allowedMethods: [HttpMethods.POST, HttpMethods.GET],
          allowedOrigins: settings.cors.origins,
          allowedHeaders: ['*'],
          exposedHeaders: ['ETag'],
          maxAge: 3600,
        },
      ],
      lifecycleRules: [
        {
          id: 'never-submitted',
          tagFilters: { retention: 'draft' },
          expiration: Duration.days(settings.documents.draftUploadDays),
          // By the tag too: the examined version of a submitted paper need not be the newest one.
          noncurrentVersionExpiration: Duration.days(settings.documents.draftUploadDays),
        },
        {
          id: 'copies-of-own-data',
          prefix: `${OWN_PREFIX}${EXPORTS}/`,
          // S3 counts from the midnight after (user guide, setting lifecycle rules): so never before its owner may fetch it.
          expiration: Duration.days(EXPORT_DAYS),
          noncurrentVersionExpiration: Duration.days(1),
        },
        {
          id: 'archive',
          transitions: [inArchive],
          noncurrentVersionTransitions: [inArchive],
        },
        {
          id: 'leftovers',
          expiredObjectDeleteMarker: true,
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    // By the bucket's own property: the switch of the construct would deploy a function of CDK's to set it.
    this.resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    const scanner = this.scanner(key);
    this.closeUntilClean([scanner, ...examiners], [scanner, ...taggers]);
    this.keepOursApart(makers);
    this.keepVersions(destroyers);
  }

  private get resource(): CfnBucket {
    const resource = this.bucket.node.defaultChild;
    if (!(resource instanceof CfnBucket)) throw new Error('the bucket has no CloudFormation resource');
    return resource;
  }

  /** Tag-based access control, as the GuardDuty user guide sets it out for Malware Protection for S3. */
  private closeUntilClean(readers: readonly Role[], taggers: readonly Role[]): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NobodyReadsWhatIsNotClean',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        // All but what we make ourselves: also what some day stands elsewhere.
        notResources: [this.bucket.arnForObjects(`${OWN_PREFIX}*`)],
        conditions: {
          ...everyoneBut(readers),
          StringNotEquals: { [`s3:ExistingObjectTag/${SCAN_TAG}`]: CLEAN },
        },
      }),
    );
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NobodyForgesTheScan',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObjectTagging', 's3:PutObjectVersionTagging'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: {
          ...everyoneBut(taggers),
          'ForAnyValue:StringEquals': { 's3:RequestObjectTagKeys': [SCAN_TAG] },
        },
      }),
    );
  }

  /**
   * Whoever deletes an object leaves its versions, and nobody but the destroyer takes one away. No lock does it: what is
   * locked could not be destroyed when its years are over. The lifecycle is bound by no policy (S3 user guide).
   */
  private keepVersions(destroyers: readonly Role[]): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NobodyDestroysButTheDestroyer',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:DeleteObjectVersion'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: everyoneBut(destroyers),
      }),
    );
  }

  /** Nobody but who makes sheets puts anything where no scan is asked for. */
  private keepOursApart(makers: readonly Role[]): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NobodyPutsASheetButItsMaker',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects(`${OWN_PREFIX}*`)],
        conditions: everyoneBut(makers),
      }),
    );
  }

  /**
   * Malware protection and the role it works in, both as the GuardDuty user guide states them ("Create or update IAM
   * role policy"): its trust has no condition, for GuardDuty sends none of the account.
   */
  private scanner(key: IKey): Role {
    const { account, region, partition } = Stack.of(this);
    const role = new Role(this, 'ScannerRole', {
      assumedBy: new ServicePrincipal('malware-protection-plan.guardduty.amazonaws.com'),
    });
    const allow = (actions: string[], resource: string, conditions?: Record<string, unknown>) =>
      role.addToPolicy(
        new PolicyStatement({ actions, resources: [resource], ...(conditions && { conditions }) }),
      );
    const managedRule = `arn:${partition}:events:${region}:${account}:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*`;
    const objects = this.bucket.arnForObjects('*');
    allow(['events:PutRule', 'events:DeleteRule', 'events:PutTargets', 'events:RemoveTargets'], managedRule, {
      StringLike: { 'events:ManagedBy': 'malware-protection-plan.guardduty.amazonaws.com' },
    });
    allow(['events:DescribeRule', 'events:ListTargetsByRule'], managedRule);
    allow(
      [
        's3:GetObject',
        's3:GetObjectVersion',
        's3:GetObjectTagging',
        's3:GetObjectVersionTagging',
        's3:PutObjectTagging',
        's3:PutObjectVersionTagging',
      ],
      objects,
    );
    allow(['s3:GetBucketNotification', 's3:PutBucketNotification', 's3:ListBucket'], this.bucket.bucketArn);
    allow(['s3:PutObject'], this.bucket.arnForObjects('malware-protection-resource-validation-object'));
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], key.keyArn, {
      StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
    });
    Validations.of(role).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::${Token.isUnresolved(account) ? managedRule.replace(account, '<AWS::AccountId>') : managedRule}]`,
        reason: 'GuardDuty makes the name of its managed rule; events:ManagedBy keeps others out.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(this.resource)}.Arn>/*]`,
        reason: 'Every object of the bucket is to be scanned and tagged.',
      },
    );
    const plan = new CfnMalwareProtectionPlan(this, 'MalwareProtection', {
      role: role.roleArn,
      protectedResource: {
        s3Bucket: { bucketName: this.bucket.bucketName, objectPrefixes: [OBJECT_PREFIX] },
      },
      actions: { tagging: { status: 'ENABLED' } },
    });
    // GuardDuty tries its role when the plan is made.
    plan.node.addDependency(role);
    return role;
  }
}
