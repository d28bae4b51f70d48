import * as z from 'zod';
import { operations } from '../../../shared/operations.ts';
import { contracts, pascalCase } from '../../functions/contract.ts';
import { type Costs, GIB, NotPriced, type Setting } from '../kind.ts';
import { type Line, line } from '../line.ts';
import { HOURS, WORKING_HOURS } from '../load.ts';
import type { Resource } from '../stage.ts';
import type { Usage, Work } from '../usage.ts';
import { keyRequests, TABLE_KEY_SECONDS } from './keys.ts';
import { logLines } from './watching.ts';

const Lambda = z.object({
  MemorySize: z.number().default(128),
  Architectures: z.array(z.enum(['arm64', 'x86_64'])).default(['x86_64']),
  TracingConfig: z.object({ Mode: z.enum(['Active', 'PassThrough']) }).default({ Mode: 'PassThrough' }),
  LoggingConfig: z.object({ LogGroup: z.object({ Ref: z.string() }) }),
});

/** A function has one vCPU at this memory, and a share of it with less (Lambda developer guide, memory). */
const MIB_PER_CPU = 1769;

/** Lambda's own lines about an invocation in JSON: `platform.start` and `platform.report`. */
const PLATFORM_BYTES = 600;

/** Lambda traces the first invocation of a second and a twentieth of the others (developer guide, X-Ray). */
const TRACED_SHARE = 0.05;

/** Of the invocations, how many start an environment first, and how long that takes: billed as well (Lambda pricing). */
const COLD_SHARE = 0.05;
const COLD_SECONDS = 0.6;

/** The contract that a function has its name of. */
const contractOf = (functionId: string): string | undefined =>
  contracts.find(({ id }) => new RegExp(`^${pascalCase(id)}Function[0-9A-F]{8}$`).test(functionId))?.id;

/** What a function costs that does this so many times in a month, spread over so many of its hours. */
function workLines(
  resource: Resource,
  work: Work,
  {
    times,
    hours,
    keyedRuns = Number.POSITIVE_INFINITY,
  }: {
    readonly times: number;
    readonly hours: number;
    /** Runs that each ask the table within the time for which it keeps its key, so that one is asked for once a run. */
    readonly keyedRuns?: number;
  },
  setting: Setting,
): readonly Line[] {
  const { MemorySize, Architectures, TracingConfig, LoggingConfig } = Lambda.parse(resource.properties);
  const invocations = work.invocations * times;
  const running = (work.milliseconds * times * Math.max(1, MIB_PER_CPU / MemorySize)) / 1000;
  const seconds = running + invocations * COLD_SHARE * COLD_SECONDS;
  const calls = (pattern: RegExp): number =>
    Object.entries(work.calls).reduce(
      (sum, [call, many]) => sum + (pattern.test(call) ? many * times : 0),
      0,
    );
  const first = Math.min(invocations, hours * 3600);
  const traced = TracingConfig.Mode === 'Active' ? first + TRACED_SHARE * (invocations - first) : 0;
  const gbSecond = Architectures[0] === 'arm64' ? 'lambda.armGbSecond' : 'lambda.x86GbSecond';
  return [
    line('Lambda requests', invocations, 'lambda.request'),
    line('Lambda time', (seconds * MemorySize) / 1024, gbSecond),
    line('X-Ray traces', traced, 'xray.trace'),
    line('e-mails', calls(/^ses:SendEmail$/), 'ses.message'),
    // Parameters themselves are read for nothing (Systems Manager pricing, standard throughput).
    keyRequests(calls(/^ssm:/), 1),
    keyRequests(Math.min(calls(/^dynamodb:/), keyedRuns), TABLE_KEY_SECONDS, 1, hours),
    ...logLines(LoggingConfig.LogGroup.Ref, work.logBytes * times + PLATFORM_BYTES * invocations, setting),
  ];
}

/** What dossiers ask of a function. */
export const functionCosts: Costs = (resource, setting) => {
  const contract = contractOf(resource.id);
  if (contract === undefined) throw new NotPriced(resource, 'nobody has measured what it does');
  const work = setting.usage.perDossier[contract];
  return work ? workLines(resource, work, { times: setting.load.filed, hours: WORKING_HOURS }, setting) : [];
};

const RATE = /^rate\((?<count>\d+) (?<unit>minute|hour|day)s?\)$/;
const DAILY = /^cron\(\d+ \d+ \* \* \? \*\)$/;
const runsAMonth = new Map([
  ['minute', HOURS * 60],
  ['hour', HOURS],
  ['day', HOURS / 24],
]);

const Schedule = z.object({
  ScheduleExpression: z.union([z.string().regex(RATE), z.string().regex(DAILY)]),
  Target: z.object({ Arn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }) }),
});

/** What a clock sets off, and each of its strokes. */
export const scheduleCosts: Costs = (resource, setting) => {
  const schedule = Schedule.safeParse(resource.properties);
  if (!schedule.success) throw new NotPriced(resource, z.prettifyError(schedule.error));
  const { ScheduleExpression, Target } = schedule.data;
  const { count = 1, unit = 'day' } = RATE.exec(ScheduleExpression)?.groups ?? {};
  const runs = (runsAMonth.get(unit) ?? 0) / Number(count);
  const [functionId] = Target.Arn['Fn::GetAtt'];
  const run = setting.usage.perRun[contractOf(functionId) ?? ''];
  const target = setting.resources.find(({ id }) => id === functionId);
  if (!run || !target) throw new NotPriced(resource, 'nobody has measured a run of its target');
  // A query that finds nothing is charged half a unit all the same (DynamoDB developer guide, read operations).
  const reads = Math.max(run.readUnits, 0.5 * (run.calls['dynamodb:Query'] ?? 0));
  return [
    ...workLines(target, run, { times: runs, hours: HOURS, keyedRuns: runs }, setting),
    line('table reads', runs * reads, 'dynamodb.read'),
    line('strokes of clocks', runs, 'scheduler.invocation'),
  ];
};

/** Requests to the API for one dossier. */
export const requestsOf = ({ perDossier }: Usage): number =>
  operations.reduce((sum, { id }) => sum + (perDossier[id]?.invocations ?? 0), 0);

/** A request counts once for each 512 KiB, and none of ours is so long (API Gateway pricing). */
export const apiCosts: Costs = (resource, { usage, load }) => {
  if (resource.properties.ProtocolType !== 'HTTP') throw new NotPriced(resource, 'it is no HTTP API');
  return [
    line('API requests', requestsOf(usage) * load.filed, 'api.httpRequest'),
    line('data to the internet', (usage.answeredBytes * load.filed) / GIB, 'transfer.outGb'),
  ];
};

const ApiStage = z.object({
  DefaultRouteSettings: z.object({ DetailedMetricsEnabled: z.literal(false).optional() }).optional(),
  AccessLogSettings: z.object({
    DestinationArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  }),
});

/** A line of the access log. */
const ACCESS_BYTES = 400;

export const apiStageCosts: Costs = (resource, setting) => {
  const stage = ApiStage.safeParse(resource.properties);
  if (!stage.success) throw new NotPriced(resource, z.prettifyError(stage.error));
  const [groupId] = stage.data.AccessLogSettings.DestinationArn['Fn::GetAtt'];
  return logLines(groupId, ACCESS_BYTES * requestsOf(setting.usage) * setting.load.filed, setting);
};
