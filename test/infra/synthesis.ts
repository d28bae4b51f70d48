import { App, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import cdk from '../../cdk.json' with { type: 'json' };
import { settingsOf } from '../../infra/settings/settings.ts';
import type { Stage } from '../../infra/settings/shape.ts';
import { addStacks } from '../../infra/stacks.ts';

const Template = z.object({
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
  Outputs: z.record(z.string(), z.unknown()).default({}),
});

/** A resource of a template, with where it stands. */
export type Resource = z.infer<typeof Template>['Resources'][string] & {
  /** `data`, `events` or `service`. */
  readonly stack: string;
  readonly id: string;
};

/** What a stage would deploy. */
export type Synthesis = {
  readonly stage: Stage;
  readonly stacks: readonly Stack[];
  readonly resources: readonly Resource[];
  ofType(type: string): readonly Resource[];
  /** Queues that something sends its failures to. */
  readonly deadLetterQueues: ReadonlySet<string>;
  /** Names of the outputs that are meant for people, by stack. */
  readonly outputs: Readonly<Record<string, readonly string[]>>;
  /** Accounts of the stacks as the assembly states them. */
  readonly accounts: readonly string[];
  /** Findings of cdk-nag that no one answered for. */
  readonly findings: readonly string[];
};

/** Synthesizes a stage in this process, as `infra/app.ts` does; the functions must be built. */
export function synthesize(stage: Stage): Synthesis {
  const app = new App({ context: cdk.context, analyticsReporting: false });
  addStacks(app, settingsOf(stage, 4800));
  const assembly = app.synth();
  const templates = assembly.stacks.map((artifact) => ({
    stack: artifact.stackName.replace(`motcua-${stage}-`, ''),
    ...Template.parse(artifact.template),
  }));
  const resources = templates.flatMap(({ stack, Resources }) =>
    Object.entries(Resources).map(([id, resource]) => ({ stack, id, ...resource })),
  );
  return {
    stage,
    stacks: app.node.children.filter((child) => child instanceof Stack),
    resources,
    ofType: (type) => resources.filter((resource) => resource.Type === type),
    deadLetterQueues: new Set(
      [...JSON.stringify(resources).matchAll(FAILURE_TARGET)].flatMap(([, id]) => id ?? []),
    ),
    outputs: Object.fromEntries(
      templates.map(({ stack, Outputs }) => [
        stack,
        Object.keys(Outputs).filter((name) => !name.startsWith('Export')),
      ]),
    ),
    accounts: assembly.stacks.map(({ environment }) => environment.account),
    findings: new AwsSolutionsChecks(app).validateScope(app).violations.map(({ ruleName }) => ruleName),
  };
}

const FAILURE_TARGET =
  /"(?:deadLetterTargetArn|Destination|DeadLetterConfig)":(?:\{"Arn":)?\{"Fn::GetAtt":\["(\w+)"/g;

/** What `Ref`, `Fn::GetAtt` or `Fn::ImportValue` names: a logical id or an export; undefined for a plain value. */
export function referred(value: unknown): string | undefined {
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::ImportValue': imported } = Intrinsic.parse(value);
  return Ref ?? attribute?.[0] ?? imported;
}

const Intrinsic = z
  .object({
    Ref: z.string(),
    'Fn::GetAtt': z.array(z.string()),
    'Fn::ImportValue': z.string(),
  })
  .partial()
  .catch({});
