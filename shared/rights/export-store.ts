import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { table } from '../aws.ts';
import { toInstant } from '../clock.ts';
import { Problem } from '../http/problems.ts';
import { environment } from '../resources.ts';
import { exportKey } from '../table/keys.ts';
import type { Write } from '../table/transaction.ts';
import { makeExport } from './contracts/make-export.ts';
import { EXPORT_EVERY_HOURS, Export, isToDo } from './export.ts';

/** The worker that an item wakes which is written with this attribute. */
const WAKES = { errand: makeExport.id };

const itemOf = (one: Export) => ({ ...exportKey(one.account.subject), ...one });

const hoursBefore = (at: string, hours: number): string =>
  toInstant(new Date(Date.parse(at) - hours * 3_600_000));

/**
 * A new copy in the place of the one before, which wakes its worker: while one is made no other is begun, unless a day and
 * more has passed, for by then the stream has forgotten to go on with it.
 */
export const putRequestedExport = (asked: Export): Write => ({
  put: { ...itemOf(asked), ...WAKES },
  when: {
    expression: 'attribute_not_exists(PK) OR #state = :failed OR requestedAt < :before',
    names: { '#state': 'state' },
    values: { ':failed': 'failed', ':before': hoursBefore(asked.requestedAt, EXPORT_EVERY_HOURS) },
  },
  refused: (current) =>
    new Problem(Export.parse(current).state === 'making' ? 'export-under-way' : 'export-too-soon'),
});

/** A copy that nobody has gone on with since it was read. @param wakes whether the next run is to begin */
export const putExport = (before: Export, after: Export, { wakes }: { readonly wakes: boolean }): Write => ({
  put: { ...itemOf(after), ...(wakes && isToDo(after) && WAKES) },
  when: {
    expression: 'exportId = :id AND step = :step',
    values: { ':id': before.exportId, ':step': before.step },
  },
});

/** Forgets a copy: its archives are in nobody's reach from then on, and a run that goes on with it finds nothing. */
export const dropExport = ({ account, exportId }: Export): Write => ({
  remove: exportKey(account.subject),
  when: { expression: 'exportId = :id', values: { ':id': exportId } },
});

/** The newest copy of an account, or undefined; also of one that is past and not yet forgotten. */
export async function loadExport(subject: string): Promise<Export | undefined> {
  const { Item: item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: exportKey(subject),
      ConsistentRead: true,
    }),
  );
  return item && Export.parse(item);
}
