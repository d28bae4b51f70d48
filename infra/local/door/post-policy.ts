import * as z from 'zod';
import { AwsError } from './wire.ts';

/** The policy of a browser upload: what its signer allows (S3 API reference, "POST Policy"). */
export type PostPolicy = z.infer<typeof policySchema>;

const text = z.union([z.string(), z.number()]).transform(String);

const conditionSchema = z.union([
  z.tuple([z.string().regex(/^content-length-range$/i), z.coerce.number(), z.coerce.number()]),
  z.tuple([z.string().regex(/^(eq|starts-with)$/i), z.string().startsWith('$'), text]),
  z.record(z.string(), text),
]);

const policySchema = z.object({ expiration: z.iso.datetime(), conditions: z.array(conditionSchema) });

const refuse = (detail: string): AwsError =>
  new AwsError('AccessDenied', 403, `Invalid according to Policy: ${detail}`);

/** Reads the base64 of a policy. Throws `InvalidPolicyDocument`. */
export function readPolicy(base64: string): PostPolicy {
  const invalid = (why: string): AwsError =>
    new AwsError('InvalidPolicyDocument', 400, `Invalid Policy: ${why}`);
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    throw invalid('Invalid JSON.');
  }
  const policy = policySchema.safeParse(document);
  if (!policy.success) throw invalid(z.prettifyError(policy.error));
  return policy.data;
}

/** Fields that need no condition. */
const free = (field: string): boolean =>
  ['x-amz-signature', 'policy', 'file'].includes(field) || field.startsWith('x-ignore-');

type Demand = { readonly field: string; readonly kind: 'eq' | 'starts-with'; readonly value: string };

const demandsOf = (policy: PostPolicy): readonly Demand[] =>
  policy.conditions.flatMap((condition): readonly Demand[] => {
    if (!Array.isArray(condition)) {
      return Object.entries(condition).map(([field, value]) => ({
        field: field.toLowerCase(),
        kind: 'eq',
        value,
      }));
    }
    const [kind, field, value] = condition;
    if (typeof field !== 'string') return [];
    return [
      {
        field: field.slice(1).toLowerCase(),
        kind: kind.toLowerCase() === 'eq' ? 'eq' : 'starts-with',
        value: String(value),
      },
    ];
  });

const holds = ({ kind, value }: Demand, given: string): boolean =>
  kind === 'eq' ? given === value : given.startsWith(value);

/**
 * Throws S3's own error unless the policy still lives, each of its conditions holds, and each field of the form is
 * covered by one. `fields` has the bucket among them, as S3 has.
 */
export function assertAllowed(
  policy: PostPolicy,
  fields: ReadonlyMap<string, string>,
  size: number,
  now: Date,
): void {
  if (now >= new Date(policy.expiration)) throw refuse('Policy expired.');
  const demands = demandsOf(policy);
  for (const demand of demands) {
    if (holds(demand, fields.get(demand.field) ?? '')) continue;
    throw refuse(`Policy Condition failed: ["${demand.kind}", "$${demand.field}", "${demand.value}"]`);
  }
  const covered = new Set(demands.map(({ field }) => field));
  const extra = [...fields.keys()].filter(
    (field) => field !== 'bucket' && !free(field) && !covered.has(field),
  );
  if (extra.length > 0) throw refuse(`Extra input fields: ${extra.join(', ')}`);
  for (const condition of policy.conditions) {
    if (!Array.isArray(condition) || typeof condition[1] !== 'number') continue;
    const [, least, most] = condition;
    const details = { ProposedSize: String(size) };
    if (size < least) {
      const message = 'Your proposed upload is smaller than the minimum allowed size';
      throw new AwsError('EntityTooSmall', 400, message, { ...details, MinSizeAllowed: String(least) });
    }
    if (size > Number(most)) {
      const message = 'Your proposed upload exceeds the maximum allowed size';
      throw new AwsError('EntityTooLarge', 400, message, { ...details, MaxSizeAllowed: String(most) });
    }
  }
}
