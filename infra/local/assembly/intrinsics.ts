import * as z from 'zod';

/** What an expression of a template may refer to. */
export type Scope = {
  /** The value of `Ref`: a pseudo parameter or a resource's physical id. */
  ref(name: string): string;
  /** The value of `Fn::GetAtt`. */
  attribute(logicalId: string, attribute: string): string;
  /** The value of `Fn::GetStackOutput`: an output of another stack. */
  output(stackName: string, outputName: string): string;
  /** A text of the template, as it is on this machine. */
  text(stated: string): string;
};

const reference = z.string();
const attribute = z.tuple([z.string(), z.string()]);
const stackOutput = z.strictObject({
  StackName: z.string(),
  OutputName: z.string(),
  Region: z.string().optional(),
});
const joined = z.tuple([z.string(), z.array(z.unknown())]);

const intrinsics: Readonly<Record<string, (argument: unknown, scope: Scope) => string>> = {
  Ref: (argument, scope) => scope.ref(reference.parse(argument)),
  'Fn::GetAtt': (argument, scope) => scope.attribute(...attribute.parse(argument)),
  'Fn::GetStackOutput': (argument, scope) => {
    const { StackName, OutputName, Region } = stackOutput.parse(argument);
    const here = scope.ref('AWS::Region');
    if ((Region ?? here) !== here) throw new Error(`the local run has no region ${Region}`);
    return scope.output(StackName, OutputName);
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = joined.parse(argument);
    return parts.map((part) => String(evaluate(part, scope))).join(separator);
  },
  'Fn::Sub': (argument, scope) =>
    scope.text(reference.parse(argument)).replaceAll(/\$\{([\w:]+)\}/g, (_, name: string) => scope.ref(name)),
};

const structure = z.record(z.string(), z.unknown());

/**
 * The value of a template's expression with its CloudFormation intrinsics resolved.
 * @throws Error on an intrinsic it does not know, and on what a known one refers to in vain
 */
export function evaluate(expression: unknown, scope: Scope): unknown {
  if (typeof expression === 'string') return scope.text(expression);
  if (Array.isArray(expression)) return expression.map((item) => evaluate(item, scope));
  const members = structure.safeParse(expression);
  if (!members.success) return expression;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(members.data);
  if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
    const intrinsic = intrinsics[name];
    if (intrinsic) return intrinsic(argument, scope);
    throw new Error(`the local run does not know the intrinsic ${name}`);
  }
  return Object.fromEntries(
    Object.entries(members.data).map(([key, value]) => [key, evaluate(value, scope)]),
  );
}
