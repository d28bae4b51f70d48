import { agencyByCode } from '../agency/agency.ts';
import { foldText } from '../text.ts';
import type { ProcedureSummary } from './procedure.ts';

const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** Published names abbreviate, people who search spell out. */
const spelledOut: ReadonlyMap<string, string> = new Map([
  ['attp', 'an toan thuc pham'],
  ['bds', 'bat dong san'],
  ['bvtv', 'bao ve thuc vat'],
  ['gcn', 'giay chung nhan'],
  ['gplx', 'giay phep lai xe'],
  ['kcn', 'khu cong nghiep'],
  ['lltp', 'ly lich tu phap'],
  ['qlcl', 'quan ly chat luong'],
  ['thcs', 'trung hoc co so'],
  ['thpt', 'trung hoc pho thong'],
  ['tnhh', 'trach nhiem huu han'],
  ['ubnd', 'uy ban nhan dan'],
  ['vpdd', 'van phong dai dien'],
]);

/** Summaries live as long as the catalogue is kept in memory, so each is folded once rather than in every search. */
const folded = new WeakMap<ProcedureSummary, string>();

/** Everything of a procedure that a search may find, folded. */
function searchable(procedure: ProcedureSummary): string {
  const text = folded.get(procedure) ?? foldedTextOf(procedure);
  folded.set(procedure, text);
  return text;
}

function foldedTextOf({ code, name, field, agency }: ProcedureSummary): string {
  const agencyName = agencyByCode(agency)?.name;
  const text = foldText(
    [name.vi, name.en, field.vi, field.en, code, agencyName?.vi, agencyName?.en].join(' '),
  );
  const expansions = text.split(/[^a-z0-9]+/).flatMap((word) => spelledOut.get(word) ?? []);
  return [text, ...expansions].join(' ');
}

/** What a list of procedures is narrowed by; every condition must hold. */
export type ProcedureFilter = {
  /** Code of the agency that decides. */
  readonly agency?: string | undefined;
  /** Name of the field in either language, with or without diacritics. */
  readonly field?: string | undefined;
  /** Service level, 1 to 4. */
  readonly level?: number | undefined;
  /** Words that must all be found, with or without diacritics. */
  readonly text?: string | undefined;
};

function matches(procedure: ProcedureSummary, filter: ProcedureFilter, words: readonly string[]): boolean {
  if (filter.agency !== undefined && procedure.agency !== filter.agency) return false;
  if (filter.level !== undefined && procedure.serviceLevel !== filter.level) return false;
  if (filter.field !== undefined) {
    const field = foldText(filter.field);
    if (field !== foldText(procedure.field.vi) && field !== foldText(procedure.field.en)) return false;
  }
  if (words.length === 0) return true;
  const text = searchable(procedure);
  return words.every((word) => text.includes(word));
}

/** One page of procedures. */
type ProcedurePage = {
  readonly items: ProcedureSummary[];
  /** Where the next page starts after; absent on the last page. */
  readonly next?: string;
};

/** The procedures that match a filter, in the order of their codes, `limit` of them after the code `after`. */
export function searchProcedures(
  summaries: readonly ProcedureSummary[],
  filter: ProcedureFilter,
  after: string | undefined,
  limit: number,
): ProcedurePage {
  const words = wordsOf(foldText(filter.text ?? ''));
  const found = summaries
    .filter(
      (procedure) => (after === undefined || procedure.code > after) && matches(procedure, filter, words),
    )
    .sort((one, other) => (one.code < other.code ? -1 : 1));
  const items = found.slice(0, limit);
  const next = found.length > limit ? items.at(-1)?.code : undefined;
  return next === undefined ? { items } : { items, next };
}
