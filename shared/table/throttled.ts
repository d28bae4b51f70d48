import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb';

/** What DynamoDB calls a call that came too fast, or into another that is still under way (API reference, common errors). */
const names = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionInProgressException',
]);

/** Why a transaction is cancelled when one of its items is throttled (API reference, TransactWriteItems). */
const reasons = new Set(['ThrottlingError', 'ProvisionedThroughputExceeded']);

/** By its name, since its class would bring the whole client to functions that read no table. */
const isCancelled = (error: Error): error is TransactionCanceledException =>
  error.name === 'TransactionCanceledException';

/** Whether a call failed only because it came too fast, after the SDK's own retries: the same call may do later. */
export const isThrottled = (error: unknown): boolean =>
  error instanceof Error &&
  (names.has(error.name) ||
    (isCancelled(error) && (error.CancellationReasons ?? []).some(({ Code = '' }) => reasons.has(Code))));
