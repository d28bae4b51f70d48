import * as z from 'zod';
import type { Need, Place } from './authorize.ts';
import { dynamodbNeeds } from './dynamodb.ts';
import { type ObjectAddress, s3Meaning, type Tags } from './s3.ts';
import { AwsError, awsError, isQueryProtocol, type Service, type WireRequest } from './wire.ts';

/** A call as IAM sees it. */
export type Call = {
  readonly service: Service;
  /** `<service>:<operation>`, e.g. `dynamodb:TransactWriteItems`. */
  readonly operation: string;
  readonly needs: readonly Need[];
  /** The parsed body of the JSON protocols, or the parameters of the query protocol; nothing for S3. */
  readonly input: unknown;
};

/** What the template knows of names that a call uses instead of ARNs. */
export type Names = {
  readonly place: Place;
  /** The ARN of a secret by its name or ARN. */
  secretArn(secretId: string): string;
  /** The ARN of the identity that lets an address send. */
  identityArn(address: string): string;
  tagsOf(address: ObjectAddress): Promise<Tags>;
};

const queueUrl = z.object({ QueueUrl: z.string() });

/** Batches need what a single one needs (SQS Developer Guide, "Amazon SQS API permissions"). */
const queueOperations = new Set([
  'SendMessage',
  'SendMessageBatch',
  'ReceiveMessage',
  'DeleteMessage',
  'DeleteMessageBatch',
  'ChangeMessageVisibility',
  'ChangeMessageVisibilityBatch',
  'GetQueueAttributes',
  'PurgeQueue',
  'ListQueueTags',
]);

/** The emulator finds a queue by its name alone, so that another account's is told from the province's only here. */
function queueArn(name: string, owner: string | undefined, { region, accountId }: Place): string {
  if (owner === accountId) return `arn:aws:sqs:${region}:${accountId}:${name}`;
  throw new AwsError(
    'AWS.SimpleQueueService.NonExistentQueue',
    400,
    `The specified queue does not exist: account ${owner ?? ''} has no queue ${name}`,
  );
}

/** @param callerAccount the account in which a queue is looked for whose owner is not named */
function sqsNeeds(
  operation: string,
  input: unknown,
  place: Place,
  callerAccount: string,
): readonly Need[] | undefined {
  if (operation === 'ListQueues') return [{ action: 'sqs:ListQueues', resource: '*' }];
  if (operation === 'GetQueueUrl') {
    const { QueueName, QueueOwnerAWSAccountId } = z
      .object({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().default(callerAccount) })
      .parse(input);
    return [{ action: 'sqs:GetQueueUrl', resource: queueArn(QueueName, QueueOwnerAWSAccountId, place) }];
  }
  if (!queueOperations.has(operation)) return undefined;
  const [name = '', owner] = queueUrl.parse(input).QueueUrl.split('/').reverse();
  return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource: queueArn(name, owner, place) }];
}

const snsNeeds = (operation: string, input: unknown): readonly Need[] | undefined =>
  operation === 'Publish' || operation === 'PublishBatch'
    ? [{ action: 'sns:Publish', resource: z.object({ TopicArn: z.string() }).parse(input).TopicArn }]
    : undefined;

const emailSchema = z.object({ FromEmailAddress: z.string(), ConfigurationSetName: z.string().optional() });

function sesNeeds(operation: string, input: unknown, names: Names): readonly Need[] | undefined {
  if (operation !== 'SendEmail') return undefined;
  const { FromEmailAddress, ConfigurationSetName } = emailSchema.parse(input);
  const address = /<([^>]+)>\s*$/.exec(FromEmailAddress)?.[1] ?? FromEmailAddress;
  const { region, accountId } = names.place;
  const context = { 'ses:FromAddress': address };
  return [
    { action: 'ses:SendEmail', resource: names.identityArn(address), context },
    ...(ConfigurationSetName
      ? [
          {
            action: 'ses:SendEmail',
            resource: `arn:aws:ses:${region}:${accountId}:configuration-set/${ConfigurationSetName}`,
            context,
          },
        ]
      : []),
  ];
}

