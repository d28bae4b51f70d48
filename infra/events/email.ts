import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import {
  ConfigurationSet,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ImpactAlarm } from '../alarms.ts';

/**
 * Shares of bounces and of complaints at which SES puts an account under review, before it pauses its sending at 10
 * and 0.5 percent (SES guide, enforcement process FAQ).
 */
const REVIEWED_AT = { bounces: 0.05, complaints: 0.001 };

export type EmailProps = {
  readonly alarms: ITopic;
};

/** How e-mail is sent, and what becomes of it where it does not arrive. */
export class Email extends Construct {
  readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, { alarms }: EmailProps) {
    super(scope, id);
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      reputationMetrics: true,
      // Whoever bounced or complained stands on the account's list, and is written to no more.
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    // The default bus, the only one that SES knows, takes what services report for nothing.
    this.configurationSet.addEventDestination('Reports', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
    const reputation = (share: string, above: number) =>
      new ImpactAlarm(this, share, {
        alarms,
        metric: new Metric({
          namespace: 'AWS/SES',
          metricName: `Reputation.${share}`,
          period: Duration.hours(1),
          statistic: 'max',
        }),
        above,
        impact: 'SES is about to stop all e-mail: no applicant would hear of a dossier any more.',
        runbook: 'email',
      });
    reputation('BounceRate', REVIEWED_AT.bounces);
    reputation('ComplaintRate', REVIEWED_AT.complaints);
  }
}
