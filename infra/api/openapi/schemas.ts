import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What is known of JSON Schema formats needs no pattern beside it; zod's patterns for them fill whole lines. */
const FORMATS_THAT_SPEAK = new Set(['date', 'date-time', 'email', 'uri', 'uuid']);

/**
 * The JSON Schemas of one OpenAPI document. A zod schema with an `id` in its metadata stands once, as a component.
 * What we answer keeps the plain name; what we take is `<id>Input` where it differs (defaults, trimmed texts), so
 * answers are to be written before requests.
 */
export class SchemaBook {
  readonly components: Record<string, JsonSchema> = {};

  /**
   * @returns the JSON Schema of what is sent to us (`input`) or of what we answer (`output`)
   * @throws Error when two different schemas have one id
   */
  write(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const { $schema, $defs = {}, ...root } = z.toJSONSchema(schema, { io, override: simplify });
    const differs = Object.entries($defs).some(([id, definition]) => {
      const known = this.components[id];
      return known !== undefined && !isDeepStrictEqual(known, pointed(definition, ''));
    });
    const suffix = io === 'input' && differs ? 'Input' : '';
    for (const [id, definition] of Object.entries($defs)) {
      const name = `${id}${suffix}`;
      const component = pointed(definition, suffix);
      if (!isDeepStrictEqual(this.components[name] ?? component, component))
        throw new Error(`Two different schemas have the id ${name}`);
      this.components[name] = component;
    }
    return pointed(root, suffix);
  }
}

function simplify({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: JsonSchema }): void {
  // A client must live with fields we add later; only schemas that say `strict` are closed.
  const { def } = zodSchema._zod;
  if (def.type === 'object' && def.catchall === undefined) delete jsonSchema.additionalProperties;
  if (jsonSchema.format && FORMATS_THAT_SPEAK.has(jsonSchema.format)) delete jsonSchema.pattern;
}

/** The same schema with its references pointing to components. */
const pointed = (schema: JsonSchema, suffix: string): JsonSchema =>
  JSON.parse(JSON.stringify(schema), (key, value) =>
    key === '$ref' ? `${value.replace('#/$defs/', '#/components/schemas/')}${suffix}` : value,
  );
