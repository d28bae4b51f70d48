import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
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
  | { readonly check: Key; readonly when: Condition; readonly refused?: Refused }
  /** Counts that grow by so much, or shrink when negative, beside what else is said. What is not there begins at none. */
  | {
      readonly add: Key & Item & { readonly v: number };
      readonly counts: Readonly<Record<string, number>>;
      readonly when?: Condition;
      readonly refused?: Refused;
    };

/** What was read is out of date through no fault of the caller: the use case is to be run again. */
export class Superseded extends Error {
  constructor() {
    super('superseded');
    this.name = 'Superseded';
  }
}

/** What is overtaken is run again this often, and after a pause that may be longer each time. */
const SUPERSEDED_RETRIES = 8;
const PAUSE_MS = 15;

/**
 * Runs what reads and then writes, and again on fresh reads when another change came between.
 * @throws Superseded when others keep overtaking it
 */
export async function untilUndisturbed<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Superseded) || attempt === SUPERSEDED_RETRIES) throw error;
      await sleep(Math.random() * PAUSE_MS * attempt);
    }
  }
}

/** The item must not exist yet. */
export const absent: Condition = { expression: 'attribute_not_exists(PK)' };

const conditionOf = ({ when }: Write) =>
  ({
    ConditionExpression: when?.expression,
    ExpressionAttributeNames: when?.names,
    ExpressionAttributeValues: when?.values,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  }) as const;

/** Adds to each count by its name, and sets the rest, such as the version of the form. */
function additionOf(said: Item, counts: Readonly<Record<string, number>>, when: Condition | undefined) {
  const entries = Object.entries(counts);
  const rest = Object.entries(said);
  const sums = entries.map((_, place) => `#${place} :${place}`);
  const settings = rest.map(([name]) => `${name} = :${name}`);
  return {
    UpdateExpression: `ADD ${sums.join(', ')} SET ${settings.join(', ')}`,
    ExpressionAttributeNames: {
      ...when?.names,
      ...Object.fromEntries(entries.map(([name], place) => [`#${place}`, name])),
    },
    ExpressionAttributeValues: {
      ...when?.values,
      ...Object.fromEntries(rest.map(([name, value]) => [`:${name}`, value])),
      ...Object.fromEntries(entries.map(([, by], place) => [`:${place}`, by])),
    },
  };
}

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

function transactItem(write: Write, TableName: string): TransactItem {
  const condition = { TableName, ...conditionOf(write) };
  if ('put' in write) return { Put: { Item: write.put, ...condition } };
  if ('remove' in write) return { Delete: { Key: write.remove, ...condition } };
  if ('add' in write) {
    const { PK, SK, ...said } = write.add;
    return { Update: { Key: { PK, SK }, ...condition, ...additionOf(said, write.counts, write.when) } };
  }
  return { ConditionCheck: { Key: write.check, ...condition, ConditionExpression: write.when.expression } };
}

/** Sends the writes. One alone needs no transaction, which DynamoDB would charge twice. */
async function send(writes: readonly Write[]): Promise<void> {
  const TableName = environment('TABLE_NAME');
  const [write, ...others] = writes;
  if (write && others.length === 0 && 'put' in write)
    await table.send(new PutCommand({ TableName, Item: write.put, ...conditionOf(write) }));
  else if (write && others.length === 0 && 'remove' in write)
    await table.send(new DeleteCommand({ TableName, Key: write.remove, ...conditionOf(write) }));
  else
    await table.send(
      new TransactWriteCommand({ TransactItems: writes.map((one) => transactItem(one, TableName)) }),
    );
}

type Reason = NonNullable<TransactionCanceledException['CancellationReasons']>[number];

/** Why writes were refused, one reason for each of them; undefined when they failed for another cause. */
function reasonsOf(error: unknown): readonly Reason[] | undefined {
  if (error instanceof TransactionCanceledException) return error.CancellationReasons ?? [];
  if (error instanceof ConditionalCheckFailedException)
    return [{ Code: 'ConditionalCheckFailed', Item: error.Item }];
  if (error instanceof TransactionConflictException) return [{ Code: 'TransactionConflict' }];
  return undefined;
}

/** Conflicts with another transaction on the same item are tried again this often, about 10 to 160 ms apart. */
const CONFLICT_RETRIES = 5;

/** The most writes of a transaction (DynamoDB API reference, TransactWriteItems). */
export const MOST_WRITES = 100;

/**
 * Writes all or nothing, at most `MOST_WRITES` items.
 * @throws what the first write whose condition failed says in `refused`, or Superseded
 * @throws Superseded when other transactions kept the items busy
 */
export async function commit(writes: readonly Write[]): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await send(writes);
      return;
    } catch (error) {
      const reasons = reasonsOf(error);
      if (!reasons) throw error;
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
