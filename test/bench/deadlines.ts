import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { table } from '../../shared/aws.ts';
import { LocalDate, systemNow, toInstant } from '../../shared/clock.ts';
import { loadApplication, newApplication, putApplication } from '../../shared/control/application.ts';
import { applyPart } from '../../shared/control/applying.ts';
import { changedCalendar } from '../../shared/control/calendar-change.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import {
  CALENDAR_KEPT_MS,
  loadCalendarYears,
  loadNewestVersion,
  putCalendar,
} from '../../shared/deadline/store.ts';
import { deadlineOf } from '../../shared/dossier/deadline.ts';
import { randomId } from '../../shared/ids.ts';
import { environment } from '../../shared/resources.ts';
import { commit, Superseded } from '../../shared/table/transaction.ts';
import { ledgers } from '../deadline/ledgers.ts';
import { aDossier } from '../support/dossiers.ts';
import { itemsOf, putAll } from '../support/kept-dossier.ts';
import { median, percentile } from './statistics.ts';
import { timed } from './submissions.ts';

/** Random ledgers of up to nine moves, the same each time. */
const LEDGERS = 5000;
const SEED = 1;

/** Open dossiers that a day off moves. */
const OPEN = 400;
const worker = 'bench';

/** How long it takes to count the due date of a dossier and to explain it in words, in milliseconds. */
export function explanations(): { readonly p50: number; readonly p99: number } {
  const calendar = civilServiceCalendar();
  const dossiers = fc
    .sample(ledgers, { numRuns: LEDGERS, seed: SEED })
    .map((clock) => aDossier({ status: 'processing', clock }));
  const explain = (): readonly number[] =>
    dossiers.map((dossier) => {
      const begun = performance.now();
      deadlineOf(dossier, calendar, systemNow());
      return performance.now() - begun;
    });
  explain();
  const times = explain();
  return { p50: median(times), p99: percentile(times, 0.99) };
}

/** Puts open dossiers into the table whose ten working days run over Monday 11 October 2021. */
async function openSome(): Promise<void> {
  const target = { client: table, tableName: environment('TABLE_NAME') };
  for (let place = 0; place < OPEN; place++)
    await putAll(
      target,
      itemsOf(
        aDossier({
          id: randomUUID(),
          status: 'processing',
          clock: [{ kind: 'start', at: '2021-10-08T02:00:00.000Z' }],
          dueAt: '2021-10-22T10:00:00.000Z',
          calendarVersion: 1,
        }),
      ),
    );
}

/** Makes that Monday a day off. @returns the version of the calendar that says so */
async function storm(): Promise<number> {
  const before = await loadNewestVersion();
  const at = systemNow();
  const reason = 'Nghỉ phòng chống bão số 7';
  const day = {
    date: LocalDate.parse('2021-10-11'),
    kind: 'HOLIDAY',
    name: reason,
    legalBasis: reason,
  } as const;
  const change = { reason, years: [], days: [day], withdrawn: [] };
  const { years, since } = changedCalendar(await loadCalendarYears(before.version), change);
  const version = before.version + 1;
  const made = {
    v: 1,
    version,
    since,
    madeAt: toInstant(at),
    madeBy: { kind: 'system', worker },
    reason,
  } as const;
  await commit([
    ...putCalendar(made, years, () => new Superseded()),
    putApplication(newApplication(randomId(), version), { at, newId: randomId, correlationId: worker }),
  ]);
  return version;
}

/** How many open dossiers a change of the calendar moves in a second, straight at DynamoDB Local. */
export async function movedPerSecond(): Promise<number> {
  await openSome();
  const version = await storm();
  // What was kept of the calendar before has run out.
  const now = () => new Date(systemNow().getTime() + 2 * CALENDAR_KEPT_MS);
  const sources = { now, newId: randomId, wait: async () => {} };
  const milliseconds = await timed(() =>
    applyPart({ version, part: 1 }, { worker, correlationId: worker }, sources),
  );
  const application = await loadApplication(version);
  if (!application?.moved) throw new Error('the calendar moved nothing');
  return application.moved / (milliseconds / 1000);
}
