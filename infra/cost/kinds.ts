import type { Kind } from './kind.ts';
import { apiCosts, apiStageCosts, functionCosts, scheduleCosts } from './kinds/compute.ts';
import { distributionCosts, firewallCosts } from './kinds/edge.ts';
import { mappingCosts, queueCosts, topicCosts } from './kinds/events.ts';
import { keyCosts } from './kinds/keys.ts';
import { bucketCosts, malwarePlanCosts, tableCosts } from './kinds/storage.ts';
import { alarmCosts, sendingCosts } from './kinds/watching.ts';
import { line } from './line.ts';

const identity = { free: 'IAM costs nothing (IAM, "pricing")' } as const;
const policy = { free: 'a policy costs nothing; what it opens does' } as const;
const partOfApi = { free: 'an HTTP API costs by its requests (API Gateway pricing)' } as const;
const wiring = { free: 'says how a function is called; the calls are counted with the function' } as const;
const sending = { free: 'SES costs by the message (SES pricing)' } as const;

/**
 * Every type of resource that a bill can be made of: what it costs, or why it costs nothing by itself. A type that is
 * not here is refused, since what nobody has looked up would be counted as nothing.
 */
export const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['AWS::ApiGatewayV2::Api', { costs: apiCosts }],
  ['AWS::ApiGatewayV2::ApiMapping', partOfApi],
  ['AWS::ApiGatewayV2::Authorizer', partOfApi],
  ['AWS::ApiGatewayV2::DomainName', partOfApi],
  ['AWS::ApiGatewayV2::Integration', partOfApi],
  ['AWS::ApiGatewayV2::Route', partOfApi],
  ['AWS::ApiGatewayV2::Stage', { costs: apiStageCosts }],
  ['AWS::Budgets::Budget', { free: 'a budget without actions is free (Budgets pricing)' }],
  ['AWS::CertificateManager::Certificate', { free: 'a public certificate is free (ACM pricing)' }],
  ['AWS::CloudFront::Distribution', { costs: distributionCosts }],
  ['AWS::CloudWatch::Alarm', { costs: alarmCosts }],
  ['AWS::CloudWatch::CompositeAlarm', { costs: () => [line('alarms', 1, 'cloudwatch.compositeAlarmMonth')] }],
  ['AWS::CloudWatch::Dashboard', { costs: () => [line('dashboards', 1, 'cloudwatch.dashboardMonth')] }],
  ['AWS::DynamoDB::Table', { costs: tableCosts, without: ['KinesisStreamSpecification'] }],
  [
    'AWS::Events::Rule',
    {
      free: 'events of AWS are free, and what they set off was measured with the dossiers',
      without: ['ScheduleExpression'],
    },
  ],
  ['AWS::GuardDuty::MalwareProtectionPlan', { costs: malwarePlanCosts }],
  ['AWS::IAM::Policy', identity],
  ['AWS::IAM::Role', identity],
  ['AWS::KMS::Key', { costs: keyCosts }],
  ['AWS::Lambda::EventInvokeConfig', wiring],
  ['AWS::Lambda::EventSourceMapping', { costs: mappingCosts }],
  ['AWS::Lambda::Function', { costs: functionCosts, without: ['EphemeralStorage', 'SnapStart'] }],
  ['AWS::Lambda::Permission', wiring],
  ['AWS::Logs::LogGroup', { free: 'costs by what is written, which is counted with who writes' }],
  ['AWS::Route53::HostedZone', { costs: () => [line('hosted zone', 1, 'route53.zoneMonth')] }],
  ['AWS::Route53::RecordSet', { free: 'an alias to an AWS resource is answered free (Route 53 pricing)' }],
  [
    'AWS::S3::Bucket',
    {
      costs: bucketCosts,
      without: [
        'AccelerateConfiguration',
        'AnalyticsConfigurations',
        'IntelligentTieringConfigurations',
        'InventoryConfigurations',
        'MetricsConfigurations',
        'ReplicationConfiguration',
      ],
    },
  ],
  ['AWS::S3::BucketPolicy', policy],
  ['AWS::Scheduler::Schedule', { costs: scheduleCosts }],
  ['AWS::SES::ConfigurationSet', { costs: sendingCosts }],
  ['AWS::SES::ConfigurationSetEventDestination', sending],
  ['AWS::SES::EmailIdentity', sending],
  ['AWS::SNS::Subscription', { free: 'deliveries are counted with the topic' }],
  ['AWS::SNS::Topic', { costs: topicCosts, without: ['ArchivePolicy'] }],
  ['AWS::SNS::TopicPolicy', policy],
  ['AWS::SQS::Queue', { costs: queueCosts, without: ['KmsMasterKeyId'] }],
  ['AWS::SQS::QueuePolicy', policy],
  ['AWS::SSM::Parameter', { free: 'a standard parameter is free (Systems Manager pricing)' }],
  ['AWS::WAFv2::WebACL', { costs: firewallCosts }],
]);
