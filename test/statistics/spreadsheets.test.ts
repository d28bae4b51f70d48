import { describe, expect, it } from 'vitest';
import type { Spreadsheet } from '../../shared/spreadsheet.ts';
import { catalogueFigures } from '../../shared/statistics/catalogue-figures.ts';
import { compared } from '../../shared/statistics/comparison.ts';
import { figuresOf } from '../../shared/statistics/figures.ts';
import { reportOf } from '../../shared/statistics/report.ts';
import {
  catalogueTable,
  comparisonTable,
  figuresTable,
  reportTable,
} from '../../shared/statistics/spreadsheets.ts';

/** A row by the heads of its columns. */
const rowOf = ({ head, rows }: Spreadsheet, place: number) =>
  Object.fromEntries(head.map((name, column) => [name, rows[place]?.[column]]));

const of = (online: number, desk: number) =>
  figuresOf({ eve: {}, end: { or: online, dr: desk, de: 2, dv: 1, pi: 3, po: 2, pw: 1 } });

describe('the statistics as tables', () => {
  it('tell a catalogue that is empty without a share of it', () => {
    expect(catalogueTable(catalogueFigures([])).rows).toEqual([
      ['Mức độ 4', 0, null],
      ['Mức độ 3', 0, null],
      ['Mức độ 2', 0, null],
      ['Mức độ 1', 0, null],
      ['Tổng số', 0, null],
    ]);
  });

  it('have the total last, and nothing in a row that is not published but its name', () => {
    const hidden = {
      rank: 1,
      key: 'H25.16',
      name: { vi: 'Sở Y tế', en: 'Department of Health' },
      figures: null,
    };
    const table = figuresTable({ from: '2021-01-01', to: '2021-10-10', total: of(1, 3), rows: [hidden] });
    expect(table.rows[0]?.filter((cell) => cell !== null)).toEqual(['H25.16', 'Sở Y tế']);
    expect(rowOf(table, 1)).toMatchObject({
      Mã: '',
      Tên: 'Tổng số',
      'Tiếp nhận': 4,
      'Tiếp nhận trực tuyến': 1,
      'Tỷ lệ trực tuyến (%)': 25,
      'Tỷ lệ đúng hạn (%)': 66.67,
      'Nộp hoặc trả qua bưu chính công ích': 4,
    });
  });

  it('lay one period beside another, rates by their points', () => {
    const table = comparisonTable(compared(of(3, 1), of(1, 3)));
    expect(table.rows).toEqual([
      ['Tiếp nhận', 4, 4, 0, 1],
      ['Tiếp nhận trực tuyến', 3, 1, 2, 3],
      ['Tiếp nhận không trực tuyến', 1, 3, -2, 0.33],
      ['Qua bưu chính công ích', 4, 4, 0, 1],
      ['Tỷ lệ trực tuyến (%)', 75, 25, 50, 3],
      ['Tỷ lệ đúng hạn (%)', 66.67, 66.67, 0, 1],
    ]);
  });

  it('have the waiting apart in report 07a, and among those in progress in 06a', () => {
    const line = {
      agency: 'H25.03',
      procedureCode: '2.000488',
      procedure: undefined,
      eve: {},
      end: { dr: 5, de: 2, dP: 3, dW: 1 },
    };
    const [agencies, fields] = (['06a', '07a'] as const).map((form) =>
      reportTable({ form, from: '2021-01-01', to: '2021-10-10', ...reportOf([line], form) }),
    );
    if (!agencies || !fields) throw new Error('a report has no table');
    expect(rowOf(agencies, 0)).toMatchObject({
      Mã: 'H25.03',
      Tên: 'Sở Tư pháp',
      'Đang giải quyết: tổng số': 3,
    });
    expect(agencies.head).not.toContain('Bổ sung');
    expect(rowOf(fields, 1)).toMatchObject({ Tên: 'Tổng số', 'Đang giải quyết: tổng số': 2, 'Bổ sung': 1 });
  });
});
