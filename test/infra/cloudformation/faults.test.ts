import { describe, expect, it } from 'vitest';
import { shapeFaults } from './shape.ts';
import type { Template } from './template.ts';
import { valueFaults } from './values.ts';

/** A function with its role, its queue and its log: nothing is wrong with it. */
const sound = {
  Parameters: { Days: { Type: 'Number', Default: 30 } },
  Resources: {
    Log: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: { FifoQueue: true, Tags: [{ Key: 'Project', Value: 'motcua' }] },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sts:AssumeRole',
              Principal: { Service: 'lambda.amazonaws.com' },
              Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
            },
          ],
        },
      },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Architectures: ['arm64'],
        Code: {
          S3Bucket: { 'Fn::Join': ['-', ['assets', { Ref: 'AWS::AccountId' }]] },
          S3Key: { 'Fn::Sub': 'bundle.zip' },
        },
        Environment: { Variables: { QUEUE_URL: { Ref: 'Queue' }, DAYS: { Ref: 'Days' } } },
        Handler: 'index.handler',
        MemorySize: 1024,
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Runtime: 'nodejs24.x',
        Timeout: 30,
        TracingConfig: { Mode: { 'Fn::If': ['Traced', 'Active', 'PassThrough'] } },
      },
    },
  },
};

/** Faults of the sound template when properties of one resource are changed; `undefined` takes one away. */
function faultsAfter(resource: keyof typeof sound.Resources, change: object): string[] {
  const { Type, Properties } = sound.Resources[resource];
  const changed = { Type, Properties: JSON.parse(JSON.stringify({ ...Properties, ...change })) };
  const template: Template = { ...sound, Resources: { ...sound.Resources, [resource]: changed } };
  return [...shapeFaults(template), ...valueFaults(template)];
}

describe('the proof of templates', () => {
  it('finds nothing wrong where nothing is', () => {
    expect(faultsAfter('Function', {})).toEqual([]);
  });

  it.each([
    ['an unknown property', 'Queue', { VisiblityTimeout: 30 }, 'Queue.VisiblityTimeout: unknown'],
    [
      'an unknown property within another',
      'Function',
      { TracingConfig: { Mode: 'Active', Rate: 1 } },
      'Function.TracingConfig.Rate: unknown',
    ],
    ['a wrong type', 'Queue', { FifoQueue: 'true' }, 'Queue.FifoQueue: no boolean'],
    ['a wrong type in a list', 'Function', { Architectures: [64] }, 'Function.Architectures.0: no string'],
    ['a missing property', 'Function', { Role: undefined }, 'Function.Role: missing'],
    ['a missing property of a tag', 'Queue', { Tags: [{ Key: 'Stage' }] }, 'Queue.Tags.0.Value: missing'],
    [
      'a value outside its enum',
      'Function',
      { TracingConfig: { Mode: 'Sometimes' } },
      'Function.TracingConfig.Mode: Sometimes is none of Active, PassThrough',
    ],
    [
      'a read-only property',
      'Queue',
      { Arn: 'arn:aws:sqs:ap-southeast-1:111122223333:q' },
      'Queue.Arn: read-only',
    ],
  ] as const)('finds %s', (_, resource, change, fault) => {
    expect(faultsAfter(resource, change)).toContain(fault);
  });

  it.each([
    [
      'a pattern',
      'Function',
      { Handler: 'index handler' },
      'Function.Handler: must match pattern "^[^\\s]+$"',
    ],
    [
      'a length',
      'Function',
      { Handler: 'h'.repeat(129) },
      'Function.Handler: must NOT have more than 128 characters',
    ],
    ['a range', 'Function', { Timeout: 0 }, 'Function.Timeout: must be >= 1'],
  ] as const)('finds a value outside %s', (_, resource, change, fault) => {
    expect(faultsAfter(resource, change)).toEqual([fault]);
  });

  it.each([
    ['of a resource that is not there', { Role: { 'Fn::GetAtt': ['Rôle', 'Arn'] } }, 'there is no Rôle'],
    [
      'of an attribute that is not there',
      { Role: { 'Fn::GetAtt': ['Role', 'ARN'] } },
      'AWS::IAM::Role has no attribute ARN',
    ],
    [
      'that yields another type',
      { Role: { 'Fn::Split': [',', 'a,b'] } },
      'Fn::Split yields array, not string',
    ],
    ['that is none', { Role: { 'Fn::Upper': 'role' } }, 'there is no function Fn::Upper'],
    ['of nothing within another', { Role: { 'Fn::Join': ['', [{ Ref: 'Nobody' }]] } }, 'there is no Nobody'],
    ['of which one branch is wrong', { Role: { 'Fn::If': ['Traced', { Ref: 'Role' }, 1] } }, 'no string'],
  ])('finds a call %s', (_, change, fault) => {
    expect(faultsAfter('Function', change)).toEqual([expect.stringMatching(`^Function\\.Role.*: ${fault}$`)]);
  });

  it('finds a type that there is not', () => {
    const template = { Resources: { Table: { Type: 'AWS::DynamoDB::Tabel' } } };
    expect(shapeFaults(template)).toEqual(['Table: there is no type AWS::DynamoDB::Tabel']);
  });
});
