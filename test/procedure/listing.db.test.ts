import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { importCatalogue } from '../../infra/ops/catalogue.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { listingItems } from '../../shared/procedure/listing.ts';
import { Procedure, ProcedureSummary } from '../../shared/procedure/procedure.ts';
import { startTable, type TestTable } from '../support/dynamodb.ts';

let target: TestTable;

beforeAll(async () => {
  target = await startTable();
});
afterAll(() => target.stop());

/** A function that has just started: it keeps no listing yet. */
async function started() {
  vi.resetModules();
  const { table } = await import('../../shared/aws.ts');
  const { recallListing, recallSensitive } = await import('../../shared/procedure/listing.ts');
  return { table, recallListing, recallSensitive };
}

const at = (time: string) => () => new Date(time);
const named = (name: string, procedures: readonly Procedure[] = catalogue): readonly Procedure[] =>
  procedures.map((procedure) => ({ ...procedure, name: { ...procedure.name, en: name } }));

/** Listed procedures of names that no packing makes shorter. */
const many = (count: number): readonly Procedure[] =>
  Array.from({ length: count }, (_, number) => ({
    ...Procedure.parse(catalogue[0]),
    code: `1.${String(number).padStart(6, '0')}`,
    name: { vi: createHash('sha512').update(String(number)).digest('hex'), en: `Procedure ${number}` },
  }));

const put = async (items: readonly Record<string, unknown>[]) => {
  for (const Item of items) await target.client.send(new PutCommand({ TableName: target.tableName, Item }));
};

describe('the listing of the catalogue', () => {
  beforeEach(async () => {
    await importCatalogue(target);
  });

  it('has all procedures in short, in the order of their codes', async () => {
    const { recallListing } = await started();
    const procedures = await recallListing(at('2021-10-10T00:00:00Z'));
    expect(procedures).toHaveLength(83);
    expect(procedures[0]?.summary).toMatchObject({ code: '1.000028', agency: 'H25.08' });
    expect(procedures.at(-1)?.summary.code).toBe('9.000009');
  });

  it('says beside what is shown which procedures hold sensitive data; where it does not say, all of them do', async () => {
    const { recallListing, recallSensitive } = await started();
    const sensitive = await recallSensitive(at('2021-10-10T00:00:00Z'));
    expect(['2.000488', '2.000635'].map((code) => sensitive.has(code))).toEqual([true, false]);
    const [first] = await recallListing(at('2021-10-10T00:00:00Z'));
    expect(first?.summary).not.toHaveProperty('sensitive');
    await put(
      listingItems(catalogue.map((procedure) => Object.assign({}, procedure, { sensitive: undefined }))),
    );
    expect((await (await started()).recallSensitive(at('2021-10-10T00:00:00Z'))).size).toBe(83);
  });

  it('is empty before the first import', async () => {
    const Key = { PK: 'CATALOGUE', SK: 'LISTING' };
    await target.client.send(new DeleteCommand({ TableName: target.tableName, Key }));
    const { recallListing } = await started();
    expect(await recallListing(at('2021-10-10T00:00:00Z'))).toEqual([]);
  });

  it('is looked after once a minute, and read again only when there is another', async () => {
    const { table, recallListing } = await started();
    const calls = vi.spyOn(table, 'send');
    await recallListing(at('2021-10-10T00:00:00Z'));
    await importCatalogue(target, named('Renamed'));
    expect((await recallListing(at('2021-10-10T00:00:59.999Z')))[0]?.summary.name.en).not.toBe('Renamed');
    expect(calls).toHaveBeenCalledTimes(1);
    await vi.waitFor(async () => {
      const [first] = await recallListing(at('2021-10-10T00:01:00Z'));
      expect(first?.summary.name.en).toBe('Renamed');
    });
    expect(calls).toHaveBeenCalledTimes(3);
    await recallListing(at('2021-10-10T00:02:00Z'));
    await vi.waitFor(() => expect(calls).toHaveBeenCalledTimes(4));
  });

  it('is answered from what is kept while the table is slow, and no second reload is begun', async () => {
    const { table, recallListing } = await started();
    await recallListing(at('2021-10-10T00:00:00Z'));
    await importCatalogue(target, named('Renamed'));
    table.middlewareStack.add((next) => async (args) => {
      await sleep(600);
      return next(args);
    });
    const calls = vi.spyOn(table, 'send');
    const begun = performance.now();
    for (let count = 0; count < 3; count++)
      expect(await recallListing(at('2021-10-10T00:01:00Z'))).toHaveLength(83);
    expect(performance.now() - begun).toBeLessThan(600);
    expect(calls).toHaveBeenCalledTimes(1);
  });

  it('serves another minute when the table fails', async () => {
    const { table, recallListing } = await started();
    await recallListing(at('2021-10-10T00:00:00Z'));
    const calls = vi.spyOn(table, 'send').mockRejectedValue(new Error('the table is gone'));
    expect(await recallListing(at('2021-10-10T00:01:00Z'))).toHaveLength(83);
    await vi.waitFor(async () => {
      await recallListing(at('2021-10-10T00:01:59Z'));
      expect(calls).toHaveBeenCalledTimes(1);
    });
  });

  it('of 20,000 procedures takes several items, and is whole', async () => {
    const items = listingItems(many(20_000));
    expect(items.length).toBeGreaterThan(1);
    await put(items);
    const { recallListing } = await started();
    const procedures = await recallListing(at('2021-10-10T00:00:00Z'));
    expect(procedures.map(({ summary }) => summary)).toEqual(
      many(20_000).map((one) => ProcedureSummary.parse(one)),
    );
  });

  it('is the one of before or the new one, though an import comes between two reads of its items', async () => {
    await put(listingItems(many(20_000)));
    const { table, recallListing } = await started();
    let imported = false;
    table.middlewareStack.add((next) => async (args) => {
      const answer = await next(args);
      if (!imported) {
        imported = true;
        await importCatalogue(target);
      }
      return answer;
    });
    expect(await recallListing(at('2021-10-10T00:00:00Z'))).toHaveLength(20_000);
    expect(await (await started()).recallListing(at('2021-10-10T00:00:00Z'))).toHaveLength(83);
  });

  it('that somebody changed by hand is not believed, and the next import repairs it', async () => {
    const [first] = listingItems(many(2));
    const [other] = listingItems(many(3));
    await put([{ ...first, packs: other.packs }]);
    const { recallListing } = await started();
    await expect(recallListing(at('2021-10-10T00:00:00Z'))).rejects.toThrow('is not what was written');
    await importCatalogue(target);
    expect(await recallListing(at('2021-10-10T00:00:00Z'))).toHaveLength(83);
  });

  it('leaves nothing behind: what an import replaced is gone after the next', async () => {
    const parts = listingItems(many(20_000));
    await put(parts);
    await importCatalogue(target);
    await importCatalogue(target);
    for (const { PK, SK } of parts.slice(1)) {
      const { Item } = await target.client.send(
        new GetCommand({ TableName: target.tableName, Key: { PK, SK } }),
      );
      expect(Item).toBeUndefined();
    }
  });
});
