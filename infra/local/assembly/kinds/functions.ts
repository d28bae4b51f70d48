import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { arnOf, ignored, type Kind, opaque, within } from '../kind.ts';

/** What a field of an event may be, or that it is there at all. */
const eventRule = z.union([
  z.string(),
  z.number(),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ prefix: z.string() }),
]);

export type EventRules = readonly z.infer<typeof eventRule>[];

/** What events are wanted (EventBridge User Guide, "Comparison operators for use in event patterns"). */
export type EventPattern = {
  readonly [field: string]: EventPattern | EventRules;
};
export const EventPattern: z.ZodType<EventPattern> = z.lazy(() =>
  z.record(z.string(), z.union([z.array(eventRule), EventPattern])),
);

const json = z.string().transform((text): unknown => JSON.parse(text));

const onFailure = z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) });

/** Lambda, and the rules and schedules of EventBridge that wake its functions. */
export const functions = {
  'AWS::Events::Rule': {
    properties: z.strictObject({
      State: z.literal('ENABLED'),
      // Nobody else puts events on the bus of this machine.
      EventPattern: EventPattern.refine(
        ({ source }) => ['aws.guardduty', 'aws.ses'].some((one) => isDeepStrictEqual(source, [one])),
        'events come from aws.guardduty and aws.ses alone',
      ),
      Targets: z.array(
        z.strictObject({
          Id: z.string(),
          Arn: z.string(),
          DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
          // For events that Lambda does not take; here it takes all.
          RetryPolicy: ignored,
        }),
      ),
      Name: z.string().optional(),
    }),
    named: 'Name',
    made: within(64),
    arn: (self) => arnOf(self, 'events', `rule/${self.name}`),
  },
  'AWS::Scheduler::Schedule': {
    properties: z.strictObject({
      State: z.literal('ENABLED'),
      ScheduleExpression: z.string().regex(/^(rate\(\d+ (minute|hour|day)s?\)|cron\(\d+ \d+ \* \* \? \*\))$/),
      ScheduleExpressionTimezone: z.string().default('UTC'),
      FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
      Target: z.strictObject({
        Arn: z.string(),
        RoleArn: z.string(),
        DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
        RetryPolicy: ignored,
      }),
      Name: z.string().optional(),
    }),
    named: 'Name',
    made: within(64),
    arn: (self) => arnOf(self, 'scheduler', `schedule/default/${self.name}`),
  },
  'AWS::Lambda::EventInvokeConfig': {
    properties: z.strictObject({
      FunctionName: z.string(),
      Qualifier: z.literal('$LATEST'),
      DestinationConfig: onFailure.optional(),
      MaximumRetryAttempts: z.int().min(0).max(2).default(2),
    }),
    // Hours: longer than an attempt waits here.
    ignores: ['MaximumEventAgeInSeconds'],
  },
  'AWS::Lambda::EventSourceMapping': {
    properties: z.strictObject({
      FunctionName: z.string(),
      EventSourceArn: z.string(),
      BatchSize: z.int().positive().max(100),
      BisectBatchOnFunctionError: z.boolean().default(false),
      FilterCriteria: z
        .strictObject({ Filters: z.array(z.strictObject({ Pattern: json.pipe(EventPattern) })) })
        .default({ Filters: [] }),
      FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]),
      // What a stream brings is never given up.
      MaximumRetryAttempts: z.literal(-1).optional(),
      ParallelizationFactor: z.int().min(1).max(10).default(1),
      ScalingConfig: z.strictObject({ MaximumConcurrency: z.int().min(2) }).optional(),
      StartingPosition: z.literal('TRIM_HORIZON').optional(),
    }),
    made: opaque(32),
  },
  'AWS::Lambda::Function': {
    properties: z.strictObject({
      FunctionName: z.string().optional(),
      Handler: z.string(),
      Role: z.string(),
      Runtime: z.literal('nodejs24.x'),
      Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
      Timeout: z.int().min(1).max(900).default(3),
      MemorySize: z.int().min(128).max(10_240).default(128),
      Environment: z.strictObject({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
      LoggingConfig: z.strictObject({ LogFormat: ignored, LogGroup: z.string() }).optional(),
    }),
    ignores: ['Architectures'],
    named: 'FunctionName',
    made: within(64),
    arn: (self) => arnOf(self, 'lambda', `function:${self.name}`),
  },
  'AWS::Lambda::Permission': {
    properties: z.strictObject({
      Action: z.literal('lambda:InvokeFunction'),
      FunctionName: z.string(),
      Principal: z.string(),
      SourceArn: z.string(),
    }),
  },
} as const satisfies Record<string, Kind>;
