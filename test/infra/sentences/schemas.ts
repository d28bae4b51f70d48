import { expect, test } from 'vitest';
import { shapeFaults } from '../cloudformation/shape.ts';
import { valueFaults } from '../cloudformation/values.ts';
import type { Synthesis } from '../synthesis.ts';

/** What the stacks say to CloudFormation. */
export const schemas = (made: Synthesis): void => {
  test('have no property, type or value that CloudFormation refuses', () => {
    expect(made.templates).toHaveLength(5);
    expect(made.templates.flatMap(shapeFaults)).toEqual([]);
    expect(made.templates.flatMap(valueFaults)).toEqual([]);
  });

  test('leave free a tenth of what CloudFormation takes of resources, outputs and bytes (user guide, quotas)', () => {
    const greatest = (measure: (template: Synthesis['templates'][number]) => number) =>
      Math.max(...made.templates.map(measure));
    expect(greatest(({ Resources }) => Object.keys(Resources).length)).toBeLessThan(450);
    expect(greatest(({ Outputs }) => Object.keys(Outputs).length)).toBeLessThan(180);
    expect(greatest((template) => Buffer.byteLength(JSON.stringify(template)))).toBeLessThan(900_000);
  });
};
