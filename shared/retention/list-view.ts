import * as z from 'zod';
import { KeptName } from '../applicant/identifiers.ts';
import { withVietnamOffset } from '../clock.ts';
import { DestructionEntry, type DestructionList, nameOfList, struckFor } from '../destruction/list.ts';
import {
  destructionDeedNames,
  destructionDeedsIn,
  destructionStateNames,
  destructionStates,
} from '../destruction/state.ts';
import type { WholeList } from '../destruction/store.ts';
import { type Column, type Spreadsheet, spreadsheetOf } from '../spreadsheet.ts';
import { KeptText, Words } from '../text.ts';

const localTime = z.iso.datetime({ offset: true });

/** An officer who said something of a list, and when. */
const Said = z.object({ at: localTime, name: KeptName, role: z.string(), agency: z.string() });

/** A list as lists of lists show it. */
export const DestructionSummary = z
  .object({
    agency: z.string(),
    /** Its name: year of filing and number. */
    list: z.string(),
    state: z.object({ code: z.enum(destructionStateNames), name: KeptText }),
    totals: z.object({
      named: z.int(),
      struck: z.int(),
      /** Passed over when it was drawn, for they are held. */
      held: z.int(),
      destroyed: z.int(),
      /** Not destroyed after all: held since, or a result of them is a paper of another dossier. */
      kept: z.int(),
    }),
    /** Whether the year may have more, which the next list names. */
    more: z.boolean(),
    drawn: Said,
    decided: Said.optional(),
    finishedAt: localTime.optional(),
    /** What the head of the agency may do with it now. */
    allowedActions: z.array(z.enum(destructionDeedNames)),
  })
  .meta({ id: 'DestructionSummary' });
type DestructionSummary = z.output<typeof DestructionSummary>;

/** A list with all that it names. */
export const DestructionView = DestructionSummary.extend({
  entries: z.array(
    DestructionEntry.extend({
      closedOn: z.iso.date(),
      /** Why it is struck. */
      struckFor: Words.optional(),
      /** Whether it was not destroyed though it was approved. */
      kept: z.literal(true).optional(),
    }),
  ),
}).meta({ id: 'DestructionList' });
export type DestructionView = z.output<typeof DestructionView>;

function saidBy({ at, by }: DestructionList['drawn']): z.output<typeof Said> {
  if (by.kind !== 'officer') throw new Error('only officers draw and decide on lists');
  const { name, role, agency } = by;
  return { at: withVietnamOffset(at), name, role, agency };
}

export const summaryOfList = (list: DestructionList): DestructionSummary => ({
  agency: list.agency,
  list: nameOfList(list),
  state: { code: list.state, name: destructionStates[list.state] },
  totals: {
    named: list.named,
    struck: list.struck,
    held: list.held,
    destroyed: list.finished?.destroyed ?? 0,
    kept: list.finished?.kept.length ?? 0,
  },
  more: list.through !== undefined,
  drawn: saidBy(list.drawn),
  ...(list.decided && { decided: saidBy(list.decided) }),
  ...(list.finished && { finishedAt: withVietnamOffset(list.finished.at) }),
  allowedActions: [...destructionDeedsIn(list.state)],
});

export function viewOfList({ list, named }: WholeList): DestructionView {
  const reasons = struckFor(named);
  const kept = new Set(list.finished?.kept);
  return {
    ...summaryOfList(list),
    entries: named.entries.map((entry) => ({
      ...entry,
      ...(reasons.has(entry.dossierCode) && { struckFor: reasons.get(entry.dossierCode) }),
      ...(kept.has(entry.dossierCode) && { kept: true as const }),
    })),
  };
}

type Line = DestructionView['entries'][number] & { readonly place: number };

/** What the annex of the decision tells of each dossier (danh mục tài liệu hết thời hạn lưu trữ). */
const columns: readonly Column<Line>[] = [
  ['STT', ({ place }) => place],
  ['Mã hồ sơ', ({ dossierCode }) => dossierCode],
  ['Mã thủ tục', ({ procedureCode }) => procedureCode],
  ['Ngày kết thúc', ({ closedOn }) => closedOn],
  ['Thời hạn lưu trữ (năm)', ({ years }) => years],
  ['Không hủy vì', ({ struckFor }) => struckFor ?? null],
];

/** A list as a table. */
export const tableOfList = ({ agency, list, entries }: DestructionView): Spreadsheet =>
  spreadsheetOf(
    `danh-muc-huy-${agency.toLowerCase().replaceAll('.', '-')}-${list}`,
    columns,
    entries.map((entry, place) => ({ ...entry, place: place + 1 })),
  );
