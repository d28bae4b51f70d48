import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { csvOf, type Spreadsheet, xlsxOf } from '../shared/spreadsheet.ts';

const table = (...rows: Spreadsheet['rows'][number][]): Spreadsheet => ({
  name: 'bang',
  head: ['Tên', 'Số hồ sơ'],
  rows,
});

describe('a table as CSV', () => {
  it('begins with the mark by which Excel knows UTF-8, and ends each row with CRLF', () => {
    expect(csvOf(table(['Sở Tư pháp', 1234], ['Sở Y tế', 43.73]))).toBe(
      '\uFEFFTên,Số hồ sơ\r\nSở Tư pháp,1234\r\nSở Y tế,43.73\r\n',
    );
  });

  it('quotes what would part a field or a row, and leaves empty what is not told', () => {
    expect(csvOf(table(['Văn hóa, "Thể thao"\nvà Du lịch', null]))).toBe(
      '\uFEFFTên,Số hồ sơ\r\n"Văn hóa, ""Thể thao""\nvà Du lịch",\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('makes no formula of the text %j', (text) => {
    const [, row = ''] = csvOf(table([text, -5])).split('hồ sơ\r\n');
    expect(row.replaceAll('"', '')).toBe(`'${text},-5\r\n`);
  });
});

describe('a table as XLSX', () => {
  /** The parts of the file by their paths. */
  async function partsOf(of: Spreadsheet): Promise<(path: string) => string> {
    const files = unzipSync(await xlsxOf(of));
    return (path) => strFromU8(files[path] ?? new Uint8Array());
  }

  it('has numbers as numbers, and nothing where nothing is told', async () => {
    const part = await partsOf(table(['Sở Tư pháp', 43.73], ['Sở Y tế', null]));
    const sheet = part('xl/worksheets/sheet1.xml');
    expect(sheet).toMatch(/<c r="B2"(?! t="s")[^>]*><v>43.73<\/v><\/c>/);
    expect(sheet).not.toContain('"B3"');
    expect(part('xl/sharedStrings.xml')).toContain('Sở Tư pháp');
  });

  it('has texts as texts, whatever they begin with', async () => {
    const part = await partsOf(table(['=HYPERLINK("x")<&>', 1]));
    expect(part('xl/worksheets/sheet1.xml')).not.toContain('<f>');
    expect(part('xl/sharedStrings.xml')).toContain('<t>=HYPERLINK("x")&lt;&amp;&gt;</t>');
  });
});
