import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Operation } from '../../shared/http/operation.ts';
import type { DataStack } from '../data/data-stack.ts';
import type { EventsStack } from '../events/events-stack.ts';
import type { Settings } from '../settings/shape.ts';
import { pascalCase } from './contract.ts';
import { ContractFunction } from './contract-function.ts';
import { resourcesFor } from './grants.ts';

/** The longest a client waits: the clients of AWS give up after three seconds, so two attempts fit. */
const OPERATION_TIMEOUT_SECONDS = 10;

export type OperationsStackProps = StackProps & {
  readonly settings: Settings;
  readonly data: DataStack;
  readonly events: EventsStack;
  readonly operations: readonly Operation[];
};

/** What clients call, and keeps nothing: the function of each operation, with what its contract states. */
export class OperationsStack extends Stack {
  /** What serves each operation of the API. */
  readonly handlers: ReadonlyMap<Operation, IFunction>;

  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    const { settings, data, events, operations, ...stackProps } = props;
    super(scope, id, stackProps);
    const resources = resourcesFor(this, { settings, data, events });
    const handlerOf = (operation: Operation): IFunction =>
      new ContractFunction(this, pascalCase(operation.id), {
        contract: operation,
        resources,
        timeout: Duration.seconds(operation.timeoutSeconds ?? OPERATION_TIMEOUT_SECONDS),
        impact: `Fails for those who call it: ${operation.summary.en}.`,
        environment: ['IDENTITY', 'PUBLIC_URL', ...(settings.edge ? (['EDGE_KEY'] as const) : [])],
      }).function;
    this.handlers = new Map(operations.map((operation) => [operation, handlerOf(operation)]));
  }
}
