import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCatalogue } from '../../infra/ops/catalogue.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { loadProcedure, recallIfThere } from '../../shared/procedure/store.ts';
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

  it('takes over what changed and drops what is gone; who recalls a procedure notices within a minute', async () => {
    expect(await recallIfThere('1.002809', at('2021-10-10T00:00:00Z'))).toMatchObject({ code: '1.002809' });
    const renamed = criminalRecord.map((procedure) => ({
      ...procedure,
      name: { ...procedure.name, en: 'Criminal record sheet' },
    }));
    expect(await importCatalogue(target, renamed)).toEqual({ written: 1, unchanged: 0, removed: 82 });
    await expect(loadProcedure('1.002809')).rejects.toMatchObject({ code: 'procedure-not-found' });
    expect(await loadProcedure('2.000488')).toMatchObject({ name: { en: 'Criminal record sheet' } });
    expect(await recallIfThere('1.002809', at('2021-10-10T00:00:59.999Z'))).toBeDefined();
    expect(await recallIfThere('1.002809', at('2021-10-10T00:01:00Z'))).toBeUndefined();
  });
});
