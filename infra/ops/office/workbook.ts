import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { csvOf, type Spreadsheet, workbookOf } from '../../../shared/spreadsheet.ts';

/** The rows of each sheet, its head first, by the name of the sheet. A cell is its text; an empty one is `''`. */
export type Workbook = ReadonlyMap<string, readonly (readonly string[])[]>;

/** A text as it is kept: composed (Unicode NFC), without the spaces that typing leaves. */
const tidy = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();

function textOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'boolean') return cell ? 'có' : 'không';
  return cell === null || cell === undefined ? '' : tidy(String(cell));
}

/** What a spreadsheet program would take for a formula was led by an apostrophe when it was written. */
const unguarded = (text: string): string => text.replace(/^'(?=[=+\-@])/, '');

const isXlsx = (file: string): boolean => path.extname(file).toLowerCase() === '.xlsx';
const isCsv = (file: string): boolean => path.extname(file).toLowerCase() === '.csv';

/** A workbook as offices keep it: an `.xlsx`, a CSV in UTF-8 with the name of its sheet, or a folder with some of those. */
export async function readWorkbook(file: string): Promise<Workbook> {
  if (isXlsx(file)) {
    const sheets = await readXlsxFile(file);
    return new Map(sheets.map(({ sheet, data }) => [tidy(sheet), data.map((row) => row.map(textOf))]));
  }
  const csvs = isCsv(file)
    ? [file]
    : readdirSync(file)
        .filter(isCsv)
        .map((name) => path.join(file, name));
  return new Map(
    csvs.map((csv) => {
      const rows: string[][] = parse(readFileSync(csv, 'utf8'), { bom: true, relaxColumnCount: true });
      return [tidy(path.parse(csv).name), rows.map((row) => row.map((cell) => tidy(unguarded(cell))))];
    }),
  );
}

/** Writes a workbook so that it can be read again. */
export async function writeWorkbook(file: string, sheets: readonly Spreadsheet[]): Promise<void> {
  if (isXlsx(file)) {
    writeFileSync(file, await workbookOf(sheets));
    return;
  }
  mkdirSync(file, { recursive: true });
  for (const sheet of sheets) writeFileSync(path.join(file, `${sheet.name}.csv`), csvOf(sheet));
}
