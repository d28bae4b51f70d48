import * as z from 'zod';
import { type Costs, GIB, NotPriced, type Setting } from '../kind.ts';
import { type Line, line } from '../line.ts';

const Alarm = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Metrics: z.array(z.looseObject({ MetricStat: z.unknown().optional() })).optional(),
  Period: z.number().min(60).default(60),
});

/** An alarm costs by the metrics it looks at: one of metric math no less than those it is made of (CloudWatch pricing). */
export const alarmCosts: Costs = (resource, { usage, load }) => {
  const alarm = Alarm.safeParse(resource.properties);
  if (!alarm.success) throw new NotPriced(resource, 'it is of high resolution');
  const { Namespace, MetricName, Metrics } = alarm.data;
  const watched = Metrics ? Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length : 1;
  if (watched === 0) throw new NotPriced(resource, 'its query may look at any number of metrics');
  const works = [...Object.values(usage.perRun), ...(load.filed > 0 ? Object.values(usage.perDossier) : [])];
  const own =
    !Namespace?.startsWith('AWS/') && works.some(({ metrics }) => metrics.includes(MetricName ?? ''));
  return [
    line('alarms', watched, 'cloudwatch.alarmMetricMonth'),
    // One of our own costs in each hour in which it is written down; each has one alarm.
    ...(own ? [line('metrics of our own', 1, 'cloudwatch.metricMonth')] : []),
  ];
};

const ConfigurationSet = z.object({
  ReputationOptions: z.object({ ReputationMetricsEnabled: z.boolean() }).optional(),
});

/** SES measures an account for nothing; the bounces and complaints of a set are metrics of one's own (SES guide). */
export const sendingCosts: Costs = ({ properties }, { load }) => {
  const { ReputationOptions } = ConfigurationSet.parse(properties);
  return ReputationOptions?.ReputationMetricsEnabled && load.filed > 0
    ? [line('metrics of our own', 2, 'cloudwatch.metricMonth')]
    : [];
};

const LogGroup = z.object({
  RetentionInDays: z.number(),
  LogGroupClass: z.literal('STANDARD').default('STANDARD'),
});

/** What is left of a line when it is kept (CloudWatch pricing, examples). */
const KEPT_SHARE = 0.15;

/** What it costs to write so many bytes a month to a log group, and to keep them. */
export function logLines(groupId: string, bytes: number, { resources, load }: Setting): readonly Line[] {
  const group = resources.find(({ id }) => id === groupId);
  const { RetentionInDays } = LogGroup.parse(group?.properties);
  const keptMonths = Math.min(RetentionInDays / 365, load.year - 0.5) * 12;
  return [
    line('logs written', bytes / GIB, 'logs.writtenGb'),
    line('logs kept', (KEPT_SHARE * keptMonths * bytes) / GIB, 'logs.keptGbMonth'),
  ];
}
