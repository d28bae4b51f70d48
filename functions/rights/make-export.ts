import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { systemNow } from '../../shared/clock.ts';
import { goOnWithExport } from '../../shared/rights/making.ts';
import { subjectOf } from '../../shared/table/keys.ts';

/** Makes the next archive of a copy that an account asked for, or tells that the copy is ready. */
export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  for (const { dynamodb } of Records) await goOnWithExport(subjectOf(dynamodb?.Keys?.PK?.S ?? ''), systemNow);
  return { batchItemFailures: [] };
};
