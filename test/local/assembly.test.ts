// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation marks its variables so.
import { describe, expect, it } from 'vitest';
import { anAssembly } from './assembly-fixture.ts';

const rule = (pattern: unknown) => ({ Type: 'AWS::Events::Rule', Properties: { Description: pattern } });

/** What an expression of a template becomes, beside a queue and a function. */
function resolved(expression: unknown, rest: Record<string, unknown> = {}): unknown {
  const assembly = anAssembly({
    shop: {
      ...rest,
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
        Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'dossiers' } },
        Rule: rule(expression),
      },
    },
  });
  return assembly.ofType('AWS::Events::Rule')[0]?.properties.Description;
}

describe('intrinsics', () => {
  it.each([
    ['a text', 'as it is', 'as it is'],
    ['a dynamic reference', '{{resolve:secretsmanager:postal}}', '{{resolve:secretsmanager:postal}}'],
    ['Ref of a queue', { Ref: 'Queue' }, 'http://127.0.0.1:9/000000000000/shop-Queue.fifo'],
    ['Ref of a table', { Ref: 'Table' }, 'dossiers'],
    ['Ref of the region', { Ref: 'AWS::Region' }, 'ap-southeast-1'],
    [
      'GetAtt of an ARN',
      { 'Fn::GetAtt': ['Queue', 'Arn'] },
      'arn:aws:sqs:ap-southeast-1:000000000000:shop-Queue.fifo',
    ],
    [
      'GetAtt written as one text',
      { 'Fn::GetAtt': 'Table.StreamArn' },
      'arn:aws:dynamodb:ap-southeast-1:000000000000:table/dossiers/stream/local',
    ],
    ['Join', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::AccountId' }, 'b']] }, 'a/000000000000/b'],
    ['Split and Select', { 'Fn::Select': [1, { 'Fn::Split': [',', 'one,two'] }] }, 'two'],
    [
      'Sub',
      { 'Fn::Sub': '${Table}-${Table.Arn}-${!Kept}' },
      'dossiers-arn:aws:dynamodb:ap-southeast-1:000000000000:table/dossiers-${Kept}',
    ],
    [
      'Sub with variables',
      { 'Fn::Sub': ['${Who} in ${AWS::Region}', { Who: { Ref: 'Table' } }] },
      'dossiers in ap-southeast-1',
    ],
    ['NoValue in a list', { items: ['a', { Ref: 'AWS::NoValue' }, 'b'] }, { items: ['a', 'b'] }],
    ['NoValue of a property', { kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
    [
      "a policy's condition",
      { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ],
  ])('resolves %s', (_, expression, expected) => {
    expect(resolved(expression)).toEqual(expected);
  });

  it('chooses by conditions that refer to others', () => {
    const Conditions = {
      Here: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'ap-southeast-1'] },
      There: { 'Fn::Not': [{ Condition: 'Here' }] },
      Either: { 'Fn::Or': [{ Condition: 'Here' }, { Condition: 'There' }] },
      Both: { 'Fn::And': [{ Condition: 'Here' }, { Condition: 'There' }] },
    };
    const chosen = (name: string) => resolved({ 'Fn::If': [name, 'yes', 'no'] }, { Conditions });
    expect([chosen('Here'), chosen('There'), chosen('Either'), chosen('Both')]).toEqual([
      'yes',
      'no',
      'yes',
      'no',
    ]);
  });

  it('reads parameters by their default and mappings by their keys', () => {
    const rest = {
      Parameters: { Version: { Type: 'String', Default: '21' } },
      Mappings: { Mail: { 'ap-southeast-1': { host: 'email-smtp' } } },
    };
    expect(resolved({ Ref: 'Version' }, rest)).toBe('21');
    expect(resolved({ 'Fn::FindInMap': ['Mail', { Ref: 'AWS::Region' }, 'host'] }, rest)).toBe('email-smtp');
  });

  it('names the intrinsic it does not know, and where it stands', () => {
    expect(() => resolved({ 'Fn::Transform': {} })).toThrow(
      'stack shop, resource Rule: the intrinsic Fn::Transform is not known to the local run',
    );
  });
});

describe('an assembly', () => {
  it('hands values from one stack to the next, in the order of their dependencies', () => {
    const assembly = anAssembly({
      data: {
        Resources: { Table: { Type: 'AWS::DynamoDB::Table' } },
        Outputs: { Name: { Value: { Ref: 'Table' } } },
      },
      service: {
        Resources: { Rule: rule({ 'Fn::GetStackOutput': { StackName: 'data', OutputName: 'Name' } }) },
      },
    });
    expect(assembly.resources.map(({ id }) => id)).toEqual(['data/Table', 'service/Rule']);
    expect(assembly.find('AWS::Events::Rule', 'service-Rule').properties.Description).toBe('data-Table');
    expect(assembly.outputs).toEqual({ 'data.Name': 'data-Table' });
  });

  it('stops at a type of resource it does not know', () => {
    expect(() => anAssembly({ shop: { Resources: { Broker: { Type: 'AWS::AmazonMQ::Broker' } } } })).toThrow(
      'stack shop, resource Broker: the local run does not know AWS::AmazonMQ::Broker',
    );
  });

  it('leaves out a resource whose condition does not hold', () => {
    const assembly = anAssembly({
      shop: {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Resources: { Topic: { Type: 'AWS::SNS::Topic', Condition: 'Never' } },
      },
    });
    expect(assembly.resources).toEqual([]);
  });

  it('cuts made-up names to what the service takes, and keeps them apart', () => {
    const long = (end: string) => `${'Dossier'.repeat(10)}${end}`;
    const assembly = anAssembly({
      shop: {
        Resources: {
          [long('A')]: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
          [long('B')]: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
        },
      },
    });
    const names = assembly.ofType('AWS::SQS::Queue').map(({ name }) => name);
    expect(names.every((name) => name.length <= 80 && name.endsWith('.fifo'))).toBe(true);
    expect(new Set(names).size).toBe(2);
  });
});
