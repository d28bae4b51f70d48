import * as z from 'zod';
import { Text } from '../text.ts';

const field = {
  /** Key of the answer in the form. */
  id: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  label: Text,
  required: z.boolean(),
};

/** A question of the form that only this procedure asks. */
export const FormField = z.discriminatedUnion('kind', [
  z.object({ ...field, kind: z.literal('text'), maxLength: z.int().min(1).max(500) }),
  z.object({ ...field, kind: z.literal('date') }),
  /** A whole number. */
  z.object({ ...field, kind: z.literal('number'), min: z.int(), max: z.int() }),
  z.object({
    ...field,
    kind: z.literal('choice'),
    choices: z.array(z.object({ value: z.string().regex(/^[A-Za-z0-9-]{1,40}$/), label: Text })).min(2),
  }),
]);
export type FormField = z.infer<typeof FormField>;
