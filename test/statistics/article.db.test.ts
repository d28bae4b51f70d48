import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as compare } from '../../functions/statistics/compare-periods.ts';
import { handler as candidates } from '../../functions/statistics/list-candidates.ts';
import { handler as catalogueFigures } from '../../functions/statistics/read-catalogue-figures.ts';
import { handler as figures } from '../../functions/statistics/read-figures.ts';
import { handler as indicators } from '../../functions/statistics/read-indicators.ts';
import { periods } from '../../infra/replay/periods.ts';
import { publishedProcedures } from '../../infra/replay/procedures.ts';
import { replay } from '../../infra/replay/replaying.ts';
import { api } from '../../shared/operations.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { officer } from '../support/filing.ts';

/** The article at one dossier for a hundred; the catalogue is whole. */
let table: TestTable;
beforeAll(async () => {
  const procedures = publishedProcedures();
  table = await startApi(procedures);
  expect(await replay({ procedures, scale: 100, log: false })).toMatchObject({ dossiers: 4058 });
}, 240_000);
afterAll(() => table.stop());

const in2020 = { from: '2020-01-01', to: '2020-12-31' };
const in2021 = { from: '2021-01-01', to: '2021-10-10' };
const control = { ...officer('lanh-dao', 'H25.01'), VaiTro: 'kiem-soat-tthc' };
const figuresIn = async (query: Record<string, string>) =>
  (await call(api.readFigures, figures, { query })).body;

