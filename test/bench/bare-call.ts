import { DynamoDBClient, GetItemCommand, type GetItemCommandInput } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

/** One call of the SDK, and nothing else. */
export const handler = (input: GetItemCommandInput) => client.send(new GetItemCommand(input));
