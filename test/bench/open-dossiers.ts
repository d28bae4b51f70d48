import { randomUUID } from 'node:crypto';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { toInstant } from '../../shared/clock.ts';
import { putDossier } from '../../shared/dossier/store.ts';
import { aDossier } from '../support/dossiers.ts';
import type { TestTable } from '../support/dynamodb.ts';

/** The most items that one BatchWriteItem takes. */
const BATCH = 25;

const open = ['submitted', 'received', 'processing', 'supplementRequested'] as const;
const first = Date.parse('2021-10-11T02:00:00Z');

/** An open dossier of Sở Tư pháp as a worklist needs it, whose owner makes no call of the bench; each is due an hour after the one before. */
function openDossier(number: number) {
  const dossier = aDossier({
    id: randomUUID(),
    owner: 'cd-others',
    status: open[number % open.length],
    dueAt: toInstant(new Date(first + number * 3_600_000)),
  });
  const [write] = putDossier(dossier, dossier);
  if (!write || !('put' in write)) throw new Error('a dossier is an item that is put');
  return write.put;
}

/** Puts so many open dossiers of one agency into the table. */
export async function keepOpenDossiers({ client, tableName }: TestTable, many: number): Promise<void> {
  for (let from = 0; from < many; from += BATCH) {
    const Items = Array.from({ length: Math.min(BATCH, many - from) }, (_, place) =>
      openDossier(from + place),
    );
    const requests = Items.map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
  }
}
