import { App } from 'aws-cdk-lib/core';
import * as z from 'zod';
import cdk from '../../cdk.json' with { type: 'json' };
import { settingsOf } from '../settings/settings.ts';
import type { Stage } from '../settings/shape.ts';
import { addStacks } from '../stacks.ts';

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

/** A resource of a template. */
export type Resource = {
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
};

/** Departments that are expected to subscribe, whoever has done so yet: the six of the report of October 2021. */
const departments = ['H25.03', 'H25.06', 'H25.07', 'H25.08', 'H25.11', 'H25.18'].map((agency) => ({
  agency,
  awsAccount: '111122223333',
}));

/** Keys by which agencies sign are reckoned apart: each is a dollar a month, and how many there will be nobody knows. */
const isOfSigner = (id: string): boolean => id.startsWith('SigningKey');

/** What a stage would deploy with its departments; the functions must be built. */
export function resourcesOf(stage: Stage): readonly Resource[] {
  const app = new App({ context: cdk.context, analyticsReporting: false });
  addStacks(app, { ...settingsOf(stage, 4800), departments });
  return app.synth().stacks.flatMap(({ template }) =>
    Object.entries(Template.parse(template).Resources)
      .filter(([id]) => !isOfSigner(id))
      .map(([id, { Type, Properties }]) => ({ id, type: Type, properties: Properties })),
  );
}

/** Whether a resource is there only because a department subscribes. */
export const isOfDepartment = ({ id }: Resource): boolean => id.startsWith('DepartmentQueue');
