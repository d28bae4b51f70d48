import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { evaluate, noValue, type Scope } from './assembly/intrinsics.ts';
import { type Context, kindOf, type Named, type ResourceType } from './assembly/resource-kinds.ts';

/** One resource of the synthesized templates, with every intrinsic resolved. */
export type Resource = {
  /** `<stack>/<logical id>`: unlike any other of the assembly. */
  readonly id: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** The name its service knows it by: a queue's name, a table's name. */
  readonly name: string;
  /** What `Ref` gives: the name for most, the URL of a queue, the ARN of a topic. */
  readonly ref: string;
  readonly arn: string;
  readonly properties: Record<string, unknown>;
  /** What the template says about the resource without creating it, e.g. `aws:asset:path`. */
  readonly metadata: Record<string, unknown>;
};

/** A whole cloud assembly: what would be deployed, stack after stack. */
export type Assembly = {
  readonly directory: string;
  readonly context: Context;
  /** Resources in the order of deployment of their stacks. */
  readonly resources: readonly Resource[];
  /** The resources of a type, in the order of the templates. */
  ofType(type: ResourceType): readonly Resource[];
  /** The resource that an ARN, `Ref` or name of this type stands for. Throws when there is none. */
  find(type: ResourceType, reference: string): Resource;
  /** Outputs by `<stack>.<output key>`. */
  readonly outputs: Readonly<Record<string, unknown>>;
};

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      dependencies: z.array(z.string()).default([]),
      properties: z
        .object({ templateFile: z.string(), stackName: z.string(), directoryName: z.string() })
        .partial()
        .default({}),
    }),
  ),
});

const templateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      Metadata: z.record(z.string(), z.unknown()).default({}),
      Condition: z.string().optional(),
    }),
  ),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Condition: z.string().optional() }))
    .default({}),
});
type Template = z.infer<typeof templateSchema>;
type Stack = { readonly name: string; readonly directory: string; readonly template: Template };

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** The stacks of an assembly and of the assemblies nested in it, each after those it depends on. */
function readStacks(directory: string): readonly Stack[] {
  const { artifacts } = manifestSchema.parse(readJson(path.join(directory, 'manifest.json')));
  const stacks: Stack[] = [];
  const seen = new Set<string>();
  const visit = (id: string): void => {
    const artifact = artifacts[id];
    if (!artifact || seen.has(id)) return;
    seen.add(id);
    artifact.dependencies.forEach(visit);
    const { templateFile, stackName, directoryName } = artifact.properties;
    if (artifact.type === 'cdk:cloud-assembly' && directoryName) {
      stacks.push(...readStacks(path.join(directory, directoryName)));
    }
    if (artifact.type === 'aws:cloudformation:stack' && templateFile) {
      const template = templateSchema.parse(readJson(path.join(directory, templateFile)));
      stacks.push({ name: stackName ?? id, directory, template });
    }
  };
  Object.keys(artifacts).forEach(visit);
  return stacks;
}

/** A value that is made when first asked for; one that asks for itself is a circle of the templates. */
function memoized<T>(what: string, make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  const making = new Set<string>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    if (making.has(key)) throw new Error(`${what} ${key} depends on itself`);
    making.add(key);
    const value = make(key);
    making.delete(key);
    made.set(key, value);
    return value;
  };
}

/**
 * Reads a synthesized assembly as CloudFormation would deploy it. Throws, naming stack, logical id and type, on a
 * resource type or an intrinsic that the local run does not know.
 */
export function readAssembly(directory: string, context: Context): Assembly {
  const stacks = readStacks(directory);
  const outputs: Record<string, unknown> = {};
  const resources: Resource[] = [];

  for (const stack of stacks) {
    const reading = readStack(stack, context, (producer, key) => {
      const name = `${producer}.${key}`;
      if (!(name in outputs)) throw new Error(`no stack before ${stack.name} has the output ${name}`);
      return outputs[name];
    });
    for (const [key, output] of Object.entries(stack.template.Outputs)) {
      if (output.Condition && !reading.scope.condition(output.Condition)) continue;
      outputs[`${stack.name}.${key}`] = evaluate(output.Value, reading.scope);
    }
    resources.push(...reading.resources());
  }

  return {
    directory,
    context,
    resources,
    outputs,
    ofType: (type) => resources.filter((resource) => resource.type === type),
    find: (type, reference) => {
      const found = resources.find(
        (resource) =>
          resource.type === type && [resource.arn, resource.ref, resource.name].includes(reference),
      );
      if (!found) throw new Error(`the templates have no ${type} called ${reference}`);
      return found;
    },
  };
}

