import { setTimeout as sleep } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { table } from '../aws.ts';
import { environment } from '../resources.ts';
import type { Key } from './keys.ts';

/** An item as the table holds it, not yet parsed. */
export type Item = Readonly<Record<string, unknown>>;

/** A condition on an item: an expression with its names and values. */
export type Condition = {
  readonly expression: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
};

/** What a failed condition means, given the item as it stands (ALL_OLD): no second read is needed to tell. */
export type Refused = (current: Item | undefined) => Error;

/** One write of a use case. All writes of a use case are one transaction; a refused one is superseded unless it says otherwise. */
export type Write =
  | { readonly put: Key & Item; readonly when?: Condition; readonly refused?: Refused }
  | { readonly remove: Key; readonly when: Condition; readonly refused?: Refused }
  | { readonly check: Key; readonly when: Condition; readonly refused?: Refused };

/** What was read is out of date through no fault of the caller: the use case is to be run again. */
export class Superseded extends Error {
  constructor() {
    super('superseded');
    this.name = 'Superseded';
  }
}

/** The item must not exist yet. */
export const absent: Condition = { expression: 'attribute_not_exists(PK)' };

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

function transactItem(write: Write, TableName: string): TransactItem {
  const condition = {
    TableName,
    ConditionExpression: write.when?.expression,
    ExpressionAttributeNames: write.when?.names,
    ExpressionAttributeValues: write.when?.values,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  if ('put' in write) return { Put: { Item: write.put, ...condition } };
  if ('remove' in write) return { Delete: { Key: write.remove, ...condition } };
  return { ConditionCheck: { Key: write.check, ...condition, ConditionExpression: write.when.expression } };
}

/** Conflicts with another transaction on the same item are tried again this often, about 10 to 160 ms apart. */
const CONFLICT_RETRIES = 5;

/**
 * Writes all or nothing (DynamoDB TransactWriteItems, at most 100 items).
 * @throws what the first write whose condition failed says in `refused`, or Superseded
 * @throws Superseded when other transactions kept the items busy
 */
export async function commit(writes: readonly Write[]): Promise<void> {
  const TableName = environment('TABLE_NAME');
  const TransactItems = writes.map((write) => transactItem(write, TableName));
  for (let attempt = 0; ; attempt++) {
    try {
      await table.send(new TransactWriteCommand({ TransactItems }));
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const failed = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed');
      const write = writes[failed];
      if (write) {
        const current = reasons[failed]?.Item;
        throw write.refused?.(current && unmarshall(current)) ?? new Superseded();
      }
      if (!reasons.some((reason) => reason.Code === 'TransactionConflict')) throw error;
      if (attempt === CONFLICT_RETRIES) throw new Superseded();
      await sleep(2 ** attempt * (5 + Math.random() * 10));
    }
  }
}
