import { describe, expect, it } from 'vitest';
import { transactionUnits } from '../../infra/local/door/capacity.ts';

const put = (bytes: number) => ({ Put: { TableName: 'table', Item: { PK: { S: 'x'.repeat(bytes - 2) } } } });

describe('the write units of a transaction', () => {
  it.each([
    ['two small items', [put(100), put(100)], 4],
    ['an item of a kilobyte to the byte', [put(1024)], 2],
    ['one byte more', [put(1025)], 4],
    [
      'what is removed, and what is only checked',
      [{ Delete: { Key: {} } }, { ConditionCheck: { Key: {} } }],
      4,
    ],
  ])('count each item by itself, twice: %s', (_, TransactItems, units) => {
    expect(transactionUnits({ TransactItems })).toBe(units);
  });

  it('count every kind of value as DynamoDB does', () => {
    const Item = {
      n: { N: '12345' },
      yes: { BOOL: true },
      bytes: { B: Buffer.alloc(1000).toString('base64') },
      list: { L: [{ S: 'a' }] },
      map: { M: { k: { S: 'v' } } },
    };
    // 1 + 4, 3 + 1, 5 + 1000, 4 + 3 + 1 + 1, 3 + 3 + 1 + 1 + 1 bytes: 1,032.
    expect(transactionUnits({ TransactItems: [{ Put: { Item } }] })).toBe(4);
    expect(
      transactionUnits({
        TransactItems: [{ Put: { Item: { ...Item, bytes: { B: Buffer.alloc(992).toString('base64') } } } }],
      }),
    ).toBe(2);
  });
});
