import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { calendarIn, calendarSheet } from '../../../infra/ops/office/calendar-workbook.ts';
import { catalogueIn, sheetsOf } from '../../../infra/ops/office/catalogue-workbook.ts';
import { textOf } from '../../../infra/ops/office/sheet.ts';
import { readWorkbook, type Workbook, writeWorkbook } from '../../../infra/ops/office/workbook.ts';
import { LocalDate } from '../../../shared/clock.ts';
import { seededYears } from '../../../shared/deadline/seed.ts';
import { tariffOn } from '../../../shared/fee/tariff.ts';
import { catalogue } from '../../../shared/procedure/catalogue.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'office-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(['workbook.xlsx', 'csv'])('a catalogue written as %s', (name) => {
  it('is the same when it is read again', async () => {
    const file = path.join(folder, name);
    await writeWorkbook(file, sheetsOf(catalogue));
    const read = catalogueIn(await readWorkbook(file));
    expect(read.faults.map(textOf)).toEqual([]);
    expect(read.procedures).toEqual(catalogue);
  });

  it('has a calendar beside it that is the same too', async () => {
    const file = path.join(folder, `calendar-${name}`);
    await writeWorkbook(file, [calendarSheet(seededYears())]);
    const read = calendarIn(await readWorkbook(file));
    expect(read.map(({ year, days }) => ({ year, days }))).toEqual(
      seededYears().map(({ year, days }) => ({ year, days })),
    );
  });
});

/** A catalogue of two procedures as an office sends it, and its sheets to change a cell of. */
async function sent(): Promise<Map<string, string[][]>> {
  const file = path.join(folder, 'two.xlsx');
  const two = catalogue.filter(({ code }) => ['2.000488', '2.000635'].includes(code));
  await writeWorkbook(file, sheetsOf(two));
  const workbook = await readWorkbook(file);
  return new Map([...workbook].map(([name, rows]) => [name, rows.map((row) => [...row])]));
}

/** Puts a text into the cell below a head. */
function type(workbook: Map<string, string[][]>, sheet: string, line: number, head: string, text: string) {
  const rows = workbook.get(sheet) ?? [];
  const place = rows[0]?.indexOf(head) ?? -1;
  const row = rows[line - 1];
  if (!row || place < 0) throw new Error(`no cell ${sheet} ${line} ${head}`);
  row[place] = text;
}

const faultsOf = (workbook: Workbook) => catalogueIn(workbook).faults.map(textOf);

describe('a line with a fault', () => {
  it.each([
    ['Thủ tục', 2, 'Mức độ', '', 'Thủ tục!G2 (Mức độ): is missing'],
    ['Thủ tục', 3, 'Mức độ', '5', 'Thủ tục!G3 (Mức độ): Invalid option: expected one of 1|2|3|4'],
    ['Thủ tục', 2, 'Mức độ', 'bốn', 'Thủ tục!G2 (Mức độ): must be a whole number'],
    ['Thủ tục', 2, 'Mã cơ quan', 'H25.99', 'Thủ tục!D2 (Mã cơ quan): there is no such agency'],
    ['Thủ tục', 3, 'Mã thủ tục', '2.000488', 'Thủ tục!A3 (Mã thủ tục): 2.000488 stands there twice'],
    ['Thủ tục', 2, 'Đơn vị', 'tuần', 'Thủ tục!J2 (Đơn vị): must be one of: ngày làm việc, ngày, trong ngày'],
    [
      'Thành phần hồ sơ',
      3,
      'Mã thủ tục',
      '1.000001',
      'Thành phần hồ sơ!A3 (Mã thủ tục): no procedure 1.000001 in Thủ tục',
    ],
    ['Thành phần hồ sơ', 2, 'Bản chính', '0', 'Thủ tục!2: each paper is asked for as an original or a copy'],
    ['Phí, lệ phí', 2, 'Số tiền (đồng)', '', 'Phí, lệ phí!C2 (Số tiền (đồng)): is missing'],
    ['Phí, lệ phí', 2, 'Từ ngày', '31/02/2021', 'Phí, lệ phí!F2 (Từ ngày): Invalid ISO date'],
    ['Biểu phí', 2, 'Từ ngày', '31/02/2021', 'Biểu phí!C2 (Từ ngày): Invalid ISO date'],
    ['Biểu phí', 2, 'Căn cứ', '', 'Biểu phí!D2 (Căn cứ): is missing'],
    [
      'Biểu phí',
      2,
      'Đếm theo trường',
      'purpose',
      'Thủ tục!2: what a tariff counts by is a number that the form asks for',
    ],
    ['Mức thu', 2, 'Phiên bản', 'TT1', 'Mức thu!B2 (Phiên bản): no such version in Biểu phí'],
    ['Mức thu', 2, 'Số tiền (đồng)', '-1', 'Mức thu!G2 (Số tiền (đồng)): must be a whole number'],
    ['Miễn, giảm', 2, 'Giấy tờ chứng minh', '', 'Miễn, giảm!F2 (Giấy tờ chứng minh): is missing'],
    [
      'Miễn, giảm',
      2,
      'Mức thu',
      'certificate',
      'Miễn, giảm!H2 (Mức thu): must be không có, or names with amounts such as "certificate: 100.000", with semicolons between them',
    ],
    [
      'Miễn, giảm',
      3,
      'Mức thu',
      'certificat: 100.000',
      'Thủ tục!2: ids of lines and reliefs are distinct, and a relief names lines of its tariff',
    ],
    ['Lựa chọn', 2, 'Mã trường', 'nosuch', 'Lựa chọn!B2 (Mã trường): no such field of kind lựa chọn'],
  ])('of %s!%i, whose %s says "%s", is told by its cell', async (sheet, line, head, text, fault) => {
    const workbook = await sent();
    type(workbook, sheet, line, head, text);
    expect(faultsOf(workbook)).toContain(fault);
  });

  it('spoils its procedure, and no other', async () => {
    const workbook = await sent();
    type(workbook, 'Phí, lệ phí', 2, 'Số tiền (đồng)', 'hai trăm');
    const { procedures, faulty, faults } = catalogueIn(workbook);
    expect(faults.map(textOf)).toEqual(['Phí, lệ phí!C2 (Số tiền (đồng)): must be a whole number']);
    expect([...faulty]).toEqual(['2.000488']);
    expect(procedures.map(({ code }) => code)).toEqual(['2.000635']);
  });
});

