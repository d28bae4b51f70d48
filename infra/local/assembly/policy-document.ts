import * as z from 'zod';

const strings = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const values = z.union([strings, z.number().transform((value) => [String(value)])]);

/** Who a statement speaks of: everybody, accounts or roles, or services of AWS. */
const principal = z.union([
  z.literal('*'),
  z.strictObject({ AWS: strings.optional(), Service: strings.optional() }),
]);

/** A policy of IAM, or of a resource (IAM User Guide, "IAM JSON policy element reference"). */
export const PolicyDocument = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.strictObject({
      Sid: z.string().optional(),
      Effect: z.enum(['Allow', 'Deny']),
      Principal: principal.optional(),
      Action: strings,
      Resource: strings.optional(),
      NotResource: strings.optional(),
      Condition: z.record(z.string(), z.record(z.string(), values)).optional(),
    }),
  ),
});
export type PolicyDocument = z.infer<typeof PolicyDocument>;
