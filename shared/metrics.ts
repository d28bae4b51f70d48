import { Metrics } from '@aws-lambda-powertools/metrics';
import { lazily } from './lazily.ts';
import { environment } from './resources.ts';

/** Namespace and dimensions of all metrics of our own, as alarms look them up: stages may share an account. */
export const METRIC_NAMESPACE = 'motcua';
const METRIC_SERVICE = 'motcua';
export const metricDimensions = (stage: string) => ({ service: METRIC_SERVICE, stage });

/**
 * What is measured beyond what AWS measures itself.
 * `DocumentsHanging`: uploads that nothing has scanned (count). `EventLag`: from the commit to the topic (ms).
 * `ScansFailed`: scans that failed on our side (count).
 * `DeliveriesInVain`: shipments for which the post has been asked in vain for a day (count).
 */
export type MetricName = 'DocumentsHanging' | 'EventLag' | 'ScansFailed' | 'DeliveriesInVain';

const units = {
  DocumentsHanging: 'Count',
  EventLag: 'Milliseconds',
  ScansFailed: 'Count',
  DeliveriesInVain: 'Count',
} as const satisfies Record<MetricName, string>;

const metrics = lazily(
  () =>
    new Metrics({
      namespace: METRIC_NAMESPACE,
      serviceName: METRIC_SERVICE,
      defaultDimensions: { stage: environment('STAGE') },
    }),
);

/** Writes measurements as log lines in CloudWatch's embedded metric format: no call, no waiting. */
export function measure(name: MetricName, values: readonly number[]): void {
  for (const value of values) metrics().addMetric(name, units[name], value);
  metrics().publishStoredMetrics();
}
