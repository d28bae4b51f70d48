import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type DepartmentReader, departmentReader } from '../../infra/demo/department.ts';
import { until } from '../../infra/demo/until.ts';
import { labelOf } from '../../infra/local/functions.ts';
import { rebuildStatistics } from '../../infra/ops/rebuild-statistics.ts';
import { type Running, type RunOptions, startMotcua } from '../../infra/run-locally.ts';
import { type Client, clientOf, type Reply } from '../../shared/client/client.ts';
import { type LocalDate, systemNow, toInstant } from '../../shared/clock.ts';
import type { CloudEvent } from '../../shared/dossier/events.ts';
import { isClocked } from '../../shared/event/worker.ts';
import { workers } from '../../shared/operations.ts';
import { documentKey } from '../../shared/table/keys.ts';
import { checkAnswer } from './contract-check.ts';

/** A motcua of a test file's own, in memory, with those who use it. */
export type Motcua = Running & {
  /** Checks every answer it hears against the description that the API itself serves. */
  readonly client: Client;
  /** A token of a person of the identity stand-in. */
  readonly as: (personId: string) => Promise<string>;
  /** The events of a dossier that its department has taken from its queue so far, in the order in which they came. */
  readonly eventsAt: (agency: string, dossierId: string) => Promise<readonly CloudEvent[]>;
  /** Those, once there are so many. */
  readonly eventsWhen: (agency: string, dossierId: string, count: number) => Promise<readonly CloudEvent[]>;
  readonly department: (agency: string) => DepartmentReader;
  /** Everything that stands in the table about a dossier, but for what consumers note down in their own time. */
  readonly itemsOf: (dossierId: string) => Promise<readonly Record<string, unknown>[]>;
  /** Makes a declared document look as if that had been so many minutes ago. */
  readonly age: (dossierId: string, documentId: string, minutes: number) => Promise<void>;
  /** How the statistics differ from the log of events of these days. */
  readonly statisticsBeside: (from: LocalDate, to: LocalDate) => ReturnType<typeof rebuildStatistics>;
  /** The key shared with the postal operator. */
  readonly postalSecret: () => Promise<string>;
  /** SQS as the ops team uses it. */
  readonly opsQueues: SQSClient;
  /** The URL of the queue that the templates call so. */
  readonly queueUrl: (construct: string) => string;
  /** How many messages such a queue holds, those that somebody works on among them. */
  readonly waiting: (construct: string) => Promise<number>;
  /** The name of a function's role: as the door knows it. */
  readonly roleOf: (functionLabel: string) => string;
};

/** What a clock would wake: it strikes where a test has it strike. */
const clocksOf = (assembly: Running['assembly']): readonly string[] => {
  const made = assembly.ofType('AWS::Lambda::Function').map(labelOf);
  return workers
    .filter(isClocked)
    .map(({ id }) => id)
    .filter((id) => made.includes(id));
};

/** Starts on the ports from `basePort` on, its clocks standing still. Call in `beforeAll`, `stop` in `afterAll`. */
export async function startForTest(
  basePort: number,
  options: Partial<Pick<RunOptions, 'amend' | 'stage'>> = {},
): Promise<Motcua> {
  const running = await startMotcua({ basePort, dataDirectory: 'memory', retrySeconds: 1, ...options });
  const { apiUrl, doorUrl, assembly, operator, identity, sources } = running;
  await Promise.all(clocksOf(assembly).map((clock) => sources.pause(clock)));
  const openapi = z.looseObject({}).parse(await (await fetch(`${apiUrl}/openapi.json`)).json());
  const client = clientOf(apiUrl, { onReply: (reply: Reply) => checkAnswer(openapi, reply) });

  const { region } = assembly.context;
  const { accessKeyId, secretAccessKey } = operator;
  const ops = { endpoint: doorUrl, region, credentials: { accessKeyId, secretAccessKey } };
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(ops));
  const [dossierTable] = assembly.ofType('AWS::DynamoDB::Table');

  const departments = new Map(
    running.departments.map((access) => [
      access.agency,
      { reader: departmentReader(access), taken: [] as CloudEvent[] },
    ]),
  );
  const departmentOf = (agency: string) => {
    const department = departments.get(agency);
    if (!department) throw new Error(`no department ${agency} has a queue`);
    return department;
  };
  const eventsAt: Motcua['eventsAt'] = async (agency, dossierId) => {
    const { reader, taken } = departmentOf(agency);
    taken.push(...(await reader.take()));
    return taken.filter(({ subject }) => subject === dossierId);
  };

  const opsQueues = new SQSClient(ops);
  const queueUrl = (construct: string): string => {
    const found = assembly
      .ofType('AWS::SQS::Queue')
      .filter(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, '') === construct);
    const [queue] = found;
    if (!queue || found.length > 1) throw new Error(`${found.length} queues are called ${construct}`);
    return queue.ref;
  };

  return {
    ...running,
    client,
    as: (personId) => identity.token(personId),
    eventsAt,
    eventsWhen: (agency, dossierId, count) =>
      until(`${count} events of ${dossierId} at ${agency}`, async () => {
        const events = await eventsAt(agency, dossierId);
        return events.length >= count ? events : undefined;
      }),
    department: (agency) => departmentOf(agency).reader,
    itemsOf: async (dossierId) => {
      const { Items = [] } = await table.send(
        new QueryCommand({
          TableName: dossierTable?.name,
          KeyConditionExpression: 'PK = :dossier',
          ExpressionAttributeValues: { ':dossier': `DOSSIER#${dossierId}` },
          ConsistentRead: true,
        }),
      );
      return Items.filter(({ SK }) => !String(SK).startsWith('ANNOUNCED#'));
    },
    age: async (dossierId, documentId, minutes) => {
      const declaredAt = toInstant(new Date(systemNow().getTime() - minutes * 60_000));
      await table.send(
        new UpdateCommand({
          TableName: dossierTable?.name,
          Key: documentKey(dossierId, documentId),
          UpdateExpression: 'SET declaredAt = :at, dueSK = :place',
          ExpressionAttributeValues: { ':at': declaredAt, ':place': `${declaredAt}#${documentId}` },
        }),
      );
    },
    statisticsBeside: (from, to) =>
      rebuildStatistics({ client: table, tableName: dossierTable?.name ?? '' }, { from, to, mend: false }),
    postalSecret: async () => {
      const Name = `/motcua/${options.stage ?? 'local'}/partners/postal`;
      const read = new GetParameterCommand({ Name, WithDecryption: true });
      const { Parameter } = await new SSMClient(ops).send(read);
      return Parameter?.Value ?? '';
    },
    opsQueues,
    queueUrl,
    waiting: async (construct) => {
      const { Attributes } = await opsQueues.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl(construct),
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return Object.values(Attributes ?? {}).reduce((sum, count) => sum + Number(count), 0);
    },
    roleOf: (functionLabel) => {
      const found = assembly.ofType('AWS::Lambda::Function').find((one) => labelOf(one) === functionLabel);
      return assembly.find('AWS::IAM::Role', found?.properties.Role ?? '').name;
    },
  };
}
