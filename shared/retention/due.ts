import { type LocalDate, localDateOf } from '../clock.ts';
import { type DestructionEntry, MOST_ENTRIES } from '../destruction/list.ts';
import type { Filed } from '../dossier/dossier.ts';
import { filedStatuses } from '../dossier/status.ts';
import { loadFiledOnes } from '../dossier/store.ts';
import { loadHeld } from '../hold/store.ts';
import type { KeptFor } from '../procedure/retention.ts';
import { loadProcedures } from '../procedure/store.ts';
import type { Fact } from '../statistics/fact.ts';
import { loadFactsOfYear } from '../statistics/store.ts';

/** What a dossier that money was asked for is kept at least, for its receipts are kept so (Luật Kế toán 88/2015/QH13 Điều 41(5)). */
const ACCOUNTING_YEARS = 10;

const yearOf = (day: LocalDate): number => Number(day.slice(0, 4));

const closing = new Set(
  Object.entries(filedStatuses).flatMap(([status, { open }]) => (open ? [] : [status])),
);

/**
 * The day on which a dossier came to its end, as statistics know it; none while it is open. What is told of it later, as its
 * rating or a fee that is given back, moves no end.
 */
export function closedOn({ moments }: Pick<Fact, 'moments'>): LocalDate | undefined {
  const end = moments[moments.findLastIndex(({ status }) => !closing.has(status)) + 1];
  return end && localDateOf(end.at);
}

/** For how many years a dossier is kept once it is closed: longer than its procedure says where accounts are; none is for good. */
export function yearsOf({ payments }: Pick<Filed, 'payments'>, keptFor: KeptFor): number | undefined {
  if (keptFor === 'permanent') return undefined;
  return payments > 0 ? Math.max(keptFor, ACCOUNTING_YEARS) : keptFor;
}

/** The first day on which its years are over. */
export const overFrom = (closed: LocalDate, years: number): string => `${yearOf(closed) + years + 1}-01-01`;

/** Whether the years are over on a day. They count from the end of the year in which the matter ended (TT 10/2022/TT-BNV Điều 3). */
export const isOver = (closed: LocalDate, years: number, today: LocalDate): boolean =>
  today >= overFrom(closed, years);

/** How long each of these is kept: as it took over when it was made, or else as its procedure says today; what nobody says that of is kept for good. */
export async function loadKeptFor(dossiers: readonly Filed[]): Promise<(dossier: Filed) => KeptFor> {
  const unsaid = dossiers.flatMap(({ procedure }) => (procedure.keptFor ? [] : [procedure.code]));
  const procedures = await loadProcedures(unsaid);
  return ({ procedure }) =>
    procedure.keptFor ?? procedures.get(procedure.code)?.retentionYears ?? 'permanent';
}

/** A closed dossier, as far as it decides whether it is due. */
type Closed = { readonly dossier: Filed; readonly fact: Fact; readonly closed: LocalDate };

/** Those of some facts that are closed and still there. */
async function loadClosed(facts: readonly Fact[], today: LocalDate): Promise<readonly Closed[]> {
  // Nothing is kept for less than a year, so most of what is recent is not looked at.
  const candidates = facts.flatMap((fact) => {
    const closed = closedOn(fact);
    return closed && isOver(closed, 1, today) ? [{ fact, closed }] : [];
  });
  const dossiers = await loadFiledOnes(candidates.map(({ fact }) => fact.dossierId));
  return candidates.flatMap(({ fact, closed }) => {
    const dossier = dossiers.get(fact.dossierId);
    return dossier && !filedStatuses[dossier.status].open ? [{ dossier, fact, closed }] : [];
  });
}

/** Those of them whose years are over. */
async function entriesOf(closed: readonly Closed[], today: LocalDate): Promise<readonly DestructionEntry[]> {
  const keptFor = await loadKeptFor(closed.map(({ dossier }) => dossier));
  return closed.flatMap(({ dossier, fact, closed: day }) => {
    const { id, code } = dossier;
    const years = yearsOf(dossier, keptFor(dossier));
    if (years === undefined || !isOver(day, years, today)) return [];
    return [{ dossierId: id, dossierCode: code, procedureCode: fact.procedureCode, closedOn: day, years }];
  });
}

/** Facts that are looked at together. */
const PAGE = 200;

/** What is due of what was filed with an agency in a year: as many as a list takes, where the next one goes on, and how many were passed over that are held. */
export type DueForDestruction = {
  readonly entries: readonly DestructionEntry[];
  readonly held: number;
  readonly through: string | undefined;
};

/**
 * Finds them by the facts of statistics, which stand by agency in the order of the codes, and so by day of filing: no entry
 * of an index is written for it, and nothing is scanned.
 * @param after the code after which to begin
 */
export async function findDue(
  { agency, year }: { readonly agency: string; readonly year: number },
  after: string | undefined,
  today: LocalDate,
): Promise<DueForDestruction> {
  const entries: DestructionEntry[] = [];
  let held = 0;
  let place = after;
  while (true) {
    const facts = await loadFactsOfYear(agency, year, { after: place, limit: PAGE });
    const due = await entriesOf(await loadClosed(facts, today), today);
    const holds = await loadHeld(due.map(({ dossierId }) => dossierId));
    for (const entry of due) {
      if (entries.length === MOST_ENTRIES) return { entries, held, through: entries.at(-1)?.dossierCode };
      if (holds.has(entry.dossierId)) held += 1;
      else entries.push(entry);
    }
    place = facts.at(-1)?.dossierCode;
    if (facts.length < PAGE) return { entries, held, through: undefined };
  }
}
