import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type LocalDate, systemNow, toInstant } from '../../shared/clock.ts';
import { FIRST_VERSION, type KeptYear } from '../../shared/deadline/calendar.ts';
import { seededYears } from '../../shared/deadline/seed.ts';
import { CalendarVersion } from '../../shared/deadline/store.ts';
import { CALENDAR_PK, calendarKey, VERSION_PREFIX } from '../../shared/table/keys.ts';
import { command, connect, connection } from './command.ts';

type Target = { readonly client: DynamoDBDocumentClient; readonly tableName: string };

async function newest({ client, tableName }: Target): Promise<CalendarVersion | undefined> {
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

const firstDayOf = ({ year }: KeptYear) => `${year}-01-01` as LocalDate;

/** The version of the calendar after an import, and the years that it brought. */
type Imported = { readonly version: number; readonly added: readonly number[] };

/**
 * Brings the years that the table's calendar lacks, as a version of their own. Years that are there belong to who
 * changes them through the API and are left alone, so that running it again writes nothing. No due date can move by it:
 * none could be counted into a year that was not there.
 */
export async function importCalendar(
  { client, tableName }: Target,
  years: readonly KeptYear[] = seededYears(),
): Promise<Imported> {
  const before = await newest({ client, tableName });
  const known = before?.years ?? [];
  const added = years.filter(({ year }) => !known.some((one) => one.year === year));
  const [first] = added;
  if (!first) return { version: before?.version ?? 0, added: [] };
  const version: CalendarVersion = {
    v: 1,
    version: before ? before.version + 1 : FIRST_VERSION,
    years: [...known, ...added].sort((one, other) => one.year - other.year),
    since: firstDayOf(first),
    madeAt: toInstant(systemNow()),
    madeBy: { kind: 'system', worker: 'import-calendar' },
    reason: `Nhập lịch làm việc các năm ${added.map(({ year }) => year).join(', ')}`,
  };
  await client.send(
    new PutCommand({
      TableName: tableName,
      Item: { ...calendarKey(version.version), ...version },
      ConditionExpression: 'attribute_not_exists(PK)',
    }),
  );
  return { version: version.version, added: added.map(({ year }) => year) };
}

export const importCalendarCommand = command({
  summary: 'Bring the years that the working calendar in the table lacks from the data file of this version',
  options: z.strictObject({
    table: z.string('is required').min(1).describe('name of the dossier table'),
    ...connection,
  }),
  run: async ({ table, ...to }) => {
    const { version, added } = await importCalendar({ client: connect(to), tableName: table });
    return `${table}: calendar version ${version}, ${added.length > 0 ? `years ${added.join(', ')} added` : 'unchanged'}`;
  },
});
