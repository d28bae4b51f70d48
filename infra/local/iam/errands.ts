import type { Assembly } from '../assembly.ts';
import { type Asker, type Authorize, type Need, service } from './authorize.ts';
import { policiesOfRole } from './policies.ts';

/** Something that AWS will do by itself, in the name of a service or in a role, for what a template states. */
type Errand = {
  /** The resource that states it. */
  readonly id: string;
  readonly asker: Asker & { readonly name: string };
  readonly need: Need;
};

const ofService = (name: string): Errand['asker'] => ({ ...service(name), name: `${name}.amazonaws.com` });

/** What Lambda does with the function's role to read a source (Lambda guide, "Required permissions"). */
const reading = {
  dynamodb: ['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords'],
  sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
} as const;

function errandsOf(assembly: Assembly): readonly Errand[] {
  const { region, accountId } = assembly.context;
  const inRole = (role: string): Errand['asker'] => {
    const { name, arn } = assembly.find('AWS::IAM::Role', role);
    return { name, arn, accountId, ...policiesOfRole(assembly, arn) };
  };
  const roleOf = (functionName: string): Errand['asker'] =>
    inRole(assembly.find('AWS::Lambda::Function', functionName).properties.Role);
  const [api] = assembly.ofType('AWS::ApiGatewayV2::Api');

  const assumptions = [
    ...assembly.ofType('AWS::Lambda::Function').map((one) => ({ ...one, name: 'lambda' })),
    ...assembly
      .ofType('AWS::GuardDuty::MalwareProtectionPlan')
      .map((one) => ({ ...one, name: 'malware-protection-plan.guardduty' })),
  ].map(({ id, name, properties }) => ({
    id,
    asker: ofService(name),
    need: { action: 'sts:AssumeRole', resource: assembly.find('AWS::IAM::Role', properties.Role).arn },
  }));

  const deliveries = assembly.ofType('AWS::SNS::Subscription').flatMap(({ id, properties }) => {
    const { TopicArn, Protocol, Endpoint, RedrivePolicy } = properties;
    const context = { 'aws:SourceArn': TopicArn, 'aws:SourceAccount': accountId };
    const queues = [
      ...(Protocol === 'sqs' ? [Endpoint] : []),
      ...(RedrivePolicy ? [RedrivePolicy.deadLetterTargetArn] : []),
    ];
    return queues.map((resource) => ({
      id,
      asker: ofService('sns'),
      need: { action: 'sqs:SendMessage', resource, context },
    }));
  });

  const routes = assembly.ofType('AWS::ApiGatewayV2::Route').map(({ id, properties }) => {
    const { RouteKey, Target } = properties;
    const integration = assembly.find('AWS::ApiGatewayV2::Integration', Target.replace('integrations/', ''));
    const source = `arn:aws:execute-api:${region}:${accountId}:${api?.ref}/$default/${RouteKey.replace(' ', '')}`;
    return {
      id,
      asker: ofService('apigateway'),
      need: {
        action: 'lambda:InvokeFunction',
        resource: integration.properties.IntegrationUri,
        context: { 'aws:SourceArn': source },
      },
    };
  });

  const rules = assembly.ofType('AWS::Events::Rule').flatMap(({ id, arn, properties }) =>
    properties.Targets.flatMap(({ Arn, DeadLetterConfig }) => {
      const context = { 'aws:SourceArn': arn };
      const asker = ofService('events');
      const invoke = { action: 'lambda:InvokeFunction', resource: Arn, context };
      if (!DeadLetterConfig) return [{ id, asker, need: invoke }];
      const give = { action: 'sqs:SendMessage', resource: DeadLetterConfig.Arn, context };
      return [invoke, give].map((need) => ({ id, asker, need }));
    }),
  );

  const schedules = assembly.ofType('AWS::Scheduler::Schedule').flatMap(({ id, properties: { Target } }) => {
    const { Arn, RoleArn, DeadLetterConfig } = Target;
    const group = `arn:aws:scheduler:${region}:${accountId}:schedule-group/default`;
    const context = { 'aws:SourceArn': group, 'aws:SourceAccount': accountId };
    const done = [
      { action: 'lambda:InvokeFunction', resource: Arn },
      ...(DeadLetterConfig ? [{ action: 'sqs:SendMessage', resource: DeadLetterConfig.Arn }] : []),
    ];
    return [
      { id, asker: ofService('scheduler'), need: { action: 'sts:AssumeRole', resource: RoleArn, context } },
      ...done.map((need) => ({ id, asker: inRole(RoleArn), need })),
    ];
  });

  const sources = assembly.ofType('AWS::Lambda::EventSourceMapping').flatMap(({ id, properties }) => {
    const { FunctionName, EventSourceArn: resource } = properties;
    const actions = resource.includes(':dynamodb:') ? reading.dynamodb : reading.sqs;
    return actions.map((action) => ({ id, asker: roleOf(FunctionName), need: { action, resource } }));
  });

  const failures = assembly.ofType('AWS::Lambda::EventInvokeConfig').flatMap(({ id, properties }) => {
    const { FunctionName, DestinationConfig } = properties;
    if (!DestinationConfig) return [];
    const resource = DestinationConfig.OnFailure.Destination;
    return [{ id, asker: roleOf(FunctionName), need: { action: 'sqs:SendMessage', resource } }];
  });

  return [...assumptions, ...deliveries, ...routes, ...rules, ...schedules, ...sources, ...failures];
}

/**
 * What AWS does by itself passes no door; so whether it may is judged before anything runs. Throws a sentence for each
 * errand that a policy, or the key of what it touches, does not allow: on AWS it would fail without a word.
 */
export async function assertErrandsAllowed(
  assembly: Assembly,
  authorize: Authorize,
  onAllowed: (asker: Errand['asker'], need: Need) => void,
): Promise<void> {
  const faults: string[] = [];
  for (const { id, asker, need } of errandsOf(assembly)) {
    const { allowed, reason } = await authorize(asker, need);
    if (allowed) onAllowed(asker, need);
    else faults.push(`${id}: ${asker.name} may not ${need.action} ${need.resource} ${reason}`);
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
