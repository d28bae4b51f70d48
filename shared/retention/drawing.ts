import { type LocalDate, toInstant } from '../clock.ts';
import { type DestructionList, nameOfList } from '../destruction/list.ts';
import { isEnded } from '../destruction/state.ts';
import { listPut, loadList, type WholeList } from '../destruction/store.ts';
import { actorOf } from '../dossier/rules.ts';
import type { Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import type { Write } from '../table/transaction.ts';
import { findDue } from './due.ts';

type Year = Pick<DestructionList, 'agency' | 'year'>;

/** Under what the lists of a year are counted, beside other numbers of an agency. */
export const listsOf = (year: number): string => `destructions-${year}`;

/**
 * The list of a year before the next one.
 * @throws Problem `destruction-not-allowed` while something is still to become of it
 */
async function loadBefore({ agency, year }: Year, drawn: number): Promise<DestructionList | undefined> {
  if (drawn === 0) return undefined;
  const { list } = await loadList(agency, nameOfList({ year, number: drawn }));
  if (isEnded(list.state)) return list;
  throw new Problem('destruction-not-allowed', {
    detail: {
      vi: `Danh mục ${nameOfList(list)} của cơ quan chưa kết thúc.`,
      en: `The list ${nameOfList(list)} of the agency has not come to its end.`,
    },
  });
}

/**
 * The next list of what is due of a year, which goes on where the one before was full, and all that it writes but its number.
 * @param drawn lists of the year so far
 * @throws Problem `destruction-not-allowed` when the one before has not ended, or nothing is due
 */
export async function listDrawn(
  { agency, year }: Year,
  drawn: number,
  officer: Officer,
  { at, today }: { readonly at: Date; readonly today: LocalDate },
): Promise<{ readonly after: WholeList; readonly writes: readonly Write[] }> {
  const before = await loadBefore({ agency, year }, drawn);
  const { entries, held, through } = await findDue({ agency, year }, before?.through, today);
  if (entries.length === 0)
    throw new Problem('destruction-not-allowed', {
      detail: {
        vi: `Không có hồ sơ nào nộp năm ${year} đã hết thời hạn lưu trữ (${held} hồ sơ đang được giữ lại).`,
        en: `Of what was filed in ${year} nothing is due (${held} dossiers are held).`,
      },
    });
  const after: WholeList = {
    list: {
      v: 1,
      version: 1,
      agency,
      year,
      number: drawn + 1,
      state: 'drawn',
      named: entries.length,
      struck: 0,
      held,
      through,
      drawn: { at: toInstant(at), by: actorOf(officer) },
    },
    named: { v: 1, entries: [...entries], strikes: [] },
  };
  return { after, writes: listPut(after) };
}
