import * as z from 'zod';

const record = z.looseObject({
  eventID: z.string(),
  eventName: z.string(),
  dynamodb: z.looseObject({
    SequenceNumber: z.string(),
    ApproximateCreationDateTime: z.number().optional(),
    /** Of the item that changed. */
    Keys: z.unknown().optional(),
  }),
});
/** One change of the table, as the stream tells it and Lambda hands it on. */
export type StreamRecord = Readonly<z.infer<typeof record>>;

const shard = z.object({ ShardId: z.string(), ParentShardId: z.string().optional() });
export type Shard = z.infer<typeof shard>;

/** Reads the stream of one table of DynamoDB Local. */
export type StreamReader = {
  shards(): Promise<readonly Shard[]>;
  /** Where to begin in a shard: after a record, or at its beginning. */
  iterator(shard: string, after: string | undefined): Promise<string>;
  /** `next` is absent at the end of a shard that is closed. */
  read(iterator: string): Promise<{ records: readonly StreamRecord[]; next: string | undefined }>;
};

const tableAnswer = z.object({ Table: z.object({ LatestStreamArn: z.string() }) });
const streamAnswer = z.object({
  StreamDescription: z.object({
    Shards: z.array(shard),
    LastEvaluatedShardId: z.string().optional(),
  }),
});
const iteratorAnswer = z.object({ ShardIterator: z.string() });
const recordsAnswer = z.object({ Records: z.array(record), NextShardIterator: z.string().optional() });

/**
 * The wire protocol itself rather than the SDK: Lambda hands on the JSON of the wire (`{"S": "..."}`, base64), which
 * the SDK would decode. DynamoDB Local wants a signature but does not check it.
 */
export async function openStream(endpoint: string, region: string, tableName: string): Promise<StreamReader> {
  const call = async (target: string, body: object): Promise<unknown> => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': target,
        authorization: `AWS4-HMAC-SHA256 Credential=streams/20120810/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`${target} of ${tableName}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const { Table } = tableAnswer.parse(
    await call('DynamoDB_20120810.DescribeTable', { TableName: tableName }),
  );
  const StreamArn = Table.LatestStreamArn;
  const shardsAfter = async (ExclusiveStartShardId?: string): Promise<readonly Shard[]> => {
    const asked = { StreamArn, ExclusiveStartShardId };
    const answer = await call('DynamoDBStreams_20120810.DescribeStream', asked);
    const { Shards, LastEvaluatedShardId: last } = streamAnswer.parse(answer).StreamDescription;
    return last ? [...Shards, ...(await shardsAfter(last))] : Shards;
  };

  return {
    shards: () => shardsAfter(),
    iterator: async (ShardId, after) => {
      const at = async (position: object): Promise<string> =>
        iteratorAnswer.parse(
          await call('DynamoDBStreams_20120810.GetShardIterator', { StreamArn, ShardId, ...position }),
        ).ShardIterator;
      const oldest = { ShardIteratorType: 'TRIM_HORIZON' };
      if (after === undefined) return at(oldest);
      return at({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }).catch((error) => {
        // Streams forget after 24 hours: when the last record done with is gone, so is all before what is left.
        if (String(error).includes('TrimmedDataAccessException')) return at(oldest);
        throw error;
      });
    },
    read: async (ShardIterator) => {
      const answer = await call('DynamoDBStreams_20120810.GetRecords', { ShardIterator, Limit: 1000 });
      const { Records, NextShardIterator } = recordsAnswer.parse(answer);
      return { records: Records, next: NextShardIterator };
    },
  };
}
