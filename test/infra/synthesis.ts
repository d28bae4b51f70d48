import { App, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import cdk from '../../cdk.json' with { type: 'json' };
import type { Settings, Stage } from '../../infra/settings/shape.ts';
import { addStacks } from '../../infra/stacks.ts';

const Template = z.object({
  Parameters: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      DependsOn: z.array(z.string()).optional(),
      DeletionPolicy: z.string().optional(),
      UpdateReplacePolicy: z.string().optional(),
    }),
  ),
  Outputs: z.record(z.string(), z.object({ Export: z.unknown().optional() })).default({}),
});

type Template = z.infer<typeof Template>;

/** What an expression of a template takes from another stack. */
const Borrowed = z.object({ StackName: z.string(), OutputName: z.string() });

/** A resource of a template, with where it stands. */
export type Resource = Template['Resources'][string] & {
  /** `data`, `events`, `operations`, `workers` or `api`. */
  readonly stack: string;
  readonly id: string;
};

/** What a stage would deploy. */
export type Synthesis = {
  readonly stage: Stage;
  /** Agencies that have a queue. */
  readonly departments: readonly string[];
  /** Whether the stage has been deployed in full before. */
  readonly live: boolean;
  readonly stacks: readonly Stack[];
  readonly templates: readonly Template[];
  readonly resources: readonly Resource[];
  ofType(type: string): readonly Resource[];
  /** Queues that something sends its failures to. */
  readonly deadLetterQueues: ReadonlySet<string>;
  /** Names of the outputs that are meant for people, by stack. */
  readonly outputs: Readonly<Record<string, readonly string[]>>;
  /** Names of outputs that are exported, so that nobody may change what others hold on to. */
  readonly exports: readonly string[];
  /** What each stack takes from others, as `<stack> <- <stack>.<output>`; hashes of CDK are left out. */
  readonly borrowed: readonly string[];
  /** Accounts of the stacks as the assembly states them. */
  readonly accounts: readonly string[];
  /** Findings of cdk-nag that no one answered for. */
  readonly findings: readonly string[];
};

/** Synthesizes a stage in this process, as `infra/app.ts` does; the functions must be built. */
export function synthesize(settings: Settings): Synthesis {
  const { stage, live, departments } = settings;
  const app = new App({ context: cdk.context, analyticsReporting: false });
  addStacks(app, settings);
  const assembly = app.synth();
  const templates = assembly.stacks.map((artifact) => ({
    stack: artifact.stackName.replace(`motcua-${stage}-`, ''),
    ...Template.parse(artifact.template),
  }));
  const resources = templates.flatMap(({ stack, Resources }) =>
    Object.entries(Resources).map(([id, resource]) => ({ stack, id, ...resource })),
  );
  const outputNames = new Set(
    templates.flatMap(({ stack, Outputs }) => Object.keys(Outputs).map((name) => `${stack}.${name}`)),
  );
  return {
    stage,
    departments: departments.map(({ agency }) => agency),
    live,
    stacks: app.node.children.filter((child) => child instanceof Stack),
    templates,
    resources,
    ofType: (type) => resources.filter((resource) => resource.Type === type),
    deadLetterQueues: new Set(
      [...JSON.stringify(resources).matchAll(FAILURE_TARGET)].flatMap(([, id]) => id ?? []),
    ),
    outputs: Object.fromEntries(
      templates.map(({ stack, Outputs }) => [
        stack,
        Object.keys(Outputs).filter((name) => !name.startsWith('PublishOutput')),
      ]),
    ),
    exports: templates.flatMap(({ Outputs }) =>
      Object.entries(Outputs).flatMap(([name, { Export }]) => (Export ? [name] : [])),
    ),
    borrowed: templates.flatMap(({ stack, Resources }) =>
      borrowedBy(Resources).map(({ StackName, OutputName }) => {
        const name = `${StackName.replace(`motcua-${stage}-`, '')}.${OutputName}`;
        if (!outputNames.has(name)) throw new Error(`${stack} asks for ${name}, which is not there`);
        return `${stack} <- ${name.replace(/PublishOutput(?:Ref|FnGetAtt)(\w+?)[0-9A-F]{8}(\w*?)[0-9A-F]{8}$/, '$1$2')}`;
      }),
    ),
    accounts: assembly.stacks.map(({ environment }) => environment.account),
    findings: new AwsSolutionsChecks(app).validateScope(app).violations.map(({ ruleName }) => ruleName),
  };
}

/** Every `Fn::GetStackOutput` within a value, once. */
function borrowedBy(value: unknown): readonly z.infer<typeof Borrowed>[] {
  const found = new Map<string, z.infer<typeof Borrowed>>();
  JSON.stringify(value, (key, inner) => {
    if (key === 'Fn::GetStackOutput') found.set(JSON.stringify(inner), Borrowed.parse(inner));
    return inner;
  });
  return [...found.values()];
}

const FAILURE_TARGET =
  /"(?:deadLetterTargetArn|Destination|DeadLetterConfig)":(?:\{"Arn":)?\{"Fn::GetAtt":\["(\w+)"/g;

/** What `Ref`, `Fn::GetAtt` or `Fn::GetStackOutput` names: a logical id or an output; undefined for a plain value. */
export function referred(value: unknown): string | undefined {
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::GetStackOutput': borrowed } = Intrinsic.parse(value);
  return Ref ?? attribute?.[0] ?? borrowed?.OutputName;
}

const Intrinsic = z
  .object({
    Ref: z.string(),
    'Fn::GetAtt': z.array(z.string()),
    'Fn::GetStackOutput': Borrowed,
  })
  .partial()
  .catch({});
