import { agencies, agencyByCode } from '../agency/agency.ts';
import type { LocalDate, Now } from '../clock.ts';
import { recallListing } from '../procedure/listing.ts';
import type { ProcedureSummary } from '../procedure/procedure.ts';
import type { Text } from '../text.ts';
import { type Span, together } from './figures.ts';
import { eveOf, loadTotals, type Totals } from './store.ts';
import type { Counts } from './tally.ts';

/** A period of local days, both included, and whose dossiers. */
export type Wanted = {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Of one agency; of all without it. */
  readonly agency?: string | undefined;
  /** Of the departments, whose desk is the Centre, or of the districts. */
  readonly place?: 'centre' | 'district' | undefined;
};

/** What was counted of one procedure in a period. */
export type Line = Span & {
  readonly agency: string;
  readonly procedureCode: string;
  /** As the catalogue says today; a procedure may have left it. */
  readonly procedure: ProcedureSummary | undefined;
};

/** How the lines of a period are taken together. */
export const groupings = ['agency', 'field', 'procedure', 'level'] as const;
export type Grouping = (typeof groupings)[number];

/** Lines under one name. */
export type Group = { readonly key: string; readonly name: Text; readonly lines: readonly Line[] };

const nothing: Counts = {};

const agenciesOf = ({ agency, place }: Wanted): readonly string[] =>
  agencies()
    .filter(({ code }) => agency === undefined || code === agency)
    .filter(({ kind }) => place === undefined || (kind === 'district') === (place === 'district'))
    .map(({ code }) => code);

/** What was counted by the end of these days, for each agency. */
async function totalsBy(
  wanted: Wanted,
  days: readonly LocalDate[],
): Promise<readonly (readonly [string, readonly Totals[]])[]> {
  return Promise.all(
    agenciesOf(wanted).map(async (agency) => [agency, await loadTotals(agency, days)] as const),
  );
}

/** What was counted in a period, procedure by procedure. */
export async function loadLines(wanted: Wanted, now: Now): Promise<readonly Line[]> {
  const [totals, listing] = await Promise.all([
    totalsBy(wanted, [eveOf(wanted.from), wanted.to]),
    recallListing(now),
  ]);
  const byCode = new Map(listing.map(({ summary }) => [summary.code, summary]));
  return totals.flatMap(([agency, [eve, end]]) =>
    [...(end ?? [])].map(([procedureCode, counts]) => ({
      agency,
      procedureCode,
      procedure: byCode.get(procedureCode),
      eve: eve?.get(procedureCode) ?? nothing,
      end: counts,
    })),
  );
}

export const spanOf = (lines: readonly Line[]): Span => ({
  eve: together(lines.map(({ eve }) => eve)),
  end: together(lines.map(({ end }) => end)),
});

/** What a period held of all procedures, for each of several periods that share their reading. */
export async function loadSpans(
  wanted: Wanted,
  parts: readonly Pick<Wanted, 'from' | 'to'>[],
): Promise<readonly Span[]> {
  const days = parts.flatMap(({ from, to }) => [eveOf(from), to]);
  const totals = await totalsBy(wanted, days);
  const until = (place: number): Counts =>
    together(totals.flatMap(([, byDay]) => [...(byDay[place]?.values() ?? [])]));
  return parts.map((_, place) => ({ eve: until(2 * place), end: until(2 * place + 1) }));
}

const unknown: Text = { vi: 'Không còn trong danh mục', en: 'No longer in the catalogue' };

const keys = {
  agency: ({ agency }) => ({ key: agency, name: agencyByCode(agency)?.name ?? { vi: agency, en: agency } }),
  field: ({ procedure }) => ({ key: procedure?.field.vi ?? '', name: procedure?.field ?? unknown }),
  procedure: ({ procedureCode, procedure }) => ({ key: procedureCode, name: procedure?.name ?? unknown }),
  level: ({ procedure }) => ({
    key: procedure ? String(procedure.serviceLevel) : '',
    name: procedure
      ? { vi: `Mức độ ${procedure.serviceLevel}`, en: `Level ${procedure.serviceLevel}` }
      : unknown,
  }),
} as const satisfies Record<Grouping, (line: Line) => { key: string; name: Text }>;

/** The lines by agency, field, procedure or level, in the order of their keys. */
export function grouped(lines: readonly Line[], by: Grouping): readonly Group[] {
  const groups = Map.groupBy(lines, (line) => keys[by](line).key);
  return [...groups]
    .flatMap(([key, ofKey]) => {
      const [first] = ofKey;
      return first ? [{ key, name: keys[by](first).name, lines: ofKey }] : [];
    })
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}
