import type { DynamoDBStreamEvent } from 'aws-lambda';
import { systemNow } from '../../shared/clock.ts';
import { publishBatch } from '../../shared/event/publish.ts';
import { believedWithheld } from '../../shared/feed/store.ts';
import { isWithheld } from '../../shared/feed/withholding.ts';

/** The one way out for what happens: from the table's stream to the topic. */
export const handler = async (event: DynamoDBStreamEvent) => {
  const withheld = await believedWithheld(systemNow());
  return publishBatch(event, { isWithheld: (one) => isWithheld(withheld, one) });
};
