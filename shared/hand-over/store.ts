import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { table } from '../aws.ts';
import { Problem } from '../http/problems.ts';
import { environment } from '../resources.ts';
import { handOverKey, handOversPK } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Write } from '../table/transaction.ts';
import { HandOver, recordOf } from './hand-over.ts';

/**
 * A record of an agency.
 * @throws Problem `hand-over-not-found` also when it is another agency's
 */
export async function loadHandOver(agency: string, record: string): Promise<HandOver> {
  const { Item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: handOverKey(agency, record),
      ConsistentRead: true,
    }),
  );
  if (!Item) throw new Problem('hand-over-not-found');
  return HandOver.parse(Item);
}

/** An agency's records, the newest first. @param before of the one that was shown last */
export async function loadHandOvers(
  agency: string,
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<{ readonly items: readonly HandOver[]; readonly next: string | undefined }> {
  const found = await queryItems(
    {
      KeyConditionExpression: 'PK = :records AND SK < :before',
      ExpressionAttributeValues: {
        ':records': handOversPK(agency),
        ':before': before === undefined ? '~' : handOverKey(agency, before).SK,
      },
      ScanIndexForward: false,
    },
    limit + 1,
  );
  const items = found.slice(0, limit).map((item) => HandOver.parse(item));
  const last = items.at(-1);
  return { items, next: found.length > limit && last ? recordOf(last) : undefined };
}

const itemOf = (record: HandOver) => ({ ...handOverKey(record.agency, recordOf(record)), ...record });

export const putOpened = (record: HandOver): Write => ({ put: itemOf(record), when: absent });

/** The next version of a record, on condition of the one that was read. */
export const putChanged = (before: HandOver, after: HandOver): Write => ({
  put: itemOf(after),
  when: { expression: 'version = :version', values: { ':version': before.version } },
});
