import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type LocalDate, localDateOf } from '../../shared/clock.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import { type Envelope, readLog } from '../../shared/event/outbox.ts';
import { publicationOf } from '../../shared/event/publish.ts';
import { sendInOrder } from '../../shared/feed/queue.ts';
import { letsThrough, subscriptionIn } from '../../shared/feed/subscription.ts';
import { dossierPK, EVENT_PREFIX, eventKey, logPK } from '../../shared/table/keys.ts';
import { departmentsOf, queueUrlsIn } from '../events/departments.ts';
import { USUAL_PORT } from '../machine.ts';
import { requireAccount, settingsOf } from '../settings/settings.ts';
import { type Stage, stages } from '../settings/shape.ts';
import { command, connect, connection, UsageError } from './command.ts';

/** Which events of the log are sent again. */
type Wanted =
  | { readonly dossier: string; readonly after: number }
  | { readonly agency: string; readonly from: Date; readonly until: Date };

type Log = { readonly client: DynamoDBDocumentClient; readonly tableName: string };

async function query({ client, tableName }: Log, input: object): Promise<readonly Envelope[]> {
  const events: Envelope[] = [];
  for await (const { Items = [] } of paginateQuery({ client }, { TableName: tableName, ...input }))
    events.push(...readLog(Items));
  return events;
}

/** The local days from one instant to another. */
function daysBetween(from: Date, until: Date): LocalDate[] {
  const days = [localDateOf(from)];
  for (let day = localDateOf(from); day < localDateOf(until); day = addDays(day, 1))
    days.push(addDays(day, 1));
  return days;
}

/** What the log says, in the order of each dossier. */
export async function loggedEvents(log: Log, wanted: Wanted): Promise<readonly Envelope[]> {
  if ('dossier' in wanted)
    return query(log, {
      KeyConditionExpression: 'PK = :dossier AND SK BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':dossier': dossierPK(wanted.dossier),
        ':first': eventKey(wanted.dossier, wanted.after + 1).SK,
        ':last': `${EVENT_PREFIX}~`,
      },
      ConsistentRead: true,
    });
  const { agency, from, until } = wanted;
  const found: Envelope[] = [];
  for (const day of daysBetween(from, until))
    found.push(
      ...(await query(log, {
        IndexName: 'log',
        KeyConditionExpression: 'logPK = :day AND logSK BETWEEN :from AND :until',
        ExpressionAttributeValues: {
          ':day': logPK('EVENT', agency, day),
          ':from': from.toISOString(),
          ':until': `${until.toISOString()}~`,
        },
      })),
    );
  // Two events of one instant stand in the index by their ids: their numbers say which was first.
  return found.sort((one, other) => one.sequence - other.sequence);
}

/** Who gets what is sent. */
type Recipient = {
  readonly wants: (event: Envelope) => boolean;
  /** For five minutes what bears the same deduplication id is dropped on the way: so each run has its own. */
  readonly send: (events: readonly Envelope[], run: string) => Promise<void>;
};

type Aws = { readonly region: string; readonly endpoint?: string | undefined };

/** All who subscribe. */
function everybodyAt(topic: string, aws: Aws): Recipient {
  const sns = new SNSClient(aws);
  return {
    wants: () => true,
    send: async (events, run) => {
      for (const event of events)
        await sns.send(
          new PublishCommand({
            ...publicationOf(event, topic),
            MessageDeduplicationId: `${event.id}-${run}`,
          }),
        );
    },
  };
}

/** One department, as the settings of a stage have it. @throws UsageError when it has no queue there */
function departmentAt(stage: Stage, department: string, aws: Aws): Recipient {
  const settings = settingsOf(stage, USUAL_PORT);
  requireAccount(settings);
  const { region, account = '' } = settings;
  const subscription = subscriptionIn(departmentsOf(settings, queueUrlsIn(region, account)), department);
  if (!subscription)
    throw new UsageError(`--department: ${department} has no queue in the settings of ${stage}`);
  const sqs = new SQSClient({ ...aws, useQueueUrlAsEndpoint: false });
  return {
    wants: (event) => letsThrough(subscription.filter, event),
    send: (events, run) => sendInOrder(sqs, subscription.queueUrl, events, run),
  };
}

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const republishCommand = command({
  summary:
    'Send events of the log again, to the topic (--topic) or into the queue of one department (--stage --department): of a dossier (--dossier, after a gap that a subscriber found: --after), or of an agency by time (--agency --from --until)',
  options: z.strictObject({
    table: z.string('is required').min(1).describe('name of the dossier table'),
    topic: z.string().min(1).optional().describe('ARN of the topic of events: all who subscribe hear them'),
    stage: z.enum(stages).optional().describe('whose settings name the department'),
    department: z
      .string()
      .optional()
      .describe('code of the agency whose queue alone gets what it wants of them'),
    dossier: z.uuid().optional().describe('id of one dossier'),
    after: z.coerce.number().int().min(0).default(0).describe('last sequence that the subscriber has'),
    agency: z.string().optional().describe('code of an agency, e.g. H25.03'),
    from: instant.optional().describe('first instant, e.g. 2021-10-11T00:00:00+07:00'),
    until: instant.optional().describe('last instant'),
    'dry-run': z.boolean().default(false).describe('say what would be sent, and send nothing'),
    ...connection,
  }),
  run: async ({
    table,
    topic,
    stage,
    department,
    dossier,
    after,
    agency,
    from,
    until,
    'dry-run': dryRun,
    ...to
  }) => {
    const wanted = dossier
      ? { dossier, after }
      : agency && from && until
        ? { agency, from, until }
        : undefined;
    if (!wanted) throw new UsageError('Which events? --dossier, or --agency with --from and --until');
    const aws = { region: to.region, ...(to.endpoint && { endpoint: to.endpoint }) };
    const [recipient, another] = [
      ...(topic ? [everybodyAt(topic, aws)] : []),
      ...(stage && department ? [departmentAt(stage, department, aws)] : []),
    ];
    if (!recipient || another) throw new UsageError('To whom? --topic, or --stage with --department');
    const logged = await loggedEvents({ client: connect(to), tableName: table }, wanted);
    const events = logged.filter(recipient.wants);
    const dossiers = new Set(events.map(({ subject }) => subject)).size;
    const what = `${events.length} events of ${dossiers} dossiers`;
    if (dryRun) return `${table}: would send ${what}`;
    await recipient.send(events, `again-${Date.now().toString(36)}`);
    return `${table}: sent ${what}`;
  },
});
