import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { table } from '../../shared/aws.ts';
import { isThrottled } from '../../shared/table/throttled.ts';
import { absent, commit, type Item, Superseded, type Write } from '../../shared/table/transaction.ts';

const wire = mockClient(table);

beforeEach(() => {
  wire.reset();
  process.env.TABLE_NAME = 'table';
});

const cancelled = (...reasons: readonly { Code: string; Item?: Item }[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: reasons.map(({ Code, Item }) => ({ Code, ...(Item && { Item: marshall(Item) }) })),
  });

const put = (PK: string, refused: Write['refused']): Write => ({
  put: { PK, SK: 'x' },
  when: absent,
  refused,
});

const both = [put('one', () => new Error('one')), put('two', () => new Error('two'))];

describe('a transaction', () => {
  it('tells a refused condition from the item as it stands, without a second read', async () => {
    wire
      .on(TransactWriteCommand)
      .rejects(cancelled({ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: { version: 7 } }));
    const writes = [
      put('one', () => new Error('one')),
      put('two', (current) => new Error(`it is at ${current?.version}`)),
    ];
    await expect(commit(writes)).rejects.toThrow('it is at 7');
    expect(wire.calls()).toHaveLength(1);
  });

  it('is tried again on a conflict with another, and gives up as superseded', async () => {
    wire
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled({ Code: 'TransactionConflict' }))
      .resolvesOnce({});
    await commit(both);
    expect(wire.calls()).toHaveLength(2);

    wire.reset();
    wire.on(TransactWriteCommand).rejects(cancelled({ Code: 'TransactionConflict' }));
    await expect(commit(both)).rejects.toBeInstanceOf(Superseded);
    expect(wire.calls()).toHaveLength(6);
  });

  it('lets every other failure through', async () => {
    wire.on(TransactWriteCommand).rejects(new Error('network'));
    await expect(commit(both)).rejects.toThrow('network');
  });
});

describe('a single write', () => {
  it('is no transaction, which would be charged twice', async () => {
    await commit([put('one', () => new Error('one'))]);
    await commit([{ remove: { PK: 'one', SK: 'x' }, when: { expression: 'attribute_exists(PK)' } }]);
    expect(wire.calls()).toHaveLength(2);
    expect(wire.commandCalls(DeleteCommand)).toHaveLength(1);
    expect(wire.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
      Item: { PK: 'one', SK: 'x' },
      ConditionExpression: 'attribute_not_exists(PK)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  });

  it('tells a refused condition from the item as it stands, and is tried again on a conflict', async () => {
    const Item = marshall({ version: 7 });
    wire
      .on(PutCommand)
      .rejectsOnce(new TransactionConflictException({ message: 'conflict', $metadata: {} }))
      .rejectsOnce(new ConditionalCheckFailedException({ message: 'failed', $metadata: {}, Item }));
    const write = put('one', (current) => new Error(`it is at ${current?.version}`));
    await expect(commit([write])).rejects.toThrow('it is at 7');
    expect(wire.calls()).toHaveLength(2);
  });
});

describe('a table that is called too fast', () => {
  it('is told from one that fails', () => {
    const named = (name: string) => Object.assign(new Error(name), { name });
    expect(isThrottled(cancelled({ Code: 'None' }, { Code: 'ThrottlingError' }))).toBe(true);
    expect(isThrottled(cancelled({ Code: 'ProvisionedThroughputExceeded' }))).toBe(true);
    expect(isThrottled(named('ThrottlingException'))).toBe(true);
    expect(isThrottled(cancelled({ Code: 'ValidationError' }))).toBe(false);
    expect(isThrottled(named('AccessDeniedException'))).toBe(false);
    expect(isThrottled('ThrottlingException')).toBe(false);
  });
});
