import { randomUUID } from 'node:crypto';
import type { FunctionError, Outcome } from '../functions/environment.ts';
import type { StreamRecord } from './stream-reader.ts';

const requestContext = (functionArn: string, attempts: number) => ({
  requestId: randomUUID(),
  functionArn: `${functionArn}:$LATEST`,
  condition: 'RetriesExhausted',
  approximateInvokeCount: attempts,
});

const responseContext = (failed: boolean) => ({
  statusCode: 200,
  executedVersion: '$LATEST',
  functionError: failed ? 'Unhandled' : null,
});

/** What Lambda sends to the failure destination of an asynchronous invocation (its guide, "Invocation record"). */
export const failedInvocation = (
  functionArn: string,
  payload: unknown,
  attempts: number,
  error: FunctionError,
) => ({
  version: '1.0',
  timestamp: new Date().toISOString(),
  requestContext: requestContext(functionArn, attempts),
  requestPayload: payload,
  responseContext: responseContext(true),
  responsePayload: error,
});

const arrivalOf = (record: StreamRecord | undefined): string =>
  new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();

/** The part of a stream that was given up, and why. */
export type DiscardedBatch = {
  readonly records: readonly StreamRecord[];
  readonly streamArn: string;
  readonly shard: string;
  readonly functionArn: string;
  readonly attempts: number;
  readonly outcome: Outcome;
};

/** What Lambda sends to the failure destination of a stream: where the records are, not what is in them. */
export const failedBatch = ({
  records,
  streamArn,
  shard,
  functionArn,
  attempts,
  outcome,
}: DiscardedBatch) => ({
  requestContext: { ...requestContext(functionArn, attempts), condition: 'RetryAttemptsExhausted' },
  responseContext: responseContext(!outcome.ok),
  version: '1.0',
  timestamp: new Date().toISOString(),
  DDBStreamBatchInfo: {
    shardId: shard,
    startSequenceNumber: records.at(0)?.dynamodb.SequenceNumber,
    endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
    approximateArrivalOfFirstRecord: arrivalOf(records.at(0)),
    approximateArrivalOfLastRecord: arrivalOf(records.at(-1)),
    batchSize: records.length,
    streamArn,
  },
});
