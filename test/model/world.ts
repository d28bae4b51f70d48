import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { BatchWriteCommand, type BatchWriteCommandInput, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { inject, vi } from 'vitest';
import * as z from 'zod';
import { handler as changeCalendar } from '../../functions/control/change-calendar.ts';
import { handler as endSilentConsultations } from '../../functions/desk/end-silent-consultations.ts';
import { handler as endUnpaid } from '../../functions/desk/end-unpaid.ts';
import { handler as followSupplements } from '../../functions/desk/follow-supplements.ts';
import { handler as watchDueDays } from '../../functions/desk/watch-due-days.ts';
import { handler as retryDeliveries } from '../../functions/postal/retry-deliveries.ts';
import { startPostal } from '../../infra/partners/postal.ts';
import { allotted } from '../../infra/partners/postal-orders.ts';
import { caller, limits } from '../../infra/settings/province.ts';
import { table } from '../../shared/aws.ts';
import { LocalDate, systemNow, toInstant, withVietnamOffset } from '../../shared/clock.ts';
import { loadApplication } from '../../shared/control/application.ts';
import { applyPart } from '../../shared/control/applying.ts';
import { seededYears } from '../../shared/deadline/seed.ts';
import { calendarItems, recallCalendar } from '../../shared/deadline/store.ts';
import { randomId } from '../../shared/ids.ts';
import { api } from '../../shared/operations.ts';
import { procedureItem } from '../../shared/procedure/store.ts';
import { poolItem } from '../../shared/shipment/pool.ts';
import { dossierPK, type Key, SHIPMENT_PREFIX } from '../../shared/table/keys.ts';
import type { Item } from '../../shared/table/transaction.ts';
import { partnerSecret, send } from '../stored/calls.ts';
import { call } from '../support/call.ts';
import { dynamodbUrl } from '../support/dynamodb.ts';
import type { ClockName } from './clocks.ts';
import { kinds, procedureOf } from './kinds.ts';
import type { Known } from './known.ts';
import { people } from './people.ts';
import { drafted, type Plan } from './plans.ts';
import type { Deed } from './rules.ts';

const TableName = `model-${randomUUID()}`;

/** What the table has taken, in its order: what a stream of it would bring. */
const Put = z.looseObject({ PK: z.string(), SK: z.string(), outbox: z.string().optional() });
type Put = z.infer<typeof Put>;
const Puts = z.union([
  z
    .object({ TransactItems: z.array(z.object({ Put: z.object({ Item: Put }).optional() })) })
    .transform(({ TransactItems }) => TransactItems.flatMap((one) => one.Put?.Item ?? [])),
  z.object({ Item: Put }).transform((one) => [one.Item]),
]);
let taken: Put[] = [];
/** All that stands in the table by now, to be cleared away. */
const standing = new Map<string, Key>();
const note = ({ PK, SK }: Key) => standing.set(`${PK} ${SK}`, { PK, SK });
table.middlewareStack.add(
  (next) => async (args) => {
    const result = await next(args);
    const puts = Puts.safeParse(args.input).data ?? [];
    taken.push(...puts);
    puts.forEach(note);
    return result;
  },
  { step: 'initialize', name: 'hearWhatIsTaken' },
);

const secrets = mockClient(SSMClient);

const clocks = {
  watchDueDays,
  followSupplements,
  endSilentConsultations,
  endUnpaid,
  retryDeliveries,
} satisfies Record<ClockName, () => Promise<void>>;

/** What all worlds have in common, one after the other: a table, which is empty between them, the post, and a time that is told. */
export async function prepareWorlds(): Promise<{ readonly stop: () => Promise<void> }> {
  const endpoint = await dynamodbUrl();
  vi.useFakeTimers({ toFake: ['Date'] });
  secrets.on(GetParameterCommand).resolves({ Parameter: { Value: partnerSecret } });
  // What the operator would report goes nowhere: a step brings it.
  const postal = await startPostal({ port: 0, callbackUrl: 'http://127.0.0.1:9', secret: partnerSecret });
  Object.assign(process.env, {
    AWS_REGION: 'ap-southeast-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    IDENTITY: JSON.stringify(caller),
    LIMITS: JSON.stringify(limits),
    PUBLIC_URL: 'http://127.0.0.1:4800',
    PARTNER_POSTAL_URL: postal.url,
    PARTNER_POSTAL_SECRET_NAME: '/motcua/test/partners/postal',
    TABLE_NAME: TableName,
  });
  // Without a stream, which would only cost time: what is written is heard as it is.
  const input = { ...inject('tableInput'), StreamSpecification: undefined, TableName };
  await table.send(new CreateTableCommand(input));
  return {
    stop: async () => {
      vi.useRealTimers();
      await postal.stop();
      await table.send(new DeleteTableCommand({ TableName }));
    },
  };
}

/** The version of the last calendar: a version never changes, so no two worlds have one in common. */
let calendarVersion = 0;

/**
 * Functions keep the calendar for half a minute, and a world may begin before the one that was lived last has ended: asked
 * at an hour that is later each time, they look anew.
 */
let hour = Date.parse('2100-01-01');
const seeCalendar = () => {
  hour += 3_600_000;
  return recallCalendar(() => new Date(hour));
};

/** More than one world ever orders. */
const CODES_OF_A_WORLD = 100;
/** Which world this is: the post outlives them all, and takes no item code for a second item. */
let worldNumber = 0;
function itemCodes() {
  const first = allotted.first + worldNumber++ * CODES_OF_A_WORLD;
  const last = first + CODES_OF_A_WORLD - 1;
  return poolItem({
    v: 1,
    service: allotted.service,
    first,
    last,
    taken: 0,
    importedAt: toInstant(new Date(0)),
  });
}
const procedures = Object.values(kinds).map((kind) => procedureItem(procedureOf(kind)));

function calendarOf(version: number, at: Date) {
  const since = LocalDate.parse('2020-01-01');
  const madeBy = { kind: 'system', worker: 'import-calendar' } as const;
  const reason = 'Nhập lịch làm việc';
  const made = { v: 1, version, since, madeAt: toInstant(at), madeBy, reason } as const;
  return Object.values(calendarItems(made, seededYears()));
}

/** At most so many items go into one request. */
const BATCH = 25;

type Requests = NonNullable<BatchWriteCommandInput['RequestItems']>[string];

async function writeAll(requests: Requests): Promise<void> {
  for (let start = 0; start < requests.length; start += BATCH)
    await table.send(
      new BatchWriteCommand({ RequestItems: { [TableName]: requests.slice(start, start + BATCH) } }),
    );
}

/** Papers as the desk counts them, all that the procedure asks for. */
const counted = ({ kind }: Known) =>
  procedureOf(kind)
    .papers.filter(({ required }) => required)
    .map(({ id, originals, copies }) => ({ paperId: id, originals, copies }));

const operations = {
  submit: 'submitDossier',
  takeIn: 'receiveIntake',
  giveOpinion: 'answerConsultation',
} as const;

function bodyOf({ name, said }: Deed, dossier: Known): object | undefined {
  if (name === 'submit') return undefined;
  if (name === 'takeIn') return { papers: counted(dossier) };
  return name === 'giveOpinion' ? said : { action: name, ...said };
}

/** All that stands of a dossier in the table. */
export type Seen = { readonly state: Item; readonly items: readonly Item[] };

const Offer = z.object({ allowedActions: z.array(z.string()) });
export type Answered = { readonly status: number } & Partial<z.infer<typeof Offer>>;

/** A world of its own: the functions, dossiers in a table, and a time. Its time moves on by `vi.setSystemTime`. */
export async function beginWorld(plans: readonly Plan[], start: number) {
  vi.setSystemTime(start);
  const drafts = plans.map((plan) => drafted(plan, systemNow()));
  calendarVersion += 1;
  const writes = drafts.flatMap((draft) => draft.writes);
  const items = [
    ...procedures,
    itemCodes(),
    ...calendarOf(calendarVersion, systemNow()),
    ...writes.flatMap((write) => ('put' in write ? [write.put] : [])),
  ];
  items.forEach(note);
  await writeAll(items.map((Item) => ({ PutRequest: { Item } })));
  await seeCalendar();
  taken = [];

  const see = async ({ id }: Known): Promise<Seen> => {
    const { Items = [] } = await table.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'PK = :dossier',
        ExpressionAttributeValues: { ':dossier': dossierPK(id) },
        ConsistentRead: true,
      }),
    );
    const state = Items.find(({ SK }) => SK === 'DOSSIER');
    if (!state) throw new Error('a dossier is gone');
    return { state, items: Items };
  };

  return {
    begun: drafts.map((draft) => draft.known),
    see,

    /** Somebody does something. @returns the status of the answer, and what it offers to do next, where it does */
    say: async (dossier: Known, deed: Deed): Promise<Answered> => {
      const { name, who, version } = deed;
      const answer = await send({
        operation: name in operations ? operations[name as keyof typeof operations] : 'applyTransition',
        claims: people[who],
        params: { dossierId: dossier.id },
        key: randomUUID(),
        etag: `"${version}"`,
        body: bodyOf(deed, dossier),
      });
      return { status: answer.status, ...Offer.safeParse(answer.body.dossier ?? answer.body).data };
    },

    strike: (clock: ClockName): Promise<void> => clocks[clock](),

    /** The post reports a result as delivered, and what it was to collect as collected. */
    deliver: async (dossier: Known): Promise<number> => {
      const { items } = await see(dossier);
      const shipment = items.find(({ SK }) => String(SK).startsWith(SHIPMENT_PREFIX));
      const { reference, itemCode, collects } = z
        .object({
          reference: z.string(),
          itemCode: z.string(),
          collects: z.object({ amountVnd: z.int() }).optional(),
        })
        .parse(shipment);
      const occurredAt = withVietnamOffset(toInstant(systemNow()));
      const said = { eventId: randomUUID(), reference, itemCode, occurredAt, status: 'DELIVERED' };
      const body = { ...said, ...(collects && { collectedVnd: collects.amountVnd }) };
      return (await send({ operation: 'receivePostalCallback', body })).status;
    },

    /** A day becomes a day off, and what is open is counted anew, after as long as it takes to be known everywhere. */
    takeOff: async (date: string): Promise<void> => {
      const name = 'Nghỉ phòng chống bão';
      const days = [{ date, kind: 'HOLIDAY', name, legalBasis: 'Công điện 12/CĐ-UBND' }];
      const said = { key: randomUUID(), etag: `"${calendarVersion}"`, body: { reason: name, days } };
      const claims = people['who controls procedures'];
      const { status } = await call(api.changeCalendar, changeCalendar, { claims, ...said });
      if (status !== 201) throw new Error(`the calendar was not changed: ${status}`);
      calendarVersion += 1;
      await seeCalendar();
      const wait = async (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);
      const worker = { worker: 'apply-calendar', correlationId: randomUUID() };
      const version = calendarVersion;
      for (let part = 1; !(await loadApplication(version))?.finishedAt; part += 1)
        await applyPart({ version, part }, worker, { now: systemNow, newId: randomId, wait });
    },

    /** What was written since this was last asked. */
    heard: (): readonly Put[] => taken.splice(0),

    end: async (): Promise<void> => {
      await writeAll([...standing.values()].map((Key) => ({ DeleteRequest: { Key } })));
      standing.clear();
    },
  };
}
export type World = Awaited<ReturnType<typeof beginWorld>>;
