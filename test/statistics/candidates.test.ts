import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { type Procedure, ProcedureSummary } from '../../shared/procedure/procedure.ts';
import { candidatesOf } from '../../shared/statistics/candidates.ts';
import { indicatorsOf } from '../../shared/statistics/indicators.ts';

const [model] = catalogue;
if (!model) throw new Error('no procedure');
const [paper] = model.papers;
if (!paper) throw new Error('no paper');

const aProcedure = (code: string, change: Partial<Procedure>): Procedure => ({
  ...model,
  code,
  agency: 'H25.08',
  serviceLevel: 3,
  inPerson: false,
  processing: { unit: 'workingDays', days: 5 },
  papers: [paper],
  ...change,
});

const procedures = [
  aProcedure('1.000001', {}),
  aProcedure('1.000002', { serviceLevel: 2, serviceClass: 'information' }),
  aProcedure('1.000003', { serviceLevel: 4 }),
  aProcedure('1.000004', { inPerson: true }),
  aProcedure('1.000005', { processing: { unit: 'workingDays', days: 45 } }),
  aProcedure('1.000006', {
    papers: Array.from({ length: 9 }, (_, place) => ({ ...paper, id: `p-${place}`, required: true })),
  }),
  aProcedure('1.000007', {}),
];
const byCode = new Map(procedures.map((procedure) => [procedure.code, procedure]));
const line = (code: string, end: Readonly<Record<string, number>>) => ({
  agency: 'H25.08',
  procedureCode: code,
  procedure: ProcedureSummary.parse(byCode.get(code)),
  eve: {},
  end,
});
const lines = [
  line('1.000001', { dr: 300, or: 100 }),
  line('1.000002', { dr: 500 }),
  line('1.000003', { dr: 900 }),
  line('1.000004', { dr: 900 }),
  line('1.000005', { dr: 900 }),
  line('1.000006', { dr: 900 }),
  line('1.000007', { dr: 99 }),
];

describe('the candidates for a higher level', () => {
  const found = candidatesOf(lines, byCode, 100);

  it('are much used and not complex, those with the most paper dossiers first', () => {
    expect(
      found.map(({ rank, code, serviceLevel, proposedLevel, onPaper }) => [
        rank,
        code,
        serviceLevel,
        proposedLevel,
        onPaper.part,
      ]),
    ).toEqual([
      [1, '1.000002', 2, 3, 500],
      [2, '1.000001', 3, 4, 300],
    ]);
  });

  it('say why: volume, paper, simplicity, and what the 30 % rule lacks', () => {
    const [, second] = found;
    expect(second?.reasons.map(({ vi }) => vi)).toEqual([
      'Nhiều hồ sơ: 400',
      '75,00% còn nộp bằng giấy',
      'Không phức tạp: 1 giấy tờ, 5 ngày, không phải có mặt',
      'Cơ quan mới có 2,17% hồ sơ trực tuyến, dưới 30% (TT 01/2018/TT-VPCP)',
    ]);
  });

  it('say that the agency would reach the rule where it would', () => {
    const [only] = candidatesOf(
      [line('1.000001', { dr: 300, or: 100 }), line('1.000003', { dr: 900 })],
      byCode,
      100,
    );
    expect(only?.reasons.at(-1)?.en).toBe(
      'Its agency has 7.69 % online, below 30 % (TT 01/2018/TT-VPCP); it would have 30.77 %',
    );
  });
});

describe('the indicators of QĐ 766', () => {
  it('follow their formulas', () => {
    const counts = { dr: 8, or: 2, de: 3, dt: 2, ov: 1, dm: 1000, om: 80, dP: 3, dL: 1, dW: 1 };
    const said = { dp: 3, op: 2, oq: 1, dV: 2, oS: 1, dU: 1 };
    const items = indicatorsOf(
      [line('1.000001', { ...counts, ...said })],
      procedures.map((one) => ProcedureSummary.parse(one)),
    );
    expect(items.map(({ id, share, hours, score }) => [id, share?.text ?? hours ?? score])).toEqual([
      // Five in time and two open that are not late, of nine.
      ['2.1', '77,78%'],
      // 1,080 minutes of six.
      ['2.2', 3],
      ['3.1', '85,71%'],
      ['3.2', '16,67%'],
      ['3.3', '20,00%'],
      // One payment through a provider, of five.
      ['3.6', '20,00%'],
      // Three early and two on the day, of six: eight points.
      ['TT01-1', 1.3],
      // Two very satisfied and one satisfied, of four: five points.
      ['TT01-7', 1.3],
    ]);
  });
});
