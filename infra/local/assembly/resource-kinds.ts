import { createHash } from 'node:crypto';

/** Where the assembly runs: what the pseudo parameters and the emulators' addresses become. */
export type Context = {
  /** The AWS endpoint of the functions, e.g. `http://127.0.0.1:4801`. */
  readonly doorUrl: string;
  /** The public address of the HTTP API, e.g. `http://localhost:4800`. */
  readonly apiUrl: string;
  readonly region: string;
  readonly accountId: string;
  /** Texts of the templates that are something else here: an address of the world outside, and its stand-in's. */
  readonly overlay?: Readonly<Record<string, string>>;
};

/** What a kind's formulas may look at. */
export type Named = {
  readonly name: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly context: Context;
  /** A property of the resource with its intrinsics resolved. */
  readonly property: (name: string) => unknown;
};

type Formula = (self: Named) => string;

/** How a type of resource names itself in a template. */
type Kind = {
  /** The property that states the physical name; without it (or when it is absent) the name is made up. */
  readonly named?: string;
  /** What the service demands of a name that is made up. */
  readonly made?: (name: string, self: Omit<Named, 'name'>) => string;
  /** Made up as an ARN of this form; without it the resource has none, and its ARN is its name. */
  readonly arn?: Formula;
  /** What `Ref` gives when it is not the name. */
  readonly ref?: Formula;
  /** What `Fn::GetAtt` gives, besides `Arn`, which is the ARN unless it stands here. */
  readonly attributes?: Record<string, Formula>;
};

const arnOf = ({ context }: Named, service: string, resource: string): string =>
  `arn:aws:${service}:${context.region}:${context.accountId}:${resource}`;

