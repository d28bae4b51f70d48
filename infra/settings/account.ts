import * as z from 'zod';

/** The number of an AWS account. */
export const AwsAccount = z.string().regex(/^\d{12}$/, 'an AWS account is twelve digits');

/**
 * Whether a number is one that people write while they have none: six zeros first, three runs of four digits as in
 * AWS's own examples, or counted up. AWS refuses policies that name an account which is not there (KMS API reference,
 * PutKeyPolicy: the principals must exist), but only in the middle of a deploy.
 */
export const isInvented = (account: string): boolean =>
  /^0{6}|^(\d)\1{3}(\d)\2{3}(\d)\3{3}$|^123456789012$/.test(account);
