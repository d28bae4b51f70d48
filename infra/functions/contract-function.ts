import { Policy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { type Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { OBJECT_PREFIX, OWN_PREFIX } from '../../shared/document/document.ts';
import type { EnvironmentName } from '../../shared/resources.ts';
import { SEAL_PREFIX } from '../../shared/seal/seal.ts';
import { bundleFolder } from '../build/build.ts';
import { codeSuffix } from '../build/bundle-script.ts';
import type { Contract } from './contract.ts';
import { environmentFor, type Resources, statementsFor } from './grants.ts';

/** Lambda gives CPU by memory: at 1 GiB a cold start is short and a call costs no more than at half the speed. */
const MEMORY_MIB = 1024;

/** Graviton: a fifth cheaper than Intel by the millisecond (AWS Lambda pricing). */
const ARCHITECTURE = Architecture.ARM_64;

/** Code that was compiled for another processor is not read there, so it is not sent. */
const CODE_OF_OTHERS = [`*${codeSuffix('*')}`, `!*${codeSuffix(ARCHITECTURE.name)}`];

export type ContractFunctionProps = {
  readonly contract: Contract;
  readonly resources: Resources;
  readonly timeout: Duration;
  /** What a citizen loses while it fails: stands in its description, which the alarm on errors refers to. */
  readonly impact: string;
  /** Variables it gets besides those of what it touches. */
  readonly environment?: readonly EnvironmentName[];
};

/** The function of one contract: its bundle, its log, and a role that may do what the contract states and no more. */
export class ContractFunction extends Construct {
  readonly function: Lambda;
  readonly #policy: PolicyDocument;

  constructor(scope: Construct, id: string, props: ContractFunctionProps) {
    super(scope, id);
    const { contract, resources, timeout, impact, environment = [] } = props;
    const logGroup = new LogGroup(this, 'Logs', {
      encryptionKey: resources.dataKey,
      retention: resources.settings.logRetentionDays,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.#policy = new PolicyDocument({
      statements: [
        new PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
        ...statementsFor(contract.touches, resources),
      ],
    });
    const trusted = resources.trustedRoles.get(contract.id);
    const role =
      trusted ??
      new Role(this, 'Role', {
        assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
        inlinePolicies: { Policy: this.#policy },
      });
    // A role of another stack cannot hold what names this one's log: its policy stands beside it.
    const holder = trusted ? new Policy(this, 'Policy', { roles: [trusted], document: this.#policy }) : role;
    Validations.of(holder).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'A scan that is asked for knows no resources; no other statement of the policy names all.',
      },
      ...[OBJECT_PREFIX, OWN_PREFIX].map((prefix) => ({
        id: `AwsSolutions-IAM5[Resource::${JSON.stringify(Stack.of(this).resolve(resources.documents.arn))}/${prefix}*]`,
        reason: 'Objects are named by ids made at run time; below the prefix stands nothing else.',
      })),
      {
        id: `AwsSolutions-IAM5[Resource::${JSON.stringify(Stack.of(this).resolve(resources.seals.arn))}/${SEAL_PREFIX}*]`,
        reason: 'Seals are named by their day; below the prefix stands nothing else.',
      },
    );
    this.function = new Lambda(this, 'Function', {
      description: impact,
      code: Code.fromAsset(bundleFolder(contract), { exclude: CODE_OF_OTHERS }),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: ARCHITECTURE,
      memorySize: MEMORY_MIB,
      timeout,
      environment: environmentFor(contract.touches, environment, resources),
      // The policy above is all: what CDK would add of itself is refused.
      role: role instanceof Role ? role.withoutPolicyUpdates() : role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
    });
    this.function.node.addDependency(holder);
  }

  /** Adds what the function needs besides what it touches: the permissions of what wakes it. */
  allow(...statements: PolicyStatement[]): void {
    this.#policy.addStatements(...statements);
  }
}
