import * as z from 'zod';

/** Item sizes as AWS counts them (Amazon DynamoDB developer guide, "DynamoDB Item sizes and formats"), in bytes. */
function valueBytes(value: unknown): number {
  const [[type, content] = []] = Object.entries(z.record(z.string(), z.unknown()).parse(value));
  switch (type) {
    case 'N':
      return Math.ceil(String(content).length / 2) + 1;
    case 'BOOL':
    case 'NULL':
      return 1;
    case 'B':
      return Buffer.from(String(content), 'base64').length;
    case 'L':
      return z
        .array(z.unknown())
        .parse(content)
        .reduce((sum: number, element) => sum + valueBytes(element) + 1, 3);
    case 'M':
      return itemBytes(content) + Object.keys(z.looseObject({}).parse(content)).length + 3;
    default:
      return Buffer.byteLength(String(content));
  }
}

export const itemBytes = (item: unknown): number =>
  Object.entries(z.record(z.string(), z.unknown()).parse(item)).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value),
    0,
  );

const transaction = z.object({ TransactItems: z.array(z.looseObject({})) });
const put = z.object({ Put: z.object({ Item: z.unknown() }) });

/**
 * Write units of a transaction: each item rounded up to a kilobyte by itself and charged twice, for it is prepared and
 * committed (developer guide, "Amazon DynamoDB Transactions: capacity"). DynamoDB Local rounds up their sum. What is
 * removed or only checked is taken for a kilobyte at most: the request does not tell its size.
 */
export const transactionUnits = (input: unknown): number =>
  transaction
    .parse(input)
    .TransactItems.map((entry) => put.safeParse(entry).data?.Put.Item)
    .reduce((sum: number, item) => sum + 2 * (item ? Math.ceil(itemBytes(item) / 1024) : 1), 0);
