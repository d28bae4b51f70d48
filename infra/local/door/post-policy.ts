import * as z from 'zod';
import { AwsError } from './wire.ts';

const sizes = z.tuple([z.literal('content-length-range'), z.int(), z.int()]);
const equals = z.record(z.string(), z.string());

/** The policy of a browser upload: what its signer allows (S3 API reference, "POST Policy"), of what signers here say. */
const policySchema = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(z.union([sizes, equals])),
});
type PostPolicy = z.infer<typeof policySchema>;

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

const refuse = (detail: string): AwsError =>
  new AwsError('AccessDenied', 403, `Invalid according to Policy: ${detail}`);

/** Fields that need no condition. */
const free = ['x-amz-signature', 'policy', 'bucket'];

function assertSize([, least, most]: z.infer<typeof sizes>, size: number): void {
  const ProposedSize = String(size);
  if (size < least) {
    const message = 'Your proposed upload is smaller than the minimum allowed size';
    throw new AwsError('EntityTooSmall', 400, message, { ProposedSize, MinSizeAllowed: String(least) });
  }
  if (size > most) {
    const message = 'Your proposed upload exceeds the maximum allowed size';
    throw new AwsError('EntityTooLarge', 400, message, { ProposedSize, MaxSizeAllowed: String(most) });
  }
}

/**
 * Throws S3's own error unless the policy still lives, each of its conditions holds, and each field of the form is
 * covered by one. `fields` has the bucket among them, as S3 has.
 */
export function assertAllowed(
  { expiration, conditions }: PostPolicy,
  fields: ReadonlyMap<string, string>,
  size: number,
  now: Date,
): void {
  if (now >= new Date(expiration)) throw refuse('Policy expired.');
  const demands = conditions.flatMap((condition) =>
    Array.isArray(condition)
      ? []
      : Object.entries(condition).map(([field, value]) => [field.toLowerCase(), value] as const),
  );
  for (const [field, value] of demands)
    if (fields.get(field) !== value) throw refuse(`Policy Condition failed: ["eq", "$${field}", "${value}"]`);
  const covered = [...free, ...demands.map(([field]) => field)];
  const extra = [...fields.keys()].filter((field) => !covered.includes(field));
  if (extra.length > 0) throw refuse(`Extra input fields: ${extra.join(', ')}`);
  for (const condition of conditions) if (Array.isArray(condition)) assertSize(condition, size);
}
