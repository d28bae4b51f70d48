import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import { catalogueOf } from '../event/envelope.ts';
import { outboxOf, toEvent } from '../event/outbox.ts';
import type { NewId } from '../ids.ts';
import { StoredInstant } from '../instant.ts';
import { environment } from '../resources.ts';
import { DuePlace } from '../table/due.ts';
import { calendarApplicationKey } from '../table/keys.ts';
import { absent, type Write } from '../table/transaction.ts';

/** How many dossiers that failed are named. */
const NAMED_FAILURES = 50;

/** How far a version of the calendar has been brought to the open dossiers. */
export const Application = z.object({
  v: z.literal(1),
  id: z.uuid(),
  version: z.int(),
  /** `superseded`: a later version has been made, and brings itself to all of them. */
  state: z.enum(['waiting', 'running', 'done', 'superseded']),
  /** It is done in parts, each woken by the one before: this one is next, or under way. */
  part: z.int().min(1),
  place: DuePlace.optional(),
  seen: z.int(),
  moved: z.int(),
  failed: z.int(),
  /** Ids of dossiers that could not be counted or moved, the first of them. */
  failures: z.array(z.string()),
  finishedAt: StoredInstant.optional(),
});
export type Application = z.infer<typeof Application>;

/** What wakes the worker: it leaves the system no further than its own queue. */
export const calendarEvents = catalogueOf(
  {},
  { 'calendar.application-due': { version: z.int(), part: z.int() } },
);

/** What happened with one page of dossiers. */
export type Progress = {
  readonly seen: number;
  readonly moved: number;
  readonly failures: readonly string[];
  readonly place: DuePlace | undefined;
};

/** An application after one more page. */
export const advanced = (before: Application, { seen, moved, failures, place }: Progress): Application => ({
  ...before,
  state: 'running',
  place,
  seen: before.seen + seen,
  moved: before.moved + moved,
  failed: before.failed + failures.length,
  failures: [...before.failures, ...failures].slice(0, NAMED_FAILURES),
});

/** The application of a new version. */
export const newApplication = (id: string, version: number): Application => ({
  v: 1,
  id,
  version,
  state: 'waiting',
  part: 1,
  seen: 0,
  moved: 0,
  failed: 0,
  failures: [],
});

type Waking = { readonly at: Date; readonly newId: NewId; readonly correlationId: string };

/** The event that wakes the worker for the next part, travelling with the application's own item. */
const outboxFor = ({ id, version, part }: Application, { at, newId, correlationId }: Waking): string =>
  outboxOf([
    toEvent(calendarEvents, {
      name: 'calendar.application-due',
      id: newId(),
      subject: id,
      sequence: part,
      at,
      correlationId,
      data: { version, part },
    }),
  ]);

/** An application that begins. */
export const putApplication = (application: Application, waking: Waking): Write => ({
  put: {
    ...calendarApplicationKey(application.version),
    ...application,
    outbox: outboxFor(application, waking),
  },
  when: absent,
});

/**
 * An application that has gone on, on condition that no other run has.
 * @param waking wakes the worker for the next part
 */
export const putProgress = (before: Application, after: Application, waking?: Waking): Write => ({
  put: {
    ...calendarApplicationKey(after.version),
    ...after,
    ...(waking && { outbox: outboxFor(after, waking) }),
  },
  when: {
    expression: 'part = :part AND seen = :seen',
    values: { ':part': before.part, ':seen': before.seen },
  },
});

/** How far a version has been brought to the open dossiers; undefined for one that moves none, as an import makes it. */
export async function loadApplication(version: number): Promise<Application | undefined> {
  const { Item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: calendarApplicationKey(version),
      ConsistentRead: true,
    }),
  );
  return Item && Application.parse(Item);
}
