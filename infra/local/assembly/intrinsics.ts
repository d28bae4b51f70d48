/** What an expression of a template may refer to. */
export type Scope = {
  /** The value of `Ref`: a parameter, a pseudo parameter or a resource's physical id. */
  ref(name: string): unknown;
  /** The value of `Fn::GetAtt`. */
  attribute(logicalId: string, attribute: string): unknown;
  /** The value of `Fn::GetStackOutput`: an output of a stack that is deployed before. */
  output(stackName: string, outputName: string): unknown;
  condition(name: string): boolean;
  /** A text of the template, as it is on this machine. */
  text(stated: string): string;
  mapping(map: string, first: string, second: string): unknown;
};

/** What `AWS::NoValue` becomes while an expression is evaluated: the property or item is left out. */
export const noValue: unique symbol = Symbol('AWS::NoValue');

type Evaluate = (value: unknown) => unknown;

const text = (value: unknown): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw new Error(`a text was expected, not ${JSON.stringify(value)}`);
};

const list = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  throw new Error(`a list was expected, not ${JSON.stringify(value)}`);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const getAtt = (argument: unknown, scope: Scope): unknown => {
  const [logicalId = '', ...rest] =
    typeof argument === 'string' ? argument.split('.') : list(argument).map(text);
  return scope.attribute(logicalId, rest.join('.'));
};

const substitute = (argument: unknown, evaluate: Evaluate, scope: Scope): string => {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const own = isRecord(variables) ? variables : {};
  return text(template).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (Object.hasOwn(own, name)) return text(evaluate(own[name]));
    return text(name.includes('.') ? getAtt(name, scope) : scope.ref(name));
  });
};

const select = (argument: unknown, evaluate: Evaluate): unknown => {
  const [index, choices] = list(argument).map(evaluate);
  const chosen = list(choices)[Number(text(index))];
  if (chosen === undefined) throw new Error(`Fn::Select has no item ${text(index)}`);
  return chosen;
};

const intrinsics: Record<string, (argument: unknown, evaluate: Evaluate, scope: Scope) => unknown> = {
  Ref: (argument, _, scope) => scope.ref(text(argument)),
  'Fn::GetAtt': (argument, _, scope) => getAtt(argument, scope),
  'Fn::Sub': substitute,
  'Fn::Join': (argument, evaluate) => {
    const [separator, parts] = list(argument);
    return list(evaluate(parts)).map(text).join(text(separator));
  },
  'Fn::Select': select,
  'Fn::Split': (argument, evaluate) => {
    const [separator, whole] = list(argument);
    return text(evaluate(whole)).split(text(separator));
  },
  'Fn::GetStackOutput': (argument, evaluate, scope) => {
    const { StackName, OutputName } = isRecord(argument) ? argument : {};
    return scope.output(text(evaluate(StackName)), text(evaluate(OutputName)));
  },
  'Fn::FindInMap': (argument, evaluate, scope) => {
    const [map, first, second] = list(argument).map((part) => text(evaluate(part)));
    return scope.mapping(map ?? '', first ?? '', second ?? '');
  },
  'Fn::Base64': (argument, evaluate) => Buffer.from(text(evaluate(argument))).toString('base64'),
  'Fn::If': (argument, evaluate, scope) => {
    const [name, then, otherwise] = list(argument);
    return evaluate(scope.condition(text(name)) ? then : otherwise);
  },
  'Fn::Equals': (argument, evaluate) => {
    const [left, right] = list(argument).map(evaluate);
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::And': (argument, evaluate) => list(argument).every((part) => evaluate(part) === true),
  'Fn::Or': (argument, evaluate) => list(argument).some((part) => evaluate(part) === true),
  'Fn::Not': (argument, evaluate) => evaluate(list(argument)[0]) !== true,
};

/**
 * The value of a template's expression with its CloudFormation intrinsics resolved; what is not an intrinsic stays
 * as it is, dynamic references (`{{resolve:...}}`) included. Throws on an intrinsic it does not know.
 */
export function evaluate(expression: unknown, scope: Scope): unknown {
  const inner: Evaluate = (value) => evaluate(value, scope);
  if (Array.isArray(expression)) return expression.map(inner).filter((item) => item !== noValue);
  if (typeof expression === 'string') return scope.text(expression);
  if (!isRecord(expression)) return expression;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(expression);
  if (others.length === 0) {
    const intrinsic = intrinsics[name];
    if (intrinsic) return intrinsic(argument, inner, scope);
    // Inside a condition this refers to another one; a policy's `Condition` is never alone in its object, nor a text.
    if (name === 'Condition' && typeof argument === 'string') return scope.condition(argument);
    if (name.startsWith('Fn::')) throw new Error(`the intrinsic ${name} is not known to the local run`);
  }
  return Object.fromEntries(
    Object.entries(expression)
      .map(([key, value]) => [key, inner(value)] as const)
      .filter(([, value]) => value !== noValue),
  );
}
