import { expect, it } from 'vitest';
import { api } from '../../shared/operations.ts';
import { environmentOf } from '../../shared/resources.ts';
import { functionEnvironment } from './function-environment.ts';

it.each(Object.values(api))('a function that is measured finds all that it touches: $id', ({ touches }) => {
  const given = functionEnvironment('http://127.0.0.1:9');
  expect(environmentOf(touches).filter((name) => !given[name])).toEqual([]);
});
