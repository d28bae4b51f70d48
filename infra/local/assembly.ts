import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { evaluate, type Scope } from './assembly/intrinsics.ts';
import { type Context, ignored, type Kind, type Named } from './assembly/kind.ts';
import { isKnown, kinds, type PropertiesOf, type ResourceType } from './assembly/kinds.ts';

/** One resource of the synthesized templates, with every intrinsic resolved. */
export type Resource<Type extends ResourceType = ResourceType> = {
  /** `<stack>/<logical id>`: unlike any other of the assembly. */
  readonly id: string;
  readonly logicalId: string;
  readonly type: Type;
  /** The name its service knows it by: a queue's name, a table's name. */
  readonly name: string;
  /** What `Ref` gives: the name for most, the URL of a queue, the ARN of a topic. */
  readonly ref: string;
  readonly arn: string;
  readonly properties: PropertiesOf<Type>;
};

/** A whole cloud assembly: what would be deployed. */
export type Assembly = {
  readonly directory: string;
  readonly context: Context;
  /** The resources of a type, in the order of the templates. */
  ofType<Type extends ResourceType>(type: Type): readonly Resource<Type>[];
  /** The resource that an ARN, `Ref` or name of this type stands for. Throws when there is none. */
  find<Type extends ResourceType>(type: Type, reference: string): Resource<Type>;
};

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.object({ templateFile: z.string() }).partial().optional() }),
  ),
});

const templateSchema = z.strictObject({
  Resources: z.record(
    z.string(),
    z.strictObject({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      // The order of a deployment, and what becomes of a resource after it.
      DependsOn: ignored,
      DeletionPolicy: ignored,
      UpdateReplacePolicy: ignored,
      Metadata: ignored,
    }),
  ),
  Outputs: z.record(z.string(), z.strictObject({ Value: z.unknown(), Description: ignored })).default({}),
  // The CDK's question whether its bootstrap is there.
  Parameters: ignored,
  Rules: ignored,
});
type Template = z.infer<typeof templateSchema>;
type Stack = { readonly name: string; readonly template: Template };

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** What is wrong with a resource, and where: `Properties.Targets[0].Input: …`. */
const faultOf = (error: unknown): string => {
  if (error instanceof z.ZodError)
    return error.issues
      .map(({ path: where, message }) => `${z.core.toDotPath(['Properties', ...where])}: ${message}`)
      .join('; ');
  return error instanceof Error ? error.message : String(error);
};

function readStacks(directory: string): readonly Stack[] {
  const { artifacts } = manifestSchema.parse(readJson(path.join(directory, 'manifest.json')));
  return Object.entries(artifacts).flatMap(([name, { type, properties: { templateFile } = {} }]) => {
    if (type !== 'aws:cloudformation:stack' || !templateFile) return [];
    const template = templateSchema.safeParse(readJson(path.join(directory, templateFile)));
    if (!template.success) throw new Error(`stack ${name}: ${z.prettifyError(template.error)}`);
    return [{ name, template: template.data }];
  });
}

/**
 * Reads a synthesized assembly as CloudFormation would deploy it. Throws on every type, property and intrinsic that the
 * local run does not understand, each with its stack, its logical id and its path.
 */
export function readAssembly(directory: string, context: Context): Assembly {
  const readers = new Map<string, StackReader>();
  const output = (stackName: string, outputName: string): string => {
    const reader = readers.get(stackName);
    const found = reader?.stack.template.Outputs[outputName];
    if (!reader || !found) throw new Error(`no stack ${stackName} has the output ${outputName}`);
    return String(evaluate(found.Value, reader.scope));
  };
  for (const stack of readStacks(directory)) readers.set(stack.name, stackReader(stack, context, output));
  const faults: string[] = [];
  const resources = [...readers.values()].flatMap(({ stack: { name, template }, resource }) =>
    Object.keys(template.Resources).flatMap((logicalId) => {
      try {
        return [resource(logicalId)];
      } catch (error) {
        faults.push(`stack ${name}, resource ${logicalId}: ${faultOf(error)}`);
        return [];
      }
    }),
  );
  if (faults.length > 0) throw new Error(faults.join('\n'));

  const ofType: Assembly['ofType'] = <Type extends ResourceType>(type: Type) =>
    resources.filter((resource): resource is Resource<Type> => resource.type === type);
  return {
    directory,
    context,
    ofType,
    find: (type, reference) => {
      const found = ofType(type).find(({ arn, ref, name }) => [arn, ref, name].includes(reference));
      if (!found) throw new Error(`the templates have no ${type} called ${reference}`);
      return found;
    },
  };
}

/** Lays what this machine has over what the templates say, all at once: no stand-in's address is laid over again. */
function overlaid({ overlay = {} }: Context): (stated: string) => string {
  const outside = Object.keys(overlay).map((text) => text.replaceAll(/\W/g, '\\$&'));
  if (outside.length === 0) return (stated) => stated;
  const pattern = new RegExp(outside.join('|'), 'g');
  return (stated) => stated.replaceAll(pattern, (found) => overlay[found] ?? found);
}

type StackReader = {
  readonly stack: Stack;
  readonly scope: Scope;
  readonly resource: (logicalId: string) => Resource;
};

function stackReader(stack: Stack, context: Context, output: Scope['output']): StackReader {
  const { name: stackName, template } = stack;
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': context.accountId,
    'AWS::Partition': 'aws',
    'AWS::Region': context.region,
    'AWS::URLSuffix': 'amazonaws.com',
  };

  const definition = (logicalId: string) => {
    const found = template.Resources[logicalId];
    if (!found) throw new Error(`stack ${stackName} has no resource ${logicalId}`);
    const { Type, Properties } = found;
    if (!isKnown(Type)) throw new Error(`the local run does not know ${Type}: it stands not in its kinds`);
    const kind: Kind = kinds[Type];
    const ignores = [...(kind.ignores ?? []), 'Description', 'Tags'];
    const stated = Object.entries(Properties).filter(([name]) => !ignores.includes(name));
    return { type: Type, kind, stated: Object.fromEntries(stated) };
  };

  const named = (logicalId: string): Named => {
    const { kind, stated } = definition(logicalId);
    const property = (key: string): unknown => evaluate(stated[key], scope);
    const base = { context, property };
    const physical = kind.named === undefined ? undefined : property(kind.named);
    if (typeof physical === 'string') return { ...base, name: physical };
    const name = `${stackName}-${logicalId}`;
    return { ...base, name: kind.made?.(name, base) ?? name };
  };

  const scope: Scope = {
    text: overlaid(context),
    output,
    ref: (name) => pseudo[name] ?? definition(name).kind.ref?.(named(name)) ?? named(name).name,
    attribute: (logicalId, attribute) => {
      const { kind, type } = definition(logicalId);
      const formula = kind.attributes?.[attribute] ?? (attribute === 'Arn' ? kind.arn : undefined);
      if (!formula) throw new Error(`${type} has no attribute ${attribute} in the local run`);
      return formula(named(logicalId));
    },
  };

  const resource = (logicalId: string): Resource => {
    const { type, kind, stated } = definition(logicalId);
    const self = named(logicalId);
    return {
      id: `${stackName}/${logicalId}`,
      logicalId,
      type,
      name: self.name,
      ref: kind.ref?.(self) ?? self.name,
      arn: kind.arn?.(self) ?? self.name,
      properties: kinds[type].properties.parse(evaluate(stated, scope)),
    };
  };

  return { stack, scope, resource };
}
