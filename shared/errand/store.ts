import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { table } from '../aws.ts';
import { toInstant } from '../clock.ts';
import { environment } from '../resources.ts';
import type { Key } from '../table/keys.ts';
import type { Item, Write } from '../table/transaction.ts';
import { makeExport } from './contracts/make-export.ts';
import { type Errand, isToDo } from './errand.ts';

/** What is written with this attribute wakes the worker of errands. */
export const WAKES = { errand: makeExport.id };

/** A day before an errand was asked for: what was asked for before that, the stream has forgotten to go on with. */
export const aDayBefore = ({ requestedAt }: Errand): string =>
  toInstant(new Date(Date.parse(requestedAt) - 24 * 3_600_000));

/** An errand that nobody has gone on with since it was read. @param wakes whether the next run is to begin */
export const putErrand = <One extends Errand>(
  key: Key,
  before: One,
  after: One,
  { wakes }: { readonly wakes: boolean },
): Write => ({
  put: { ...key, ...after, ...(wakes && isToDo(after) && WAKES) },
  when: {
    expression: 'exportId = :id AND step = :step',
    values: { ':id': before.exportId, ':step': before.step },
  },
});

/** The newest errand of its kind, or undefined; also of one that is past and not yet forgotten. */
export async function loadErrand(key: Key): Promise<Item | undefined> {
  const { Item: item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key: key, ConsistentRead: true }),
  );
  return item;
}
