import { type Cell, type Spreadsheet, spreadsheetOf } from '../../../shared/spreadsheet.ts';
import { Unready } from '../command.ts';
import type { CellForm } from './cells.ts';
import type { Workbook } from './workbook.ts';

/** A column: its head, where its value stands in a record, and how it stands in a cell. */
export type Column = {
  readonly head: string;
  readonly path: readonly string[];
  readonly form: CellForm;
};

export const column = (head: string, path: string, form: CellForm): Column => ({
  head,
  path: path.split('.'),
  form,
});

/** A sheet: a record is a line of it, a value a cell. Other columns, such as of notes, may stand between these. */
export type Sheet = { readonly name: string; readonly columns: readonly Column[] };

export type Fields = Readonly<Record<string, unknown>>;

/** What one line of a sheet says. */
export type Line = {
  readonly sheet: Sheet;
  /** As the program shows it: the head is the first. */
  readonly number: number;
  readonly fields: Fields;
  /** Where its columns stand, from 0, by their heads. */
  readonly places: ReadonlyMap<string, number>;
};

/** What is wrong with a cell, or with a line. */
export type Fault = { readonly line: Line; readonly head: string | undefined; readonly says: string };

/** The letters by which spreadsheet programs name a column. */
const lettersOf = (place: number): string =>
  (place < 26 ? '' : lettersOf(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26));

/** A fault as who filled the sheet in finds it, such as `Thủ tục!E12 (Mức độ): is missing`. */
export function textOf({ line: { sheet, number, places }, head, says }: Fault): string {
  const place = head === undefined ? undefined : places.get(head);
  return place === undefined
    ? `${sheet.name}!${number}: ${says}`
    : `${sheet.name}!${lettersOf(place)}${number} (${head}): ${says}`;
}

/** Values at their paths, as one record. */
const nested = (values: readonly (readonly [path: readonly string[], value: unknown])[]): Fields =>
  Object.fromEntries(
    [...Map.groupBy(values, ([[name = '']]) => name)].map(([name, group]) => {
      const inner = group.map(([[, ...rest], value]) => [rest, value] as const);
      const [[rest, value] = [[], undefined]] = inner;
      return [name, rest.length === 0 ? value : nested(inner)];
    }),
  );

/** @throws Unready when the sheet, or a column of it, is not there */
export function readSheet(
  workbook: Workbook,
  sheet: Sheet,
): { readonly lines: readonly Line[]; readonly faults: readonly Fault[] } {
  const [heads = [], ...rows] = workbook.get(sheet.name) ?? [];
  const places = new Map(heads.map((head, place) => [head, place]));
  const missing = sheet.columns.filter(({ head }) => !places.has(head)).map(({ head }) => head);
  if (missing.length > 0)
    throw new Unready(`${sheet.name}: these columns are missing: ${missing.join(', ')}`);
  const faults: Fault[] = [];
  const lines = rows.flatMap((row, place): Line[] => {
    const cells = sheet.columns.flatMap(({ head, path, form }) => {
      const said = row[places.get(head) ?? -1] ?? '';
      return said === '' ? [] : [{ head, path, form, value: form.read(said) }];
    });
    if (cells.length === 0) return [];
    const values = cells.map(({ path, value }) => [path, value] as const);
    const line = { sheet, number: place + 2, fields: nested(values), places };
    for (const { head, form, value } of cells)
      if (value === undefined) faults.push({ line, head, says: `must be ${form.says}` });
    return [line];
  });
  return { lines, faults };
}

/** The column of a sheet that an issue at this path of a record is about. */
export const headAt = ({ columns }: Sheet, path: readonly PropertyKey[]): string | undefined =>
  path.length === 0
    ? undefined
    : columns.find((one) => one.path.every((name, depth) => depth >= path.length || path[depth] === name))
        ?.head;

const valueAt = (record: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
    record,
  );

/** The sheet with these records, as it is read. */
export const sheetOf = ({ name, columns }: Sheet, records: readonly Fields[]): Spreadsheet =>
  spreadsheetOf(
    name,
    columns.map(({ head, path, form }) => [
      head,
      (record: Fields): Cell => {
        const value = valueAt(record, path);
        return value === undefined ? null : form.write(value);
      },
    ]),
    records,
  );