function secretsNeeds(operation: string, input: unknown, names: Names): readonly Need[] | undefined {
  if (operation !== 'GetSecretValue' && operation !== 'DescribeSecret') return undefined;
  const resource = names.secretArn(z.object({ SecretId: z.string() }).parse(input).SecretId);
  return [{ action: `secretsmanager:${operation}`, resource }];
}

/** GuardDuty knows no resources of it (service authorization reference). */
const guardDutyNeeds = (operation: string): readonly Need[] | undefined =>
  operation === 'SendObjectMalwareScan'
    ? [{ action: 'guardduty:SendObjectMalwareScan', resource: '*' }]
    : undefined;

/** Anyone may ask who they are; no policy is looked at (STS API reference). */
const stsNeeds = (operation: string): readonly Need[] | undefined =>
  operation === 'GetCallerIdentity' ? [] : undefined;

/** The operations of the services that are called by method and path. */
const restOperations: Readonly<Record<string, string>> = {
  'POST /v2/email/outbound-emails': 'SendEmail',
  'POST /object-malware-scan/send': 'SendObjectMalwareScan',
};

function operationOf(service: Service, request: WireRequest, input: unknown): string {
  if (service === 'ses' || service === 'guardduty') {
    const called = `${request.method} ${request.path}`;
    return restOperations[called] ?? called;
  }
  if (isQueryProtocol(request.headers)) return z.object({ Action: z.string() }).parse(input).Action;
  return (
    String(request.headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1) ?? ''
  );
}

function inputOf(request: WireRequest): unknown {
  if (isQueryProtocol(request.headers))
    return Object.fromEntries(new URLSearchParams(request.body.toString()));
  try {
    return JSON.parse(request.body.toString() || '{}');
  } catch {
    throw new AwsError('SerializationException', 400, 'The body is not JSON');
  }
}

function needsOf(
  service: Exclude<Service, 's3'>,
  operation: string,
  input: unknown,
  names: Names,
  callerAccount: string,
): readonly Need[] | undefined {
  switch (service) {
    case 'dynamodb':
      return dynamodbNeeds(operation, input, names.place);
    case 'sqs':
      return sqsNeeds(operation, input, names.place, callerAccount);
    case 'sns':
      return snsNeeds(operation, input);
    case 'ses':
      return sesNeeds(operation, input, names);
    case 'secretsmanager':
      return secretsNeeds(operation, input, names);
    case 'sts':
      return stsNeeds(operation);
    case 'guardduty':
      return guardDutyNeeds(operation);
  }
}

/**
 * What a request means in IAM's terms. Throws the service's own error for an operation that the local run does not
 * imitate and for a body without what the operation needs.
 */
export async function callOf(
  service: Service,
  request: WireRequest,
  names: Names,
  callerAccount: string,
): Promise<Call> {
  if (service === 's3') {
    const meaning = await s3Meaning(request, names.tagsOf);
    if (meaning) return { service, ...meaning, input: undefined };
    const what = `${request.method} ${request.path}${request.query ? `?${request.query}` : ''}`;
    throw awsError(service, 'unsupported', `The local run does not imitate this operation of s3: ${what}`);
  }
  const input = inputOf(request);
  try {
    const operation = operationOf(service, request, input);
    const needs = needsOf(service, operation, input, names, callerAccount);
    if (needs) return { service, operation: `${service}:${operation}`, needs, input };
    throw awsError(
      service,
      'unsupported',
      `The local run does not imitate this operation of ${service}: ${operation}`,
    );
  } catch (error) {
    if (error instanceof z.ZodError) throw new AwsError('ValidationException', 400, z.prettifyError(error));
    throw error;
  }
}
