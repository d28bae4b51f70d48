import { isDeepStrictEqual } from 'node:util';
import type { EventPattern, EventRules } from '../assembly/kinds/functions.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRules = (wanted: EventPattern | EventRules): wanted is EventRules => Array.isArray(wanted);

/** Whether an event fits a pattern: each of its fields, or one of several values in it, one of what the pattern lists for it. */
export const matches = (pattern: EventPattern, event: unknown): boolean =>
  Object.entries(pattern).every(([field, wanted]) => {
    const actual = isRecord(event) ? event[field] : undefined;
    if (!isRules(wanted)) return matches(wanted, actual);
    return wanted.some((rule) => [actual].flat().some((value) => fits(rule, value)));
  });

function fits(rule: EventRules[number], value: unknown): boolean {
  if (typeof rule !== 'object') return isDeepStrictEqual(rule, value);
  if ('exists' in rule) return (value !== undefined) === rule.exists;
  return typeof value === 'string' && value.startsWith(rule.prefix);
}

/** Whether an event fits one of the patterns; without patterns every event does. */
export const matchesAny = (patterns: readonly EventPattern[], event: unknown): boolean =>
  patterns.length === 0 || patterns.some((pattern) => matches(pattern, event));
