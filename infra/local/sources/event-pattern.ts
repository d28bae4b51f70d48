import { fits } from '../wildcard.ts';

/**
 * Matches events against patterns as EventBridge rules and Lambda's filter criteria write them.
 * Source: Amazon EventBridge User Guide, "Comparison operators for use in event patterns".
 */
export function matches(pattern: unknown, event: unknown): boolean {
  return isRecord(pattern) && isRecord(event) && matchesObject(pattern, event);
}

/** Whether an event fits one of the patterns; without patterns every event does. */
export const matchesAny = (patterns: readonly unknown[], event: unknown): boolean =>
  patterns.length === 0 || patterns.some((pattern) => matches(pattern, event));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const matchesObject = (pattern: Record<string, unknown>, event: Record<string, unknown>): boolean =>
  Object.entries(pattern).every(([key, expected]) =>
    key === '$or'
      ? Array.isArray(expected) && expected.some((choice) => matches(choice, event))
      : matchesField(expected, event[key]),
  );

function matchesField(expected: unknown, actual: unknown): boolean {
  if (Array.isArray(expected)) return expected.some((rule) => matchesRule(rule, actual));
  if (!isRecord(expected))
    throw new Error(`an event pattern has lists as its leaves, not ${JSON.stringify(expected)}`);
  // Below a field that is absent only "does not exist" can hold, so the pattern is walked on nothing.
  if (Array.isArray(actual)) return actual.some((item) => matches(expected, item));
  return matchesObject(expected, isRecord(actual) ? actual : {});
}

/** A field that is a list matches when one of its items does. */
function matchesRule(rule: unknown, actual: unknown): boolean {
  if (isRecord(rule) && 'exists' in rule) return (actual !== undefined) === rule.exists;
  const candidates: readonly unknown[] = Array.isArray(actual) ? actual : [actual];
  if (isRecord(rule) && 'anything-but' in rule) {
    return actual !== undefined && candidates.every((value) => !excluded(rule['anything-but'], value));
  }
  return candidates.some((value) => matchesValue(rule, value));
}

const excluded = (rule: unknown, value: unknown): boolean =>
  Array.isArray(rule) ? rule.some((choice) => matchesValue(choice, value)) : matchesValue(rule, value);

/** Operators that look at one value, by name; an array as their operand means any of its items. */
const operators: Record<string, (operand: unknown, value: unknown) => boolean> = {
  prefix: (operand, value) => typeof value === 'string' && value.startsWith(String(operand)),
  suffix: (operand, value) => typeof value === 'string' && value.endsWith(String(operand)),
  'equals-ignore-case': (operand, value) =>
    typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase(),
  numeric: (operand, value) =>
    typeof value === 'number' && Array.isArray(operand) && compares(operand, value),
  wildcard: (operand, value) => typeof value === 'string' && fits(String(operand), value),
};

function matchesValue(rule: unknown, value: unknown): boolean {
  if (!isRecord(rule)) return value !== undefined && rule === value;
  const [[name, operand] = ['', undefined]] = Object.entries(rule);
  const operator = operators[name];
  if (!operator)
    throw new Error(`the event pattern operator ${JSON.stringify(name)} is not known to the local run`);
  return Array.isArray(operand) && name !== 'numeric'
    ? operand.some((choice) => operator(choice, value))
    : operator(operand, value);
}

/** `["<", 10]` or `[">=", 0, "<", 10]`: every comparison holds. */
function compares(operand: readonly unknown[], value: number): boolean {
  for (let at = 0; at < operand.length; at += 2) {
    const limit = Number(operand[at + 1]);
    const holds = {
      '<': value < limit,
      '<=': value <= limit,
      '=': value === limit,
      '>=': value >= limit,
      '>': value > limit,
    };
    const symbol = String(operand[at]);
    if (!Object.entries(holds).some(([name, result]) => name === symbol && result)) return false;
  }
  return true;
}
