import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { CfnOutput, Duration, Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { summaryAttributes } from '../../shared/dossier/summary.ts';
import type { IndexName } from '../../shared/resources.ts';
import { type Contract, pascalCase } from '../functions/contract.ts';
import type { Settings } from '../settings/shape.ts';
import { DocumentBucket } from './document-bucket.ts';
import { SealBucket } from './seal-bucket.ts';

/** What each index holds beside its keys. `place` is sorted as the worklist is. */
const indexes = {
  worklist: { sortKey: 'worklistSK', holds: summaryAttributes },
  place: { sortKey: 'worklistSK', holds: [] },
  owner: { sortKey: 'ownerSK', holds: [] },
  due: { sortKey: 'dueSK', holds: [] },
  log: {
    sortKey: 'logSK',
    holds: ['v', 'event', 'actor', 'at', 'reader', 'dossierId', 'dossierCode', 'procedureCode', 'operation'],
  },
  find: { sortKey: 'findSK', holds: [] },
} as const satisfies Record<IndexName, { sortKey: string; holds: readonly string[] }>;

export type DataStackProps = StackProps & {
  readonly settings: Settings;
  readonly contracts: readonly Contract[];
};

/** What must never be lost: the dossiers, their papers, and the keys of both and of signatures. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly table: Table;
  /** The bucket; its ARN by an output with a name of its own, so that acknowledged findings can name it. */
  readonly documents: { readonly name: string; readonly arn: string };
  /** By which agencies sign. */
  readonly signingKeys: readonly Key[];
  /** By what the log is sealed, and the bucket of seals, its ARN as that of the documents. */
  readonly sealKey: Key;
  readonly seals: { readonly name: string; readonly arn: string };
  /** Roles, by contract, of the functions that the bucket's policy names: they stand where the bucket stands. */
  readonly trustedRoles: ReadonlyMap<string, Role>;

  constructor(scope: Construct, id: string, { settings, contracts, ...props }: DataStackProps) {
    super(scope, id, props);
    this.key = new Key(this, 'Key', {
      description: 'Dossiers, their papers and logs',
      enableKeyRotation: true,
      // Every three years, of the 90 to 2,560 days that KMS allows (KMS API reference, EnableKeyRotation): what is kept
      // for years keeps each version of its key, and the first two older ones cost as much as the key (KMS pricing).
      rotationPeriod: Duration.days(1095),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.letLogsUseTheKey();
    this.table = this.dossierTable(settings);

    const trusted = (access: 'read' | 'tag' | 'destroy') =>
      contracts.filter(({ touches }) => touches.documents?.includes(access)).map(({ id }) => id);
    const makers = contracts.filter(({ touches }) => touches.sheets?.includes('keep')).map(({ id }) => id);
    const signers = contracts.filter(({ touches }) => touches.signing).map(({ id }) => id);
    const sealers = contracts.filter(({ touches }) => touches.seals).map(({ id }) => id);
    const roles = new Map(
      [
        ...new Set([
          ...trusted('read'),
          ...trusted('tag'),
          ...makers,
          ...signers,
          ...sealers,
          ...trusted('destroy'),
        ]),
      ].map((contract) => [contract, this.functionRole(contract)]),
    );
    const rolesOf = (ids: readonly string[]) => ids.flatMap((contract) => roles.get(contract) ?? []);
    this.trustedRoles = roles;
    const { bucket, accessLogs } = new DocumentBucket(this, 'Documents', {
      settings,
      key: this.key,
      examiners: rolesOf(trusted('read')),
      taggers: rolesOf(trusted('tag')),
      makers: rolesOf(makers),
      destroyers: rolesOf(trusted('destroy')),
    });
    const { logicalId } = new CfnOutput(this, 'DocumentsBucketArn', { value: bucket.bucketArn });
    this.documents = { name: bucket.bucketName, arn: Fn.getStackOutput(this.stackName, logicalId) };

    this.signingKeys = settings.signers.map((agency) =>
      this.signingKey(
        `SigningKey${agency.replace('.', '')}`,
        `Signs in the name of ${agency}`,
        rolesOf(signers),
      ),
    );
    this.sealKey = this.signingKey('SealKey', 'Seals the log of changes', rolesOf(sealers));
    const seals = new SealBucket(this, 'Seals', {
      settings,
      key: this.key,
      accessLogs,
      sealers: rolesOf(sealers),
    }).bucket;
    const { logicalId: sealsArn } = new CfnOutput(this, 'SealsBucketArn', { value: seals.bucketArn });
    this.seals = { name: seals.bucketName, arn: Fn.getStackOutput(this.stackName, sealsArn) };

    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'DocumentsBucketName', { value: bucket.bucketName });
    new CfnOutput(this, 'SealsBucketName', { value: seals.bucketName });
  }

  private dossierTable({ live, tableUnits }: Settings): Table {
    const string = (name: string) => ({ name, type: AttributeType.STRING });
    const ceiling = { maxReadRequestUnits: tableUnits.read, maxWriteRequestUnits: tableUnits.write };
    const table = new Table(this, 'Table', {
      partitionKey: string('PK'),
      sortKey: string('SK'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      ...ceiling,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: live,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    for (const [indexName, { sortKey, holds }] of Object.entries(indexes))
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: string(`${indexName}PK`),
        sortKey: string(sortKey),
        ...ceiling,
        ...(holds.length > 0
          ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...holds] }
          : { projectionType: ProjectionType.KEYS_ONLY }),
      });
    return table;
  }

  /**
   * A key that signs. RSA, whose signatures every reader of PDF knows, and which are the same for the same words. Nobody
   * but its signers signs with it, whatever else they may do here (KMS guide, key policies).
   */
  private signingKey(id: string, description: string, signers: readonly Role[]): Key {
    const key = new Key(this, id, {
      description,
      keySpec: KeySpec.RSA_2048,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NobodySignsButWhatIsMadeForIt',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['kms:Sign'],
        resources: ['*'],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': signers.map((role) => role.roleArn) } },
      }),
    );
    new CfnOutput(this, `${id}Arn`, { value: key.keyArn });
    return key;
  }

  private functionRole(contract: string): Role {
    return new Role(this, `${pascalCase(contract)}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
  }

  /** The log groups of this account in this region may be encrypted with the key (CloudWatch Logs user guide). */
  private letLogsUseTheKey(): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${this.region}.amazonaws.com`)],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:*`,
          },
        },
      }),
    );
  }
}
