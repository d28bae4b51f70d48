import * as z from 'zod';
import { type Kind, kindOf } from '../../shared/personal.ts';

/** A place in a schema where a text or a number stands, and what kind of personal data it is said to be. */
export type Leaf = {
  readonly path: string;
  readonly kind: Kind | undefined;
  readonly schema: z.core.$ZodType;
};

/** All such places of a schema; what a schema says of itself holds for all that is in it. */
export function leavesOf(schema: z.core.$ZodType, path: string, around?: Kind): readonly Leaf[] {
  const kind = kindOf(schema) ?? around;
  const into = (one: z.core.$ZodType, step = ''): readonly Leaf[] => leavesOf(one, `${path}${step}`, kind);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, one]) => into(one, `.${name}`));
  if (schema instanceof z.ZodArray) return into(schema.element, '[]');
  if (schema instanceof z.ZodTuple) return schema.def.items.flatMap((one) => into(one, '[]'));
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion)
    return schema.options.flatMap((one) => into(one));
  if (schema instanceof z.ZodRecord) return into(schema.valueType, '{}');
  if (schema instanceof z.ZodPipe) return into(schema.in);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodReadonly
  )
    return into(schema.unwrap());
  return [{ path, kind, schema }];
}

/** Whether what stands there is written by nobody: one of a list, a number, an instant, or of a fixed form. */
export function isFixed({ schema }: Leaf): boolean {
  if (schema instanceof z.ZodString)
    return (
      schema.format !== null ||
      (schema.def.checks ?? []).some(({ _zod }) => _zod.def.check === 'string_format')
    );
  return (
    schema instanceof z.ZodEnum ||
    schema instanceof z.ZodLiteral ||
    schema instanceof z.ZodNumber ||
    schema instanceof z.ZodBoolean ||
    schema instanceof z.ZodNull ||
    schema instanceof z.ZodStringFormat
  );
}
