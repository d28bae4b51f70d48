import type { DynamoDBStreamEvent } from 'aws-lambda';
import { publishBatch } from '../../shared/event/publish.ts';

/** The one way out for events: from the table's stream to the topic. */
export const handler = (event: DynamoDBStreamEvent) => publishBatch(event);
