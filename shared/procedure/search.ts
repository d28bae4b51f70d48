import { agencyByCode } from '../agency/agency.ts';
import { foldText } from '../text.ts';
import { type Procedure, ProcedureSummary } from './procedure.ts';

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

/** A procedure as a search needs it: what a list shows, and its texts, folded. */
export type Listed = {
  readonly summary: ProcedureSummary;
  /** Beside what everybody may list. A listing that was packed before statistics does not say. */
  readonly sensitive?: boolean;
  /** The name of its field in both languages. */
  readonly field: readonly string[];
  /** Everything that words are looked for in. */
  readonly text: string;
};

/** A procedure with its texts folded: once for all searches. */
export function listed(procedure: Procedure): Listed {
  const { code, name, field, agency, sensitive } = procedure;
  const agencyName = agencyByCode(agency)?.name;
  const text = foldText(
    [name.vi, name.en, field.vi, field.en, code, agencyName?.vi, agencyName?.en].join(' '),
  );
  const expansions = text.split(/[^a-z0-9]+/).flatMap((word) => spelledOut.get(word) ?? []);
  return {
    summary: ProcedureSummary.parse(procedure),
    sensitive,
    field: [foldText(field.vi), foldText(field.en)],
    text: [text, ...expansions].join(' '),
  };
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

/** A filter, folded like what it is compared with. */
function matcher({ agency, field, level, text }: ProcedureFilter): (one: Listed) => boolean {
  const wantedField = field === undefined ? undefined : foldText(field);
  const words = wordsOf(foldText(text ?? ''));
  return (one) =>
    (agency === undefined || one.summary.agency === agency) &&
    (level === undefined || one.summary.serviceLevel === level) &&
    (wantedField === undefined || one.field.includes(wantedField)) &&
    words.every((word) => one.text.includes(word));
}

/** One page of procedures. */
type ProcedurePage = {
  readonly items: ProcedureSummary[];
  /** Where the next page starts after; absent on the last page. */
  readonly next?: string | undefined;
};

/**
 * The procedures that match a filter, `limit` of them after the code `after`.
 * @param procedures in the order of their codes
 */
export function searchProcedures(
  procedures: readonly Listed[],
  filter: ProcedureFilter,
  after: string | undefined,
  limit: number,
): ProcedurePage {
  const matches = matcher(filter);
  const found: ProcedureSummary[] = [];
  for (const one of procedures) {
    if (after !== undefined && one.summary.code <= after) continue;
    if (!matches(one)) continue;
    if (found.length === limit) return { items: found, next: found.at(-1)?.code };
    found.push(one.summary);
  }
  return { items: found };
}
