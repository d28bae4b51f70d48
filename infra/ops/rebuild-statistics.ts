import { isDeepStrictEqual } from 'node:util';
import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { agencies } from '../../shared/agency/agency.ts';
import { LocalDate, localDateOf, systemNow } from '../../shared/clock.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import { type CloudEvent, events } from '../../shared/dossier/events.ts';
import { eventType } from '../../shared/event/envelope.ts';
import { readLog } from '../../shared/event/outbox.ts';
import { destructionOf, factLeft } from '../../shared/retention/record.ts';
import { countedEvents, Fact, heard } from '../../shared/statistics/fact.ts';
import { project, projected } from '../../shared/statistics/projection.ts';
import { Growth, TallyItem } from '../../shared/statistics/tally.ts';
import { factsPK, logPK, talliesPK } from '../../shared/table/keys.ts';
import { commit, type Item } from '../../shared/table/transaction.ts';
import { command, connect, connection } from './command.ts';

type Place = { readonly client: DynamoDBDocumentClient; readonly tableName: string };

/** The log of an agency from one local day to another. */
type Log = Place & { readonly agency: string; readonly from: LocalDate; readonly to: LocalDate };

const counted = new Set<string>(countedEvents.map(eventType));

/** Days that are read side by side. */
const DAYS_AT_ONCE = 16;

async function* entriesOn(
  { client, tableName, agency }: Log,
  kind: 'EVENT' | 'DESTRUCTION',
  day: LocalDate,
): AsyncGenerator<readonly Item[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      IndexName: 'log',
      KeyConditionExpression: 'logPK = :day',
      ExpressionAttributeValues: { ':day': logPK(kind, agency, day) },
    },
  );
  for await (const { Items = [] } of pages) yield Items;
}

async function loggedOn(log: Log, day: LocalDate): Promise<readonly CloudEvent[]> {
  const found: CloudEvent[] = [];
  for await (const items of entriesOn(log, 'EVENT', day))
    found.push(
      ...readLog(items)
        .filter(({ type }) => counted.has(type))
        .map((event) => events.parse(event)),
    );
  return found;
}

/** What the records say of dossiers that were destroyed on a day, whose events are gone. */
async function destroyedOn(log: Log, day: LocalDate): Promise<readonly Fact[]> {
  const found: Fact[] = [];
  for await (const items of entriesOn(log, 'DESTRUCTION', day))
    found.push(...items.map((item) => factLeft(destructionOf(item))));
  return found;
}

/** What is read of each day of a log, some days at a time. */
async function* daily<T>(
  log: Log,
  read: (log: Log, day: LocalDate) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  for (let first = log.from; first <= log.to; first = addDays(first, DAYS_AT_ONCE)) {
    const days = Array.from({ length: DAYS_AT_ONCE }, (_, nth) => addDays(first, nth));
    const found = await Promise.all(days.filter((day) => day <= log.to).map((day) => read(log, day)));
    yield found.flat();
  }
}

/** All items of a partition. */
async function* itemsOf({ client, tableName }: Place, PK: string) {
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      KeyConditionExpression: 'PK = :pk',
      ExpressionAttributeValues: { ':pk': PK },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) yield* Items;
}

/** How the statistics of an agency differ from its log. */
type Difference = {
  readonly dossiers: number;
  /** Dossiers of which the log knows more, or otherwise. */
  readonly behind: ReadonlySet<string>;
  /** By how much the tallies must grow to be the sum over the facts of the log. */
  readonly growth: Growth;
  readonly counts: number;
};

/** Rebuilds what the log says in memory, one agency at a time, and lays it beside what was projected. */
async function differenceOf(log: Log): Promise<Difference> {
  const facts = new Map<string, Fact>();
  for await (const ofDay of daily(log, loggedOn))
    for (const event of ofDay) facts.set(event.subject, heard(facts.get(event.subject), event));
  for await (const ofDay of daily(log, destroyedOn))
    for (const fact of ofDay) facts.set(fact.dossierId, fact);
  const growth = new Growth();
  for (const fact of facts.values()) growth.addFact(fact);
  for await (const item of itemsOf(log, talliesPK(log.agency))) growth.subtractItem(TallyItem.parse(item));
  const behind = new Set(facts.keys());
  for await (const item of itemsOf(log, factsPK(log.agency))) {
    const { dossierId, moments } = Fact.parse(item);
    if (isDeepStrictEqual(moments, facts.get(dossierId)?.moments)) behind.delete(dossierId);
  }
  const counts = growth.changes().reduce((sum, { counts }) => sum + Object.keys(counts).length, 0);
  return { dossiers: facts.size, behind, growth, counts };
}

/** Takes in what was not heard, then lets the tallies grow by what is still missing. */
async function repair(log: Log, { behind }: Difference): Promise<void> {
  for await (const ofDay of daily(log, loggedOn))
    for (const event of ofDay) if (behind.has(event.subject)) await project([event]);
  for await (const ofDay of daily(log, destroyedOn))
    for (const after of ofDay)
      if (behind.has(after.dossierId)) await commit(projected([{ before: undefined, after }]));
  const { growth } = await differenceOf(log);
  for (const write of growth.writes()) await commit([write]);
}

/** Of which agency, or all, from which local day of the log to which, and whether to mend. */
type Rebuilding = {
  readonly agency?: string | undefined;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly mend: boolean;
};

type Rebuilt = {
  readonly dossiers: number;
  /** Dossiers and counts that differ. */
  readonly differences: number;
  readonly repaired: boolean;
};

/**
 * Compares the statistics with the log of events, and mends them on request.
 * @param from first day of the log that is read: what was before must not be counted either
 */
export async function rebuildStatistics(
  place: Place,
  { from, to, mend, agency: only }: Rebuilding,
): Promise<Rebuilt> {
  let [dossiers, differences] = [0, 0];
  for (const agency of only ? [only] : agencies().map(({ code }) => code)) {
    const log = { ...place, agency, from, to };
    const difference = await differenceOf(log);
    const found = difference.behind.size + difference.counts;
    if (found > 0 && mend) await repair(log, difference);
    dossiers += difference.dossiers;
    differences += found;
  }
  return { dossiers, differences, repaired: mend && differences > 0 };
}

export const rebuildStatisticsCommand = command({
  summary:
    'Compare the statistics with the log of events, and mend them (--repair). Events that are on their way differ for a moment: repair while the queue is empty',
  options: z.strictObject({
    table: z.string('is required').min(1).describe('name of the dossier table'),
    from: LocalDate.default('2020-01-01' as LocalDate).describe('first local day of the log'),
    agency: z.string().optional().describe('code of one agency, e.g. H25.03'),
    repair: z.boolean().default(false).describe('mend what differs'),
    ...connection,
  }),
  run: async ({ table, from, agency, repair: mend, ...to }) => {
    // The projection writes as it does in its function, which finds its table in the environment.
    Object.assign(process.env, {
      TABLE_NAME: table,
      AWS_REGION: to.region,
      ...(to.endpoint && { AWS_ENDPOINT_URL_DYNAMODB: to.endpoint }),
    });
    const { dossiers, differences, repaired } = await rebuildStatistics(
      { client: connect(to), tableName: table },
      { from, to: localDateOf(systemNow()), agency, mend },
    );
    return `${table}: ${dossiers} dossiers in the log, ${differences} differences${repaired ? ', repaired' : ''}`;
  },
});
