import { CalendarYear, type KeptYear } from '../../../shared/deadline/calendar.ts';
import type { Spreadsheet } from '../../../shared/spreadsheet.ts';
import { Unready } from '../command.ts';
import { day, text, word } from './cells.ts';
import { column, type Fault, headAt, readSheet, type Sheet, sheetOf, textOf } from './sheet.ts';
import type { Workbook } from './workbook.ts';

const days: Sheet = {
  name: 'Lịch làm việc',
  columns: [
    column('Ngày', 'date', day),
    column(
      'Loại',
      'kind',
      word({
        'nghỉ lễ': 'HOLIDAY',
        'nghỉ bù': 'COMPENSATION',
        'nghỉ hoán đổi': 'SWAP_OFF',
        'làm bù': 'WORKING_SATURDAY',
      }),
    ),
    column('Tên', 'name', text),
    column('Căn cứ', 'legalBasis', text),
  ],
};

/** Years of the working calendar as the sheet of a workbook. */
export const calendarSheet = (years: readonly KeptYear[]): Spreadsheet =>
  sheetOf(
    days,
    years.flatMap((year) => year.days),
  );

/**
 * The years of which a workbook has days, each checked by the rules of the calendar. They are as sure as what stands in the
 * column of legal bases.
 * @throws Unready with all faults: of a year, no day can be left out
 */
export function calendarIn(workbook: Workbook): readonly KeptYear[] {
  const { lines, faults } = readSheet(workbook, days);
  const ofYear = Map.groupBy(lines, ({ fields: { date } }) => Number(String(date).slice(0, 4)));
  const read = [...ofYear].map(([year, of]) => {
    const said = of.map(({ fields }) => fields);
    const bases = [...new Set(said.map(({ legalBasis }) => String(legalBasis)))];
    const provenance = { certainty: 'seen', source: bases.join('; ') };
    const { data, error } = CalendarYear.safeParse({ year, provenance, days: said });
    const wrong = (error?.issues ?? []).flatMap(({ path: [, place, ...path], message }): Fault[] => {
      const line = of[Number(place ?? 0)];
      return line ? [{ line, head: headAt(days, path), says: message }] : [];
    });
    return { data, wrong };
  });
  const all = faults.length > 0 ? faults : read.flatMap(({ wrong }) => wrong);
  if (all.length > 0) throw new Unready(`${all.map(textOf).join('\n')}\n\nNothing was imported.`);
  return read.flatMap(({ data }) => data ?? []).sort((one, other) => one.year - other.year);
}
