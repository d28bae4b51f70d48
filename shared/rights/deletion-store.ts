import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { table } from '../aws.ts';
import { environment } from '../resources.ts';
import { loadIndexed } from '../table/batch.ts';
import { deletionKey, dueEntry, dueShards, subjectOf } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Write } from '../table/transaction.ts';
import { Deletion } from './deletion.ts';

/** What is asked for waits in the index `due` for the night. */
const itemOf = (subject: string, deletion: Deletion) => ({
  ...deletionKey(subject),
  ...deletion,
  ...(deletion.state === 'asked' && dueEntry('deletion', deletion.requestedAt, deletion.deletionId)),
});

/** A deletion in the place of the one that was read. */
export const putDeletion = (subject: string, before: Deletion | undefined, after: Deletion): Write => ({
  put: itemOf(subject, after),
  when: before ? { expression: 'step = :step', values: { ':step': before.step } } : absent,
});

/** The deletion that an account asked for last, or undefined. */
export async function loadDeletion(subject: string): Promise<Deletion | undefined> {
  const { Item: item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key: deletionKey(subject), ConsistentRead: true }),
  );
  return item && Deletion.parse(item);
}

/** The deletions that are not done yet, each with the account that asked. */
export async function loadAskedDeletions(): Promise<
  readonly { readonly subject: string; readonly deletion: Deletion }[]
> {
  const shards = await Promise.all(
    dueShards('deletion').map((shard) =>
      queryItems({
        IndexName: 'due',
        KeyConditionExpression: 'duePK = :shard',
        ExpressionAttributeValues: { ':shard': shard },
      }),
    ),
  );
  const items = await loadIndexed(shards.flat());
  return items
    .map((item) => ({ subject: subjectOf(String(item.PK)), deletion: Deletion.parse(item) }))
    .filter(({ deletion }) => deletion.state === 'asked');
}
