import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { systemNow, toInstant } from '../../shared/clock.ts';
import { FIRST_VERSION, firstDayOf, KeptYear } from '../../shared/deadline/calendar.ts';
import { seededYears } from '../../shared/deadline/seed.ts';
import { CalendarVersion, calendarItems } from '../../shared/deadline/store.ts';
import { CALENDAR_PK, calendarYearsKey, VERSION_PREFIX } from '../../shared/table/keys.ts';
import { command, connect, connection } from './command.ts';
import { calendarIn, calendarSheet } from './office/calendar-workbook.ts';
import { readWorkbook, writeWorkbook } from './office/workbook.ts';

type Target = { readonly client: DynamoDBDocumentClient; readonly tableName: string };

async function newestOf({ client, tableName }: Target): Promise<CalendarVersion | undefined> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'PK = :calendar AND begins_with(SK, :version)',
      ExpressionAttributeValues: { ':calendar': CALENDAR_PK, ':version': VERSION_PREFIX },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }),
  );
  return z.array(CalendarVersion).parse(Items)[0];
}

async function yearsOf({ client, tableName }: Target, version: number): Promise<readonly KeptYear[]> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: calendarYearsKey(version), ConsistentRead: true }),
  );
  return z.object({ years: z.array(KeptYear) }).parse(Item).years;
}

/** The version of the calendar after an import, and the years that it brought. */
type Imported = { readonly version: number; readonly added: readonly number[] };

/**
 * Brings the years that the table's calendar lacks, as a version of their own. Years that are there belong to who
 * changes them through the API and are left alone, so that running it again writes nothing. No due date can move by it:
 * none could be counted into a year that was not there.
 */
export async function importCalendar(
  target: Target,
  seeded: readonly KeptYear[] = seededYears(),
): Promise<Imported> {
  const before = await newestOf(target);
  const known = before ? await yearsOf(target, before.version) : [];
  const added = seeded.filter(({ year }) => !known.some((one) => one.year === year));
  const [first] = added;
  if (!first) return { version: before?.version ?? 0, added: [] };
  const names = added.map(({ year }) => year);
  const version: CalendarVersion = {
    v: 1,
    version: before ? before.version + 1 : FIRST_VERSION,
    since: firstDayOf(first.year),
    madeAt: toInstant(systemNow()),
    madeBy: { kind: 'system', worker: 'import-calendar' },
    reason: `Nhập lịch làm việc các năm ${names.join(', ')}`,
  };
  const items = calendarItems(
    version,
    [...known, ...added].sort((one, other) => one.year - other.year),
  );
  const TableName = target.tableName;
  await target.client.send(
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName, Item: items.version, ConditionExpression: 'attribute_not_exists(PK)' } },
        { Put: { TableName, Item: items.years } },
      ],
    }),
  );
  return { version: version.version, added: names };
}

export const importCalendarCommand = command({
  summary:
    'Bring the years that the working calendar in the table lacks from a workbook, or from the data file of this version',
  options: z.strictObject({
    table: z.string('is required').min(1).describe('name of the dossier table'),
    file: z
      .string()
      .min(1)
      .optional()
      .describe('.xlsx, or folder of CSV, in the form that export-calendar writes'),
    ...connection,
  }),
  run: async ({ table, file, ...to }) => {
    const target = { client: connect(to), tableName: table };
    const years = file ? calendarIn(await readWorkbook(file)) : seededYears();
    const { version, added } = await importCalendar(target, years);
    return `${table}: calendar version ${version}, ${added.length > 0 ? `years ${added.join(', ')} added` : 'unchanged'}`;
  },
});

export const exportCalendarCommand = command({
  summary: 'Write the working calendar in the table as a workbook',
  options: z.strictObject({
    table: z.string('is required').min(1).describe('name of the dossier table'),
    file: z.string('is required').min(1).describe('.xlsx, or folder for CSV'),
    ...connection,
  }),
  run: async ({ table, file, ...to }) => {
    const target = { client: connect(to), tableName: table };
    const newest = await newestOf(target);
    const years = newest ? await yearsOf(target, newest.version) : [];
    await writeWorkbook(file, [calendarSheet(years)]);
    return `${file}: the years ${years.map(({ year }) => year).join(', ')}`;
  },
});
