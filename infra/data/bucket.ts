import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, type Bucket, BucketEncryption, type BucketProps } from 'aws-cdk-lib/aws-s3';
import { RemovalPolicy } from 'aws-cdk-lib/core';

/** What every bucket has that keeps something for good: it is closed, encrypted by our key, and forgets no version. */
export const keeping = (key: IKey, accessLogs: Bucket) =>
  ({
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    serverAccessLogsBucket: accessLogs,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  }) as const satisfies BucketProps;
