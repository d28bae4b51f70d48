import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepArchive } from '../../shared/rights/archive.ts';
import { type ObjectStore, startObjectStore } from '../support/object-store.ts';

let bucket: ObjectStore;
beforeAll(async () => {
  Object.assign(process.env, {
    AWS_REGION: 'ap-southeast-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  bucket = await startObjectStore();
});
afterAll(() => bucket.stop());

const at = new Date('2021-10-11T02:00:00Z');
const fileOf = (name: string, sizeBytes: number) => ({
  path: `files/${name}.pdf`,
  objectKey: `dossiers/${name}`,
  objectVersion: 'version-1',
  sizeBytes,
});

describe('an archive', () => {
  it('is put in the length that was stated before, with a thousand files and more', {
    timeout: 60_000,
  }, async () => {
    const files = Array.from({ length: 1001 }, (_, place) => fileOf(String(place), 9));
    for (const { objectKey } of files) bucket.upload(`/documents/${objectKey}`, Buffer.from('một hai'));
    const texts = [{ path: 'lời dặn.txt', text: 'Xin đọc trước' }];
    const kept = await keepArchive('exports/a/1', { texts, files }, at);
    const [put] = bucket.puts;
    expect(put?.path).toBe('/documents/sheets/exports/a/1.zip');
    expect(kept).toMatchObject({ objectKey: 'sheets/exports/a/1.zip', objectVersion: 'version-1' });
    expect(put?.bytes.length).toBe(kept.sizeBytes);
    expect(
      createHash('sha256')
        .update(put?.bytes ?? '')
        .digest('hex'),
    ).toBe(kept.sha256);
    const unpacked = unzipSync(put?.bytes ?? Buffer.alloc(0));
    expect(Object.keys(unpacked)).toHaveLength(1002);
    expect(Buffer.from(unpacked['lời dặn.txt'] ?? []).toString()).toBe('Xin đọc trước');
    expect(Buffer.from(unpacked['files/1000.pdf'] ?? []).toString()).toBe('một hai');
  });

  it('comes to nothing when a file is not there, or not as long as was said, and does not wait for it', async () => {
    bucket.upload('/documents/dossiers/short', Buffer.from('ngắn'));
    for (const file of [fileOf('missing', 9), fileOf('short', 9)])
      await expect(keepArchive('exports/b/1', { texts: [], files: [file] }, at)).rejects.toThrow();
    expect(bucket.puts.filter(({ path }) => path.endsWith('exports/b/1.zip'))).toEqual([]);
  });
});
