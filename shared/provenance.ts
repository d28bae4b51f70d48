import * as z from 'zod';

const Pointer = z.string().regex(/^(\/[^/]+)+$/);

/**
 * Where the values of a record come from, by JSON pointer (RFC 6901).
 * What is not named is plausible: it stands in for a value that nobody has looked up yet.
 */
export const Provenance = z.object({
  /** Read in a legal text, a published procedure or the province's own announcements. */
  quoted: z.array(Pointer),
  /** Made up because no value is published, and recognisable as such. */
  synthetic: z.array(Pointer),
  others: z.literal('plausible'),
});
export type Provenance = z.infer<typeof Provenance>;

/** Whether a pointer leads to a value that is there. */
function pointsInto(record: unknown, pointer: string): boolean {
  let value = record;
  for (const step of pointer.slice(1).split('/')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return false;
    value = Reflect.get(value, step);
  }
  return true;
}

/** The pointers of a record's provenance that lead nowhere. */
export const danglingPointers = (record: { readonly provenance: Provenance }): readonly string[] =>
  [...record.provenance.quoted, ...record.provenance.synthetic].filter(
    (pointer) => !pointsInto(record, pointer),
  );
