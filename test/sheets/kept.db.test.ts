import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openKept, type Shelf } from '../../shared/sheets/kept.ts';
import { findKeptSheet } from '../../shared/sheets/kept-sheet.ts';
import { receiptSheet } from '../../shared/sheets/receipt.ts';
import type { Sheet } from '../../shared/sheets/sheet.ts';
import { sheetKey } from '../../shared/table/keys.ts';
import { startTable, type TestTable } from '../support/dynamodb.ts';
import { type ObjectStore, startObjectStore } from '../support/object-store.ts';
import { richRecord } from '../support/sheets.ts';

let table: TestTable;
let bucket: ObjectStore;
beforeAll(async () => {
  table = await startTable();
  bucket = await startObjectStore();
});
afterAll(async () => {
  bucket.stop();
  await table.stop();
});

const now = () => new Date('2021-10-14T13:20:00.000Z');
const shelf = (dossierId: string): Shelf => ({
  key: (edition) => sheetKey(dossierId, 'receipt', edition),
  folder: dossierId,
  about: 'H25.03-211008-0001',
});
const receipt = (): Sheet => {
  const sheet = receiptSheet(richRecord());
  if (!sheet) throw new Error('the record warrants no receipt');
  return sheet;
};
const means = () => ({
  render: vi.fn(async () => Buffer.from('%PDF of it')),
  sign: vi.fn(async (pdf: Uint8Array) => Buffer.concat([pdf, Buffer.from(' signed')])),
  now,
});
const hex = (text: string) => createHash('sha256').update(text).digest('hex');

describe('a sheet', () => {
  it('is made, signed and stored once, and what was signed is what its hash is of', async () => {
    const first = means();
    const opened = await openKept(receipt(), shelf('dossier-1'), first);
    expect(first.sign).toHaveBeenCalledWith(Buffer.from('%PDF of it'));
    expect(opened).toMatchObject({ sha256: hex('%PDF of it signed'), sizeBytes: 17, expiresInSeconds: 60 });
    const [put] = bucket.puts;
    expect(put?.bytes.toString()).toBe('%PDF of it signed');
    expect(put?.path).toMatch(/^\/documents\/sheets\/dossier-1\/receipt-[0-9a-f]{64}\.pdf$/);
    expect(Buffer.from(put?.checksum ?? '', 'base64').toString('hex')).toBe(opened.sha256);

    const again = means();
    const reopened = await openKept(receipt(), shelf('dossier-1'), again);
    expect([again.render, again.sign].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
    expect(reopened.sha256).toBe(opened.sha256);
    expect(bucket.puts).toHaveLength(1);
  });

  it('is opened in the version that was stored, to be saved under its name', async () => {
    const { url } = await openKept(receipt(), shelf('dossier-2'), means());
    const { pathname, searchParams } = new URL(url);
    expect(pathname).toBe(bucket.puts.at(-1)?.path);
    expect(searchParams.get('versionId')).toBe(`version-${bucket.puts.length}`);
    expect(searchParams.get('response-content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('Giấy tiếp nhận hồ sơ và hẹn trả kết quả H25.03-211008-0001.pdf')}`,
    );
  });

  it('stands beside the dossier as an item of its own, by what it says', async () => {
    const { sha256 } = await openKept(receipt(), shelf('dossier-3'), means());
    const edition = hex(JSON.stringify(receipt()));
    const { Item } = await table.client.send(
      new GetCommand({
        TableName: table.tableName,
        Key: { PK: 'DOSSIER#dossier-3', SK: `SHEET#receipt#${edition}` },
      }),
    );
    expect(Item).toMatchObject({ v: 1, sha256, sizeBytes: 17, madeAt: '2021-10-14T13:20:00.000Z' });
  });

  it('is another edition once it says something else', async () => {
    const before = bucket.puts.length;
    await openKept(receipt(), shelf('dossier-4'), means());
    await openKept({ ...receipt(), notes: [] }, shelf('dossier-4'), means());
    expect(new Set(bucket.puts.slice(before).map(({ path }) => path)).size).toBe(2);
  });

  it('is the file of whoever keeps it first, when two make it at once', async () => {
    const opened = await Promise.all(
      ['one', 'other'].map((text) =>
        openKept(receipt(), shelf('dossier-5'), { ...means(), sign: async () => Buffer.from(text) }),
      ),
    );
    expect(new Set(opened.map(({ sha256 }) => sha256)).size).toBe(1);
    expect([hex('one'), hex('other')]).toContain(opened[0]?.sha256);
    expect(new Set(opened.map(({ url }) => new URL(url).searchParams.get('versionId'))).size).toBe(1);
  });

  it('is not on record when it could not be signed', async () => {
    const failing = { ...means(), sign: async () => Promise.reject(new Error('no key')) };
    const before = bucket.puts.length;
    await expect(openKept(receipt(), shelf('dossier-6'), failing)).rejects.toThrow('no key');
    expect(bucket.puts).toHaveLength(before);
    const { sha256 } = await openKept(receipt(), shelf('dossier-6'), means());
    expect(sha256).toBe(hex('%PDF of it signed'));
  });

  it('is found by its hash, unless it is a draft: that nobody has signed, and nobody can hold it against the agency', async () => {
    const drafted = means();
    const given = await openKept(receipt(), shelf('dossier-7'), means());
    const draft = await openKept({ ...receipt(), isDraft: true }, shelf('dossier-7'), drafted);
    expect(drafted.sign).not.toHaveBeenCalled();
    expect(draft.sha256).toBe(hex('%PDF of it'));
    expect(await findKeptSheet('dossier-7', given.sha256)).toEqual({
      form: 'receipt',
      madeAt: '2021-10-14T13:20:00.000Z',
    });
    expect(await findKeptSheet('dossier-7', draft.sha256)).toBeUndefined();
  });
});