/** Cuts a name that is too long for its service, keeping it unlike any other. */
const within =
  (limit: number) =>
  (name: string): string =>
    name.length <= limit
      ? name
      : `${name.slice(0, limit - 9)}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;

/** The letters and digits that services put in ids, the same for the same resource in every run. */
const opaque =
  (length: number) =>
  (name: string): string =>
    createHash('sha256').update(name).digest('hex').slice(0, length);

const queueUrl: Formula = ({ context, name }) => `${context.doorUrl}/${context.accountId}/${name}`;

const table: Kind = {
  named: 'TableName',
  made: within(255),
  arn: (self) => arnOf(self, 'dynamodb', `table/${self.name}`),
  attributes: {
    // The emulator labels a stream with the time of its making; templates and policies know it by this ARN.
    StreamArn: (self) => arnOf(self, 'dynamodb', `table/${self.name}/stream/local`),
    TableId: ({ name }) => name,
  },
};

const fifo =
  (limit: number) =>
  (name: string, self: Omit<Named, 'name'>): string =>
    self.property('FifoTopic') === true || self.property('FifoQueue') === true
      ? `${within(limit - 5)(name)}.fifo`
      : within(limit)(name);

/** Needs nothing to run on one machine: alarms watch, log groups hold what here goes to files. */
const unnamed: Kind = {};

/**
 * Every type of resource that the local run understands, and how it names itself. A type that is not here stops it:
 * what would be deployed and is not run must be a decision.
 */
const resourceKinds = {
  'AWS::ApiGatewayV2::Api': {
    made: opaque(10),
    arn: ({ context, name }) => `arn:aws:apigateway:${context.region}::/apis/${name}`,
    attributes: { ApiEndpoint: ({ context }) => context.apiUrl, ApiId: ({ name }) => name },
  },
  'AWS::ApiGatewayV2::Authorizer': { made: opaque(6), attributes: { AuthorizerId: ({ name }) => name } },
  'AWS::ApiGatewayV2::Integration': { made: opaque(7), attributes: { IntegrationId: ({ name }) => name } },
  'AWS::ApiGatewayV2::Route': { made: opaque(7), attributes: { RouteId: ({ name }) => name } },
  'AWS::ApiGatewayV2::Stage': { named: 'StageName' },
  'AWS::CDK::Metadata': unnamed,
  'AWS::CloudWatch::Alarm': {
    named: 'AlarmName',
    arn: (self) => arnOf(self, 'cloudwatch', `alarm:${self.name}`),
  },
  'AWS::CloudWatch::CompositeAlarm': {
    named: 'AlarmName',
    arn: (self) => arnOf(self, 'cloudwatch', `alarm:${self.name}`),
  },
  'AWS::CloudWatch::Dashboard': { named: 'DashboardName' },
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::DynamoDB::Table': table,
  'AWS::Events::Rule': {
    named: 'Name',
    made: within(64),
    arn: (self) => arnOf(self, 'events', `rule/${self.name}`),
  },
  'AWS::GuardDuty::MalwareProtectionPlan': {
    made: opaque(20),
    arn: (self) => arnOf(self, 'guardduty', `malware-protection-plan/${self.name}`),
    attributes: {
      MalwareProtectionPlanId: ({ name }) => name,
    },
  },
  'AWS::IAM::ManagedPolicy': {
    named: 'ManagedPolicyName',
    arn: ({ context, name }) => `arn:aws:iam::${context.accountId}:policy/${name}`,
    ref: ({ context, name }) => `arn:aws:iam::${context.accountId}:policy/${name}`,
  },
  'AWS::IAM::Policy': { named: 'PolicyName' },
  'AWS::IAM::Role': {
    named: 'RoleName',
    made: within(64),
    arn: ({ context, name }) => `arn:aws:iam::${context.accountId}:role/${name}`,
    attributes: {
      RoleId: ({ name }) => `AROA${opaque(17)(name).toUpperCase()}`,
    },
  },
  'AWS::KMS::Alias': { named: 'AliasName' },
  'AWS::KMS::Key': {
    made: (name) => opaque(32)(name).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    arn: (self) => arnOf(self, 'kms', `key/${self.name}`),
    attributes: { KeyId: ({ name }) => name },
  },
  'AWS::Lambda::EventInvokeConfig': unnamed,
  'AWS::Lambda::EventSourceMapping': {
    made: opaque(32),
    arn: (self) => arnOf(self, 'lambda', `event-source-mapping:${self.name}`),
    attributes: {
      Id: ({ name }) => name,
      EventSourceMappingArn: (self) => arnOf(self, 'lambda', `event-source-mapping:${self.name}`),
    },
  },
  'AWS::Lambda::Function': {
    named: 'FunctionName',
    made: within(64),
    arn: (self) => arnOf(self, 'lambda', `function:${self.name}`),
  },
  'AWS::Lambda::Permission': unnamed,
  'AWS::Logs::LogGroup': {
    named: 'LogGroupName',
    arn: (self) => arnOf(self, 'logs', `log-group:${self.name}`),
    attributes: { Arn: (self) => arnOf(self, 'logs', `log-group:${self.name}:*`) },
  },
  'AWS::Logs::MetricFilter': unnamed,
  'AWS::Logs::QueryDefinition': unnamed,
  'AWS::Logs::ResourcePolicy': unnamed,
  'AWS::S3::Bucket': {
    named: 'BucketName',
    made: (name) => within(63)(name.toLowerCase()),
    arn: ({ name }) => `arn:aws:s3:::${name}`,
    attributes: {
      DomainName: ({ name }) => `${name}.s3.amazonaws.com`,
      RegionalDomainName: ({ context, name }) => `${name}.s3.${context.region}.amazonaws.com`,
    },
  },
  'AWS::S3::BucketPolicy': unnamed,
  'AWS::SES::ConfigurationSet': { named: 'Name' },
  'AWS::SES::ConfigurationSetEventDestination': unnamed,
  'AWS::SES::EmailIdentity': {
    named: 'EmailIdentity',
    arn: (self) => arnOf(self, 'ses', `identity/${self.name}`),
  },
  'AWS::SNS::Subscription': {
    made: opaque(32),
    arn: (self) => `${String(self.property('TopicArn'))}:${self.name}`,
    ref: (self) => `${String(self.property('TopicArn'))}:${self.name}`,
  },
  'AWS::SNS::Topic': {
    named: 'TopicName',
    made: fifo(256),
    arn: (self) => arnOf(self, 'sns', self.name),
    ref: (self) => arnOf(self, 'sns', self.name),
    attributes: { TopicArn: (self) => arnOf(self, 'sns', self.name), TopicName: ({ name }) => name },
  },
  'AWS::SNS::TopicPolicy': unnamed,
  'AWS::SQS::Queue': {
    named: 'QueueName',
    made: fifo(80),
    arn: (self) => arnOf(self, 'sqs', self.name),
    ref: queueUrl,
    attributes: {
      QueueName: ({ name }) => name,
      QueueUrl: queueUrl,
    },
  },
  'AWS::SQS::QueuePolicy': unnamed,
  'AWS::SSM::Parameter': {
    named: 'Name',
    arn: (self) => arnOf(self, 'ssm', `parameter/${self.name.replace(/^\//, '')}`),
    attributes: { Value: (self) => String(self.property('Value')) },
  },
  'AWS::SecretsManager::Secret': {
    named: 'Name',
    // Secrets Manager ends every ARN with six random characters; policies that name a secret allow for them.
    arn: (self) => arnOf(self, 'secretsmanager', `secret:${self.name}-${opaque(6)(self.name)}`),
    ref: (self) => arnOf(self, 'secretsmanager', `secret:${self.name}-${opaque(6)(self.name)}`),
    attributes: {
      Id: (self) => arnOf(self, 'secretsmanager', `secret:${self.name}-${opaque(6)(self.name)}`),
    },
  },
} as const satisfies Record<string, Kind>;

export type ResourceType = keyof typeof resourceKinds;

const kinds: Record<string, Kind> = resourceKinds;

/** How a type of resource names itself, or nothing when the local run does not know it. */
export const kindOf = (type: string): Kind | undefined =>
  Object.hasOwn(kinds, type) ? kinds[type] : undefined;
