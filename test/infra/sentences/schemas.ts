import { expect, test } from 'vitest';
import { shapeFaults } from '../cloudformation/shape.ts';
import { valueFaults } from '../cloudformation/values.ts';
import type { Synthesis } from '../synthesis.ts';

/** What the stacks say to CloudFormation. */
export const schemas = (made: Synthesis): void => {
  test('have no property, type or value that CloudFormation refuses', () => {
    expect(made.templates).toHaveLength(3);
    expect(made.templates.flatMap(shapeFaults)).toEqual([]);
    expect(made.templates.flatMap(valueFaults)).toEqual([]);
  });
};