function readStack(
  { name: stack, template }: Stack,
  context: Context,
  outputOf: Scope['output'],
): { scope: Scope; resources: () => readonly Resource[] } {
  const pseudo: Record<string, unknown> = {
    'AWS::AccountId': context.accountId,
    'AWS::NoValue': noValue,
    'AWS::Partition': 'aws',
    'AWS::Region': context.region,
    'AWS::StackName': stack,
    'AWS::StackId': `arn:aws:cloudformation:${context.region}:${context.accountId}:stack/${stack}/local`,
    'AWS::URLSuffix': 'amazonaws.com',
  };

  const overlay = Object.entries(context.overlay ?? {});
  const text = (stated: string): string =>
    overlay.reduce((shown, [outside, here]) => shown.replaceAll(outside, here), stated);

  const definition = (logicalId: string) => {
    const found = template.Resources[logicalId];
    if (!found) throw new Error(`stack ${stack} has no resource ${logicalId}`);
    const kind = kindOf(found.Type);
    if (!kind) {
      throw new Error(
        `stack ${stack}, resource ${logicalId}: the local run does not know ${found.Type}; state it in resource-kinds.ts`,
      );
    }
    return { ...found, kind };
  };

  const named = memoized<Named>(`the name of ${stack}`, (logicalId) => {
    const { kind, Properties } = definition(logicalId);
    const property = (key: string): unknown => evaluate(Properties[key], scope);
    const stated = kind.named === undefined ? undefined : property(kind.named);
    const base = { stack, logicalId, context, property };
    const made = (): string => {
      const name = `${stack}-${logicalId}`;
      return kind.made ? kind.made(name, base) : name;
    };
    return { ...base, name: typeof stated === 'string' ? stated : made() };
  });

  const scope: Scope = {
    ref: (name) => {
      if (name in pseudo) return pseudo[name];
      const parameter = template.Parameters[name];
      if (parameter) return parameter.Default;
      const self = named(name);
      return definition(name).kind.ref?.(self) ?? self.name;
    },
    attribute: (logicalId, attribute) => {
      const { kind, Type } = definition(logicalId);
      const formula = kind.attributes?.[attribute] ?? (attribute === 'Arn' ? kind.arn : undefined);
      if (!formula) {
        throw new Error(
          `stack ${stack}, resource ${logicalId}: ${Type} has no attribute ${attribute} in the local run`,
        );
      }
      return formula(named(logicalId));
    },
    output: outputOf,
    text,
    condition: (name) => evaluate(template.Conditions[name], scope) === true,
    mapping: (map, first, second) => {
      const value = template.Mappings[map]?.[first]?.[second];
      if (value === undefined) throw new Error(`stack ${stack} has no mapping ${map}.${first}.${second}`);
      return value;
    },
  };

  const resource = (logicalId: string): Resource => {
    const { kind, Type, Properties, Metadata } = definition(logicalId);
    const self = named(logicalId);
    const properties = Object.fromEntries(
      Object.entries(Properties)
        .map(([key]) => [key, self.property(key)] as const)
        .filter(([, value]) => value !== noValue),
    );
    return {
      id: `${stack}/${logicalId}`,
      stack,
      logicalId,
      type: Type,
      name: self.name,
      ref: kind.ref?.(self) ?? self.name,
      arn: kind.arn?.(self) ?? self.name,
      properties,
      metadata: Metadata,
    };
  };

  return {
    scope,
    resources: () =>
      Object.entries(template.Resources)
        .filter(([, { Condition }]) => Condition === undefined || scope.condition(Condition))
        .map(([logicalId]) => {
          try {
            return resource(logicalId);
          } catch (cause) {
            const where = `stack ${stack}, resource ${logicalId}`;
            const message = cause instanceof Error ? cause.message : String(cause);
            throw new Error(message.startsWith('stack ') ? message : `${where}: ${message}`, { cause });
          }
        }),
  };
}
