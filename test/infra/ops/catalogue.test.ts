import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { importCatalogue } from '../../../infra/ops/catalogue.ts';
import { catalogue } from '../../../shared/procedure/catalogue.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'ap-southeast-1' }));
const wire = mockClient(client);
const target = { client, tableName: 'dossiers' };

const batches = () =>
  wire.commandCalls(BatchWriteCommand).map(({ args: [{ input }] }) => input.RequestItems?.dossiers ?? []);

beforeEach(() => {
  wire.reset();
  wire.on(QueryCommand).resolves({ Items: [] });
  wire.on(BatchWriteCommand).resolves({});
});

describe('an import of the catalogue', () => {
  it('writes 83 procedures at most 25 a call, and last the listing that names them all', async () => {
    expect(await importCatalogue(target)).toEqual({ written: 83, unchanged: 0, removed: 0 });
    expect(batches().map((batch) => batch.length)).toEqual([25, 25, 25, 8, 1]);
    expect(batches().at(-1)).toMatchObject([{ PutRequest: { Item: { SK: 'LISTING', v: 1, parts: 1 } } }]);
  });

  it('writes again what the table left unprocessed', async () => {
    const [first] = catalogue;
    const left = { PutRequest: { Item: { PK: 'CATALOGUE', SK: 'PROCEDURE#2.000488' } } };
    wire
      .on(BatchWriteCommand)
      .resolvesOnce({ UnprocessedItems: { dossiers: [left] } })
      .resolves({});
    expect(await importCatalogue(target, first ? [first] : [])).toMatchObject({ written: 1 });
    expect(batches()[1]).toEqual([left]);
  });

  it('fails when the table does, rather than count what was not written', async () => {
    wire.on(BatchWriteCommand).rejects(new Error('the table is gone'));
    await expect(importCatalogue(target)).rejects.toThrow('the table is gone');
  });
});
