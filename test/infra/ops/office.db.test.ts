import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importCatalogue } from '../../../infra/ops/catalogue.ts';
import { ops } from '../../../infra/ops/ops.ts';
import { catalogue } from '../../../shared/procedure/catalogue.ts';
import { loadProcedure } from '../../../shared/procedure/store.ts';
import { dynamodbUrl, startTable, type TestTable } from '../../support/dynamodb.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'catalogue-'));
const main = path.join(folder, 'Thủ tục.csv');
let table: TestTable;

async function run(command: string, ...options: readonly string[]): Promise<string> {
  const said: string[] = [];
  const say = { done: (text: string) => said.push(text), failed: (text: string) => said.push(text) };
  const where = ['--table', table.tableName, '--endpoint', await dynamodbUrl(), '--file', folder];
  const code = await ops([command, ...where, ...options], say);
  return `${code} ${said.join()}`;
}

/** Changes the file as an office would. */
const change = (what: RegExp, by: string) => {
  const before = readFileSync(main, 'utf8');
  const after = before.replace(what, by);
  expect(after).not.toBe(before);
  writeFileSync(main, after);
};

beforeAll(async () => {
  table = await startTable();
  await importCatalogue({ client: table.client, tableName: table.tableName }, catalogue.slice(0, 5));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await table.stop();
});

const [first, , third] = catalogue;

it('goes out to an office, and comes back as it was changed there', async () => {
  expect(await run('export-catalogue')).toBe(`0 ${folder}: 5 procedures`);
  expect(await run('import-catalogue')).toBe(
    `0 ${table.tableName}: 0 procedures written, 5 unchanged, 0 removed`,
  );
  change(/toàn trình/, 'một phần');
  expect(await run('import-catalogue', '--dry-run')).toBe(
    `0 + ${first?.code}\n${table.tableName}: 1 procedures would be written, 4 unchanged, 0 would be removed`,
  );
  expect(await loadProcedure(String(first?.code))).toEqual(first);
  expect(await run('import-catalogue')).toBe(
    `0 ${table.tableName}: 1 procedures written, 4 unchanged, 0 removed`,
  );
  expect(await loadProcedure(String(first?.code))).toEqual({ ...first, serviceClass: 'partial' });
});

it('changes nothing when a line is wrong, unless that one is to be left as it is', async () => {
  change(/một phần/, 'toàn trình');
  change(new RegExp(`(${third?.code},[^\\n]*?),H25\\.\\d\\d`), '$1,H25.99');
  const fault = 'Thủ tục!D3 (Mã cơ quan): there is no such agency';
  expect(await run('import-catalogue')).toBe(`1 ${fault}\n\n${folder}: 1 faults. Nothing was imported.`);
  expect(await loadProcedure(String(first?.code))).toMatchObject({ serviceClass: 'partial' });
  expect(await run('import-catalogue', '--skip-bad')).toBe(
    `0 ${fault}\n${table.tableName}: 1 procedures written, 4 unchanged, 0 removed`,
  );
  expect(await loadProcedure(String(first?.code))).toEqual(first);
  expect(await loadProcedure(String(third?.code))).toEqual(third);
});

it('removes what an office left out only when that is said', async () => {
  change(new RegExp(`${third?.code},[^\\n]*\\n`), '');
  for (const sheet of [
    'Thành phần hồ sơ',
    'Phí, lệ phí',
    'Biểu phí',
    'Mức thu',
    'Miễn, giảm',
    'Trường thông tin',
    'Lựa chọn',
  ]) {
    const file = path.join(folder, `${sheet}.csv`);
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.filter((line) => !line.startsWith(`${third?.code},`)).join('\n'));
  }
  expect(await run('import-catalogue')).toBe(
    `1 ${folder} does not have ${third?.code}, which the table has: say --remove if they are gone. Nothing was imported.`,
  );
  expect(await loadProcedure(String(third?.code))).toEqual(third);
  expect(await run('import-catalogue', '--remove')).toBe(
    `0 ${table.tableName}: 0 procedures written, 4 unchanged, 1 removed`,
  );
  await expect(loadProcedure(String(third?.code))).rejects.toMatchObject({ code: 'procedure-not-found' });
});
