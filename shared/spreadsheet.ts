import * as z from 'zod';

/** The media types of a table beside JSON. */
export const spreadsheetTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** What a query says that asks for a table. */
export const format = z.enum(['json', 'csv', 'xlsx']).default('json');
export type SpreadsheetFormat = z.output<typeof format>;

/** A cell: a text, a number, or nothing to tell. */
export type Cell = string | number | null;

/** What one column tells of a row. */
export type Column<Row> = readonly [head: string, of: (row: Row) => Cell];

/** A table as an office opens it. */
export type Spreadsheet = {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};

export const spreadsheetOf = <Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Spreadsheet => ({
  name,
  head: columns.map(([head]) => head),
  rows: rows.map((row) => columns.map(([, of]) => of(row))),
});

/** Without it Excel takes a file for one of the code page of its machine. */
const BYTE_ORDER_MARK = '\uFEFF';

/** What a spreadsheet program takes for a formula when a cell begins so (OWASP, CSV Injection). */
const formula = /^[=+\-@\t\r]/;

function fieldOf(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = cell ?? '';
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** As CSV (RFC 4180) in UTF-8. Numbers have a point; a text that would be a formula is led by an apostrophe. */
export const csvOf = ({ head, rows }: Spreadsheet): string =>
  BYTE_ORDER_MARK + [head, ...rows].map((row) => `${row.map(fieldOf).join(',')}\r\n`).join('');

/** Characters that a column has room for. */
const WIDTH = { first: 12, name: 44, number: 16 };

/** A sheet of a workbook, with numbers as numbers and texts as texts, whatever they begin with; the head stays in sight. */
function sheetOf({ head, rows }: Spreadsheet) {
  const heads = head.map((value) => ({ value, fontWeight: 'bold' as const, wrap: true }));
  const columns = head.map((_, place) => {
    const cells = rows.map((row) => row[place]);
    const isText = cells.some((cell) => typeof cell === 'string' && cell.length > WIDTH.number);
    return { width: isText ? WIDTH.name : place === 0 ? WIDTH.first : WIDTH.number };
  });
  return { data: [heads, ...rows.map((row) => [...row])], columns, stickyRowsCount: 1 };
}

/** Loaded by who asks for it: most answers are JSON. */
const writer = async () => (await import('write-excel-file/node')).default;

/** As XLSX. */
export async function xlsxOf(table: Spreadsheet): Promise<Buffer> {
  const write = await writer();
  return write([sheetOf(table)]).toBuffer();
}

/** Several tables as one XLSX, each a sheet of its name. */
export async function workbookOf(tables: readonly Spreadsheet[]): Promise<Buffer> {
  const write = await writer();
  return write(tables.map((one) => ({ ...sheetOf(one), sheet: one.name }))).toBuffer();
}
