import { Metrics } from '@aws-lambda-powertools/metrics';
import { lazily } from './lazily.ts';
import { environment } from './resources.ts';

/** Namespace and dimensions of all metrics of our own, as alarms look them up: stages may share an account. */
export const METRIC_NAMESPACE = 'motcua';
const METRIC_SERVICE = 'motcua';
export const metricDimensions = (stage: string) => ({ service: METRIC_SERVICE, stage });

/**
 * What is counted beyond what AWS measures itself.
 * `DocumentsHanging`: uploads that nothing has scanned, or whose scan failed on our side.
 * `DeliveriesHeldUp`: shipments for which the post has been asked in vain for a day, and item codes by which the pools fall short
 * of their reserve; `DELIVERIES_RETRIED` in the log tells them apart.
 * `UnusualReaders`: officers who read more sensitive dossiers in an hour than their work takes.
 * `CalendarDaysMissing`: days by which the working calendar falls short of the next sixty.
 * `PaymentsInDoubt`: payments and refunds of whose fate no provider has told us for a day.
 * `PaymentsUnexplained`: what a provider's file of a day tells otherwise than our book, and files that are late.
 */
export type MetricName =
  | 'CalendarDaysMissing'
  | 'DeliveriesHeldUp'
  | 'DocumentsHanging'
  | 'PaymentsInDoubt'
  | 'PaymentsUnexplained'
  | 'UnusualReaders';

const metrics = lazily(
  () =>
    new Metrics({
      namespace: METRIC_NAMESPACE,
      serviceName: METRIC_SERVICE,
      defaultDimensions: { stage: environment('STAGE') },
    }),
);

/**
 * Writes a count as a log line in CloudWatch's embedded metric format: no call, no waiting. None is silence, which the
 * alarms take for good: a metric is paid for in each hour in which it is written.
 */
export function measure(name: MetricName, count: number): void {
  if (count === 0) return;
  metrics().addMetric(name, 'Count', count);
  metrics().publishStoredMetrics();
}
