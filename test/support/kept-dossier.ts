import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { toInstant } from '../../shared/clock.ts';
import { putCode } from '../../shared/dossier/code.ts';
import type { Filed } from '../../shared/dossier/dossier.ts';
import { receiptFor } from '../../shared/dossier/receipt.ts';
import { putDossier } from '../../shared/dossier/store.ts';
import { type CloudEventOf, toWire } from '../../shared/event/envelope.ts';
import { intendedShipment, type Shipment } from '../../shared/shipment/shipment.ts';
import { putShipment } from '../../shared/shipment/store.ts';
import type { Write } from '../../shared/table/transaction.ts';
import { aDossier } from './dossiers.ts';
import type { TestTable } from './dynamodb.ts';

/** Puts what a use case would write into the table, whatever stands there. */
export async function putAll(
  { client, tableName }: Pick<TestTable, 'client' | 'tableName'>,
  writes: readonly Write[],
): Promise<void> {
  for (const write of writes)
    if ('put' in write) await client.send(new PutCommand({ TableName: tableName, Item: write.put }));
}

/** All that is written of a dossier that was not there before. */
export const itemsOf = (dossier: Filed): readonly Write[] =>
  putDossier({ ...dossier, form: { ...dossier.form } }, dossier);

/** Puts a dossier with an id of its own into the table, and what its code leads to. */
export async function keptDossier(table: TestTable, change: object = {}): Promise<Filed> {
  const dossier = aDossier({ id: randomUUID(), ...change });
  await putAll(table, [...itemsOf(dossier), putCode(receiptFor(dossier, [], 'ABCDEFGHJKMNPQRSTVWXYZ01'))]);
  return dossier;
}

/** The batch in which a FIFO queue brings events, each in the group of its dossier. */
export const batchOf = (...events: readonly CloudEventOf<string, unknown>[]): SQSEvent => ({
  Records: events.map(
    (event, place): SQSRecord => ({
      messageId: `message-${place + 1}`,
      receiptHandle: `receipt-${place + 1}`,
      body: toWire(event),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '1634896800000',
        SenderId: 'topic',
        ApproximateFirstReceiveTimestamp: '1634896800000',
        MessageGroupId: event.subject,
        MessageDeduplicationId: event.id,
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:ap-southeast-1:000000000000:queue.fifo',
      awsRegion: 'ap-southeast-1',
    }),
  ),
});

/** Puts the first shipment of a dossier into the table, as its finishing intends it. */
export async function keptShipment(
  table: TestTable,
  { id, code }: Filed,
  change: Partial<Shipment> = {},
): Promise<void> {
  const shipment = { ...intendedShipment(code, 1, toInstant(new Date())), ...change };
  await putAll(table, [putShipment(id, shipment, { owner: 'cd-hoa', agency: 'H25.03' })]);
}
