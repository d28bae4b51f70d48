import type { LocalDate } from '../../shared/clock.ts';
import type { Channel } from '../../shared/dossier/channel.ts';

/** Dossiers that came in, and whose results went out, in one way and at one kind of place. */
export type Stratum = {
  /** At the Centre, where the departments have their desks, or at a district's own. */
  readonly place: 'centre' | 'district';
  readonly channel: Channel;
  /** How the result goes out. */
  readonly result: 'desk' | 'post';
  readonly dossiers: number;
};

/** What was received from one local day to another. */
export type Period = {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly strata: readonly Stratum[];
};

/**
 * The dossiers of the article. It says the sums: 228,091 in 2020, of them 10,998 online; 177,623 from 1 January to 10 October
 * 2021, of them 40,098 online, and 6,160 at the Centre whose papers came or whose results went by the public post. How they
 * are spread below these sums is made up.
 */
export const periods: readonly Period[] = [
  {
    from: '2020-01-01' as LocalDate,
    to: '2020-12-31' as LocalDate,
    strata: [
      { place: 'centre', channel: 'online', result: 'desk', dossiers: 6_100 },
      { place: 'centre', channel: 'online', result: 'post', dossiers: 900 },
      { place: 'district', channel: 'online', result: 'desk', dossiers: 3_998 },
      { place: 'centre', channel: 'post', result: 'desk', dossiers: 620 },
      { place: 'centre', channel: 'post', result: 'post', dossiers: 380 },
      { place: 'district', channel: 'post', result: 'desk', dossiers: 240 },
      { place: 'centre', channel: 'desk', result: 'post', dossiers: 1_100 },
      { place: 'district', channel: 'desk', result: 'post', dossiers: 150 },
      { place: 'centre', channel: 'desk', result: 'desk', dossiers: 74_000 },
      { place: 'district', channel: 'desk', result: 'desk', dossiers: 140_603 },
    ],
  },
  {
    from: '2021-01-01' as LocalDate,
    to: '2021-10-10' as LocalDate,
    strata: [
      { place: 'centre', channel: 'online', result: 'desk', dossiers: 22_900 },
      { place: 'centre', channel: 'online', result: 'post', dossiers: 2_600 },
      { place: 'district', channel: 'online', result: 'desk', dossiers: 14_598 },
      { place: 'centre', channel: 'post', result: 'desk', dossiers: 910 },
      { place: 'centre', channel: 'post', result: 'post', dossiers: 980 },
      { place: 'district', channel: 'post', result: 'desk', dossiers: 350 },
      { place: 'centre', channel: 'desk', result: 'post', dossiers: 1_670 },
      { place: 'district', channel: 'desk', result: 'post', dossiers: 420 },
      { place: 'centre', channel: 'desk', result: 'desk', dossiers: 41_000 },
      { place: 'district', channel: 'desk', result: 'desk', dossiers: 92_195 },
    ],
  },
];

/** The periods with one dossier for so many, each stratum rounded for itself. */
export const scaled = (scale: number): readonly Period[] =>
  periods.map((period) => ({
    ...period,
    strata: period.strata.map((stratum) => ({
      ...stratum,
      dossiers: Math.round(stratum.dossiers / scale),
    })),
  }));
