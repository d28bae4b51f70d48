import type { Outcome } from '../functions/environment.ts';
import { failedItems } from './batch-failures.ts';
import type { StreamRecord } from './stream-reader.ts';

/** How an event source mapping wants a batch of a stream handed over. */
export type StreamDelivery = {
  readonly bisects: boolean;
  readonly invoke: (records: readonly StreamRecord[]) => Promise<Outcome>;
  /** Waits before an attempt is repeated. Rejects when the source is paused meanwhile. */
  readonly wait: (attempt: number) => Promise<void>;
};

/**
 * Hands a batch over until it is done, in order, as Lambda does: what was done before a failure stays done, and a batch
 * that fails at its first record is halved, or repeated for as long as it takes.
 */
export async function deliver(
  records: readonly StreamRecord[],
  delivery: StreamDelivery,
  attempt = 1,
): Promise<void> {
  if (records.length === 0) return;
  const outcome = await delivery.invoke(records);
  const sequenceNumbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  const failed = failedItems(outcome, sequenceNumbers);
  if (failed.size === 0) return;

  const firstFailed = sequenceNumbers.findIndex((number) => failed.has(number));
  if (firstFailed > 0) return deliver(records.slice(firstFailed), delivery);
  if (delivery.bisects && records.length > 1) {
    const middle = Math.ceil(records.length / 2);
    await deliver(records.slice(0, middle), delivery, attempt);
    return deliver(records.slice(middle), delivery, attempt);
  }
  await delivery.wait(attempt);
  return deliver(records, delivery, attempt + 1);
}