describe('a workbook', () => {
  it('may be one CSV with the name of its only sheet', async () => {
    const file = path.join(folder, 'one');
    await writeWorkbook(file, [calendarSheet(seededYears())]);
    const read = calendarIn(await readWorkbook(path.join(file, 'Lịch làm việc.csv')));
    expect(read.map(({ year }) => year)).toEqual(seededYears().map(({ year }) => year));
  });

  it('is read as people type: spaces, groups of digits, composed or not, columns of their own, in any order', async () => {
    const workbook = await sent();
    type(workbook, 'Phí, lệ phí', 2, 'Số tiền (đồng)', '200.000');
    const rows = workbook.get('Thủ tục') ?? [];
    const turned = rows.map((row, place) => [...row, place === 0 ? 'Ghi chú' : 'đã rà soát'].reverse());
    workbook.set('Thủ tục', turned);
    const file = path.join(folder, 'typed');
    await writeWorkbook(
      file,
      [...workbook].map(([name, [head = [], ...lines]]) => ({ name, head, rows: lines })),
    );
    const csv = path.join(file, 'Thủ tục.csv');
    const typed = readFileSync(csv, 'utf8').replaceAll('Cấp Phiếu', '  Cấp   Phiếu').normalize('NFD');
    writeFileSync(csv, typed);
    const [first] = catalogueIn(await readWorkbook(file)).procedures;
    expect(first).toEqual(catalogue.find(({ code }) => code === '2.000488'));
  });

  it('brings a new tariff from a day on, and keeps the one before for the days until then', async () => {
    const workbook = await sent();
    const [, before = []] = workbook.get('Biểu phí') ?? [];
    workbook.get('Biểu phí')?.push(before.map((cell, place) => ['', 'TT-2027', '01/01/2027'][place] || cell));
    workbook
      .get('Mức thu')
      ?.push(['2.000488', 'TT-2027', 'certificate', 'phí', 'Phí', 'Fee', '250.000', '200.000', '']);
    const { procedures, faults } = catalogueIn(workbook);
    expect(faults.map(textOf)).toEqual([]);
    const changed = procedures.find(({ code }) => code === '2.000488');
    const chargedOn = (day: string) => tariffOn(changed, LocalDate.parse(day));
    expect(chargedOn('2026-12-31')).toEqual(catalogue.find(({ code }) => code === '2.000488')?.tariffs[0]);
    expect(chargedOn('2027-01-01')).toMatchObject({
      version: 'TT-2027',
      lines: [{ amountVnd: 250_000, onlineVnd: 200_000 }],
      reliefs: [],
    });
  });

  it('without a column of the catalogue is not read at all', async () => {
    const workbook = await sent();
    type(workbook, 'Thủ tục', 1, 'Mức độ', 'Cấp độ');
    workbook.delete('Lựa chọn');
    expect(() => catalogueIn(workbook)).toThrow('Thủ tục: these columns are missing: Mức độ');
  });

  it('of a calendar is refused whole for one day', async () => {
    const file = path.join(folder, 'year.xlsx');
    const [year] = seededYears();
    await writeWorkbook(file, [calendarSheet(year ? [year] : [])]);
    const workbook = new Map([...(await readWorkbook(file))].map(([name, rows]) => [name, [...rows]]));
    workbook.get('Lịch làm việc')?.splice(1, 1, ['31/04/2020', 'nghỉ lễ', 'Ngày lạ', 'Không có']);
    expect(() => calendarIn(workbook)).toThrow('Lịch làm việc!A2 (Ngày): Invalid ISO date');
  });
});
