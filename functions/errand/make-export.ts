import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { systemNow } from '../../shared/clock.ts';
import { goOnWithErrand } from '../../shared/errand/going-on.ts';
import { copies } from '../../shared/rights/making.ts';
import { extracts } from '../../shared/statistics/extracting.ts';
import { extractKey, subjectOf } from '../../shared/table/keys.ts';

/**
 * Makes the next file of what somebody asked for, or tells that it is ready: a copy of all that is held of an account, or a list of
 * dossiers. One worker does both, for a stream bears no third reader (DynamoDB developer guide, Streams and Lambda triggers).
 */
export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  for (const { dynamodb } of Records) {
    const subject = subjectOf(dynamodb?.Keys?.PK?.S ?? '');
    const isExtract = dynamodb?.Keys?.SK?.S === extractKey(subject).SK;
    await (isExtract
      ? goOnWithErrand(extracts(), subject, systemNow)
      : goOnWithErrand(copies(), subject, systemNow));
  }
  return { batchItemFailures: [] };
};