describe('the article of October 2021', () => {
  it('speaks of 2,067 procedures: 43.73 % of level 4, 46.64 % of level 3, 9.63 % of level 2', async () => {
    const { body } = await call(api.readCatalogueFigures, catalogueFigures);
    expect(body).toMatchObject({
      procedures: 2067,
      text: '2.067',
      levels: [
        { level: 4, share: { part: 904, percent: 43.73, text: '43,73%' } },
        { level: 3, share: { part: 964, percent: 46.64, text: '46,64%' } },
        { level: 2, share: { part: 199, percent: 9.63, text: '9,63%' } },
        { level: 1, share: { part: 0, percent: 0 } },
      ],
      online: { part: 1868, percent: 90.37 },
    });
  });

  it('has its sums made up of strata: 228,091 with 10,998 online, 177,623 with 40,098, and 6,160 by post at the Centre', () => {
    const sums = periods.map(({ strata }) => ({
      all: strata.reduce((sum, { dossiers }) => sum + dossiers, 0),
      online: strata.reduce((sum, { channel, dossiers }) => sum + (channel === 'online' ? dossiers : 0), 0),
      post: strata.reduce(
        (sum, { place, channel, result, dossiers }) =>
          sum + (place === 'centre' && (channel === 'post' || result === 'post') ? dossiers : 0),
        0,
      ),
    }));
    expect(sums).toEqual([
      { all: 228_091, online: 10_998, post: 3000 },
      { all: 177_623, online: 40_098, post: 6160 },
    ]);
  });

  it('answers for one dossier in a hundred as for all: 4.82 % and 22.58 % online', async () => {
    expect((await figuresIn(in2020)).total).toMatchObject({
      received: { total: 2281, online: 110 },
      online: { percent: 4.82, text: '4,82%' },
      carriedOver: 0,
    });
    expect((await figuresIn(in2021)).total).toMatchObject({
      received: { total: 1777, online: 401 },
      online: { percent: 22.57, text: '22,57%' },
    });
  });

  it('counts at the Centre what came or went by post, what did both, and each way', async () => {
    const { total } = await figuresIn({ ...in2021, place: 'centre' });
    expect(total.post).toEqual({ in: 19, out: 53, either: 62, both: 10, ways: 72 });
  });

  it('compares the two periods: 17.75 points more, 4.68 times the rate', async () => {
    const query = { ...in2021, withFrom: '2020-01-01', withTo: '2020-12-31' };
    const { body } = await call(api.comparePeriods, compare, { query });
    expect(body).toMatchObject({
      online: { now: 22.57, before: 4.82, points: 17.74, times: 4.68 },
      receivedOnline: { now: 401, before: 110, times: 3.65 },
    });
  });

  it('adds up: months to the year, agencies, fields, levels and procedures to the province', async () => {
    const { total, rows } = await figuresIn({ ...in2020, by: 'month' });
    const sum = (of: readonly { figures: { received: { total: number } } }[]) =>
      of.reduce((all, { figures: { received } }) => all + received.total, 0);
    expect(rows).toHaveLength(12);
    expect(rows[0]).toMatchObject({
      key: '2020-01',
      name: { vi: 'Tháng 01/2020' },
      figures: { carriedOver: 0 },
    });
    expect(sum(rows)).toBe(total.received.total);
    for (const by of ['agency', 'field', 'level']) {
      const answer = await figuresIn({ ...in2020, by, limit: '200' });
      const shown = answer.rows.filter(({ figures }: { figures: unknown }) => figures !== null);
      expect(sum(shown)).toBeLessThanOrEqual(2281);
      expect(sum(shown)).toBeGreaterThan(2200);
    }
  });

  it('ranks procedures, those of driving licences and criminal records far ahead', async () => {
    const { rows } = await figuresIn({
      ...in2021,
      place: 'centre',
      by: 'procedure',
      order: 'received',
      limit: '3',
    });
    const totals = rows.map(
      ({ figures }: { figures: { received: { total: number } } }) => figures.received.total,
    );
    expect(totals).toEqual(totals.toSorted((one: number, other: number) => other - one));
    expect(rows.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2, 3]);
  });

  it('hides small cells of sensitive procedures, and one more so that none can be told from the rest', async () => {
    const { rows } = await figuresIn({ from: '2020-03-02', to: '2020-03-02', by: 'procedure', limit: '200' });
    const { rows: all } = await figuresIn({ ...in2020, agency: 'H25.03', by: 'procedure', limit: '200' });
    const hidden = all.filter(({ figures }: { figures: unknown }) => figures === null);
    for (const { key } of hidden.slice(0, -1)) expect(key).not.toMatch(/^9\.1/);
    expect(rows.every(({ figures }: { figures: unknown }) => figures !== undefined)).toBe(true);
  });

  it('says which procedures should move up, and why', async () => {
    const query = { ...in2021, muchUsed: '10' };
    const { body } = await call(api.listCandidates, candidates, { claims: control, query });
    expect(body.items.length).toBeGreaterThan(0);
    for (const one of body.items) {
      expect(one.serviceLevel).toBeLessThan(4);
      expect(one.received).toBeGreaterThanOrEqual(10);
      expect(one.requiredPapers).toBeLessThanOrEqual(6);
      expect(one.proposedLevel).toBe(one.serviceLevel === 3 ? 4 : 3);
      expect(one.reasons.length).toBeGreaterThanOrEqual(3);
    }
    const papers = body.items.map(({ onPaper }: { onPaper: { part: number } }) => onPaper.part);
    expect(papers).toEqual(papers.toSorted((one: number, other: number) => other - one));
  });

  it('gives the indicators of QĐ 766 that the records hold', async () => {
    const { body } = await call(api.readIndicators, indicators, { claims: control, query: in2021 });
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([
      '2.1',
      '2.2',
      '3.1',
      '3.2',
      '3.3',
      '3.6',
      'TT01-1',
      'TT01-7',
    ]);
    expect(body.items[2].share).toMatchObject({ part: 1868, whole: 2067, percent: 90.37 });
    expect(body.items[4].share).toMatchObject({ part: 401, whole: 1777, percent: 22.57 });
  });

  it('has nothing to say of a time without dossiers, and does not call that 100 %', async () => {
    const { total } = await figuresIn({ from: '2019-01-01', to: '2019-12-31' });
    expect(total).toMatchObject({
      received: { total: 0 },
      online: { part: 0, whole: 0, percent: null, text: null },
      inTime: { percent: null },
    });
  });
});
