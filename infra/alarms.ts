import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** Chapters of the runbook: an alarm says which to open. */
export type Runbook =
  | 'api-errors'
  | 'dead-letters'
  | 'department-queues'
  | 'email'
  | 'function-errors'
  | 'late-messages'
  | 'measurements'
  | 'missed-runs'
  | 'outbox'
  | 'throttles';

export type ImpactAlarmProps = {
  /** Who is woken. */
  readonly alarms: ITopic;
  readonly metric: IMetric;
  /** What a citizen loses while it rings, as a sentence: who is woken decides by it whether to get up. */
  readonly impact: string;
  readonly runbook: Runbook;
  /** Rings when the metric is greater, or with `below` when it is less. */
  readonly above?: number;
  readonly below?: number;
  /**
   * Periods in a row before it rings.
   * @default 1
   */
  readonly periods?: number;
};

/**
 * An alarm that says what it means for a citizen and what to do. Silence is good when too much is the trouble, and
 * the trouble itself when too little is.
 */
export class ImpactAlarm extends Alarm {
  constructor(
    scope: Construct,
    id: string,
    { alarms, metric, impact, runbook, above, below, periods }: ImpactAlarmProps,
  ) {
    super(scope, id, {
      metric,
      alarmDescription: `${impact} Runbook: infra/README.md#runbook-${runbook}`,
      threshold: below ?? above ?? 0,
      comparisonOperator:
        below === undefined
          ? ComparisonOperator.GREATER_THAN_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: below === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
      evaluationPeriods: periods ?? 1,
    });
    this.addAlarmAction(new SnsAction(alarms));
  }
}
