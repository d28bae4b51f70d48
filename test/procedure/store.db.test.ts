import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCatalogue } from '../../infra/ops/import-catalogue.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { ProcedureSummary } from '../../shared/procedure/procedure.ts';
import { listProcedureSummaries, loadProcedure } from '../../shared/procedure/store.ts';
import { startTable, type TestTable } from '../support/dynamodb.ts';

let target: TestTable;

beforeAll(async () => {
  target = await startTable();
});
afterAll(() => target.stop());

const at = (time: string) => () => new Date(time);
const criminalRecord = catalogue.filter(({ code }) => code === '2.000488');

describe('the catalogue in the table', () => {
  it('is written whole at first, and not at all when nothing changed', async () => {
    expect(await importCatalogue(target)).toEqual({ written: 83, unchanged: 0, removed: 0 });
    expect(await importCatalogue(target)).toEqual({ written: 0, unchanged: 83, removed: 0 });
  });

  it('gives back each procedure as it was written', async () => {
    for (const procedure of catalogue) expect(await loadProcedure(procedure.code)).toEqual(procedure);
  });

  it('has no procedure with another code', async () => {
    await expect(loadProcedure('2.999999')).rejects.toMatchObject({ code: 'procedure-not-found' });
  });

  it('lists all procedures in short, in the order of their codes', async () => {
    const summaries = await listProcedureSummaries(at('2021-10-10T00:00:00Z'));
    expect(summaries).toHaveLength(83);
    expect(summaries[0]).toEqual(ProcedureSummary.parse(await loadProcedure('1.000028')));
    expect(summaries.at(-1)?.code).toBe('9.000009');
  });

  it('takes over what changed and drops what is gone; a list notices within a minute', async () => {
    const renamed = criminalRecord.map((procedure) => ({
      ...procedure,
      name: { ...procedure.name, en: 'Criminal record sheet' },
    }));
    expect(await importCatalogue(target, renamed)).toEqual({ written: 1, unchanged: 0, removed: 82 });
    await expect(loadProcedure('1.002809')).rejects.toMatchObject({ code: 'procedure-not-found' });
    expect(await listProcedureSummaries(at('2021-10-10T00:00:59.999Z'))).toHaveLength(83);
    expect(await listProcedureSummaries(at('2021-10-10T00:01:00Z'))).toMatchObject([
      { code: '2.000488', name: { en: 'Criminal record sheet' } },
    ]);
  });

  it('repairs an item that an interrupted import left behind', async () => {
    await target.client.send(
      new PutCommand({
        TableName: target.tableName,
        Item: { PK: 'CATALOGUE', SK: 'SUMMARY#2.000488', summary: {} },
      }),
    );
    await expect(listProcedureSummaries(at('2021-10-10T00:10:00Z'))).rejects.toThrow();
    expect(await importCatalogue(target, criminalRecord)).toEqual({ written: 1, unchanged: 0, removed: 0 });
    expect(await listProcedureSummaries(at('2021-10-10T00:10:00Z'))).toHaveLength(1);
  });

  it('is read in full when it is larger than one page of a query, which is 1 MB', async () => {
    const long = { vi: 'ệ'.repeat(500), en: 'ệ'.repeat(500) };
    const many = criminalRecord.flatMap((procedure) =>
      Array.from({ length: 200 }, (_, number) => ({
        ...procedure,
        code: `1.${String(number).padStart(6, '0')}`,
        name: long,
        field: long,
      })),
    );
    expect(await importCatalogue(target, many)).toEqual({ written: 200, unchanged: 0, removed: 1 });
    expect(await importCatalogue(target, many)).toEqual({ written: 0, unchanged: 200, removed: 0 });
    expect(await listProcedureSummaries(at('2021-10-10T00:20:00Z'))).toHaveLength(200);
  });
});
