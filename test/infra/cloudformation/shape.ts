import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { intrinsicOf, isObject, type Template } from './template.ts';

const spec = loadAwsServiceSpecSync();

const typeOf = (name: string) => spec.lookup('resource', 'cloudFormationType', 'equals', name)[0];

type ResourceType = NonNullable<ReturnType<typeof typeOf>>;
type Members = ResourceType['properties'];
/** What a property may hold, as the service specification states it. */
type Kind = Members[string]['type'];

const STRING: Kind = { type: 'string' };
const TAG: Members = { Key: { type: STRING, required: true }, Value: { type: STRING, required: true } };

/** What intrinsic functions yield, but for `Ref`, `Fn::GetAtt` and `Fn::If`, which depend on what they name. */
const YIELDS: Readonly<Record<string, Kind>> = {
  'Fn::Base64': STRING,
  'Fn::FindInMap': STRING,
  'Fn::GetAZs': { type: 'array', element: STRING },
  'Fn::GetStackOutput': STRING,
  'Fn::ImportValue': STRING,
  'Fn::Join': STRING,
  'Fn::Select': STRING,
  'Fn::Split': { type: 'array', element: STRING },
  'Fn::Sub': STRING,
};

/**
 * What CloudFormation would refuse of a template by the service specification of CDK, which follows its registry:
 * unknown and read-only properties, missing ones, wrong types, values outside their enum, and references to nothing.
 */
export const shapeFaults = (template: Template): string[] =>
  Object.entries(template.Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const type = typeOf(Type);
    return type
      ? memberFaults(id, type.properties, Properties, template, type.attributes)
      : [`${id}: there is no type ${Type}`];
  });

function memberFaults(
  at: string,
  members: Members,
  value: unknown,
  template: Template,
  attributes: ResourceType['attributes'] = {},
): string[] {
  if (!isObject(value)) return [`${at}: no object`];
  const missing = Object.entries(members)
    .filter(([name, { required }]) => required && !(name in value))
    .map(([name]) => `${at}.${name}: missing`);
  const wrong = Object.entries(value).flatMap(([name, part]) => {
    const member = members[name];
    if (member) return faultsOf(`${at}.${name}`, member.type, part, template);
    return [`${at}.${name}: ${name in attributes ? 'read-only' : 'unknown'}`];
  });
  return [...missing, ...wrong];
}

function faultsOf(at: string, kind: Kind, value: unknown, template: Template): string[] {
  const call = intrinsicOf(value);
  if (call?.name === 'Fn::If' && Array.isArray(call.argument))
    return call.argument.slice(1).flatMap((branch) => faultsOf(at, kind, branch, template));
  if (call) return callFaults(at, kind, call, template);
  switch (kind.type) {
    case 'string':
    case 'integer':
      return plainFaults(at, kind, value, kind.allowedValues);
    case 'ref':
      return memberFaults(at, spec.get('typeDefinition', kind.reference.$ref).properties, value, template);
    case 'tag':
      return memberFaults(at, TAG, value, template);
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, place) => faultsOf(`${at}.${place}`, kind.element, item, template))
        : [`${at}: no array`];
    case 'map':
      return isObject(value)
        ? Object.entries(value).flatMap(([key, item]) =>
            faultsOf(`${at}.${key}`, kind.element, item, template),
          )
        : [`${at}: no object`];
    case 'json':
      return typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, item]) => faultsOf(`${at}.${key}`, kind, item, template))
        : [];
    case 'union': {
      const alternatives = kind.types.map((alternative) => faultsOf(at, alternative, value, template));
      return alternatives.some((faults) => faults.length === 0) ? [] : (alternatives[0] ?? []);
    }
    default:
      return plainFaults(at, kind, value);
  }
}

type Plain = Extract<Kind, { type: 'string' | 'date-time' | 'integer' | 'number' | 'boolean' | 'null' }>;

function plainFaults(at: string, { type }: Plain, value: unknown, allowed?: readonly unknown[]): string[] {
  const fits = {
    string: typeof value === 'string',
    'date-time': typeof value === 'string',
    integer: Number.isInteger(value),
    number: typeof value === 'number',
    boolean: typeof value === 'boolean',
    null: value === null,
  }[type];
  if (!fits) return [`${at}: no ${type}`];
  return allowed && !allowed.includes(value) ? [`${at}: ${value} is none of ${allowed.join(', ')}`] : [];
}

/** An intrinsic function counts as what it yields; what it names must be there. */
function callFaults(
  at: string,
  kind: Kind,
  { name, argument }: NonNullable<ReturnType<typeof intrinsicOf>>,
  template: Template,
): string[] {
  const yielded = yieldOf(name, argument, template);
  if (typeof yielded === 'string') return [`${at}: ${yielded}`];
  if (!kindsIn(kind).some((one) => one === 'json' || one === yielded.type))
    return [`${at}: ${name} yields ${yielded.type}, not ${kind.type}`];
  return faultsOf(at, { type: 'json' }, argument, template);
}

const kindsIn = (kind: Kind): string[] =>
  kind.type === 'union' ? kind.types.flatMap(kindsIn) : [kind.type === 'date-time' ? 'string' : kind.type];

/** What a call yields, or why it yields nothing. */
function yieldOf(name: string, argument: unknown, { Resources, Parameters = {} }: Template): Kind | string {
  if (name === 'Ref') {
    const target = String(argument);
    return target in Resources || target in Parameters || target.startsWith('AWS::')
      ? STRING
      : `there is no ${target}`;
  }
  if (name !== 'Fn::GetAtt') return YIELDS[name] ?? `there is no function ${name}`;
  const [target = '', attribute = ''] = Array.isArray(argument) ? argument.map(String) : [];
  const type = Resources[target]?.Type;
  if (type === undefined) return `there is no ${target}`;
  return typeOf(type)?.attributes[attribute]?.type ?? `${type} has no attribute ${attribute}`;
}
