import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { toInstant } from '../../shared/clock.ts';
import type { Filed } from '../../shared/dossier/dossier.ts';
import type { CloudEvent } from '../../shared/dossier/events.ts';
import { receiptFor } from '../../shared/dossier/receipt.ts';
import { toWire } from '../../shared/event/envelope.ts';
import { intendedShipment } from '../../shared/shipment/shipment.ts';
import { putShipment } from '../../shared/shipment/store.ts';
import { codeKey, dossierKey } from '../../shared/table/keys.ts';
import { aDossier } from './dossiers.ts';
import type { TestTable } from './dynamodb.ts';

/** Puts a dossier with an id of its own into the table, and what its code leads to. */
export async function keptDossier({ client, tableName }: TestTable, change: object = {}): Promise<Filed> {
  const dossier = aDossier({ id: randomUUID(), ...change });
  const receipt = receiptFor(dossier, [], 'ABCDEFGHJKMNPQRSTVWXYZ01');
  const entry = { v: 1, dossierId: dossier.id, receipt };
  await client.send(
    new PutCommand({ TableName: tableName, Item: { ...dossierKey(dossier.id), ...dossier } }),
  );
  await client.send(new PutCommand({ TableName: tableName, Item: { ...codeKey(dossier.code), ...entry } }));
  return dossier;
}

/** The batch in which a FIFO queue brings events, each in the group of its dossier. */
export const batchOf = (...events: readonly CloudEvent[]): SQSEvent => ({
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
export async function keptShipment({ client, tableName }: TestTable, { id, code }: Filed): Promise<void> {
  const shipment = intendedShipment(code, 1, toInstant(new Date()));
  const write = putShipment(id, shipment, { owner: 'cd-hoa', agency: 'H25.03' });
  if ('put' in write) await client.send(new PutCommand({ TableName: tableName, Item: write.put }));
}
