import { describe, expect, it } from 'vitest';
import { published, ranked } from '../../shared/statistics/published.ts';

/** A procedure of which so many dossiers were received, so many of them online. */
const group = (key: string, desk: number, online = 0) => ({
  key,
  name: { vi: key, en: key },
  lines: [
    { agency: 'H25.03', procedureCode: key, procedure: undefined, eve: {}, end: { dr: desk, or: online } },
  ],
});
const sensitive = (code: string): boolean => code.startsWith('nhạy cảm');
const shown = (...groups: ReturnType<typeof group>[]) =>
  published(groups, sensitive).map(({ key, figures }) => [key, figures?.received.total ?? 'hidden']);

describe('rows for the public', () => {
  it('hide fewer than five dossiers of sensitive procedures, and no others', () => {
    expect(
      shown(group('nhạy cảm 1', 4), group('nhạy cảm 2', 3, 1), group('nhạy cảm 3', 5), group('thường', 1)),
    ).toEqual([
      ['nhạy cảm 1', 'hidden'],
      ['nhạy cảm 2', 'hidden'],
      ['nhạy cảm 3', 5],
      ['thường', 1],
    ]);
  });

  it('hide one more where only one is hidden, since the total less the others would tell it', () => {
    expect(shown(group('nhạy cảm', 2), group('nhiều', 90), group('ít', 7))).toEqual([
      ['nhạy cảm', 'hidden'],
      ['nhiều', 90],
      ['ít', 'hidden'],
    ]);
  });

  it('hide no row in which ordinary dossiers stand among sensitive ones', () => {
    const mixed = {
      ...group('lĩnh vực', 1),
      lines: [...group('nhạy cảm', 1).lines, ...group('thường', 1).lines],
    };
    expect(shown(mixed)).toEqual([['lĩnh vực', 2]]);
  });

  it('are ranked by rates too, with those last that have nothing to divide, and hidden ones', () => {
    const rows = published(
      [group('a', 9, 1), group('b', 0), group('c', 1, 1), group('nhạy cảm', 1), group('d', 6)],
      sensitive,
    );
    expect(ranked(rows, 'online').map(({ key }) => key)).toEqual(['c', 'a', 'd', 'b', 'nhạy cảm']);
    expect(ranked(rows, 'received').map(({ key }) => key)).toEqual(['a', 'd', 'c', 'b', 'nhạy cảm']);
  });
});
