import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

/** Calls of the SDK, with their input as it goes over the wire. */
const send = {
  BatchGetItem: (input: never) => client.send(new BatchGetItemCommand(input)),
  GetItem: (input: never) => client.send(new GetItemCommand(input)),
  PutItem: (input: never) => client.send(new PutItemCommand(input)),
  Query: (input: never) => client.send(new QueryCommand(input)),
  TransactWriteItems: (input: never) => client.send(new TransactWriteItemsCommand(input)),
};

/** Files, queues, and signatures by a key: only those who send them load what they need for it. */
const others = {
  GetObject: async () => {
    const { GetObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
    const s3 = new S3Client({});
    return async (input: never) => (await s3.send(new GetObjectCommand(input))).Body?.transformToByteArray();
  },
  PutObject: async () => {
    const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
    const s3 = new S3Client({});
    return (input: never) => s3.send(new PutObjectCommand(input));
  },
  GetQueueAttributes: async () => {
    const { GetQueueAttributesCommand, SQSClient } = await import('@aws-sdk/client-sqs');
    const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
    return (input: never) => sqs.send(new GetQueueAttributesCommand(input));
  },
  SendMessage: async () => {
    const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
    const sqs = new SQSClient({ useQueueUrlAsEndpoint: false, md5: false });
    return (input: never) => sqs.send(new SendMessageCommand(input));
  },
  Sign: async () => {
    const { KMSClient, SignCommand } = await import('@aws-sdk/client-kms');
    const kms = new KMSClient({});
    return (input: never) => kms.send(new SignCommand(input));
  },
};

/** Signatures, for which nobody is called; only those who sign load what they need for it. */
const signers = {
  opening: async () => {
    const { GetObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
    const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
    const s3 = new S3Client({});
    const opened = { Bucket: 'bench', Key: 'dossiers/1/2', VersionId: '1' };
    return () => getSignedUrl(s3, new GetObjectCommand(opened), { expiresIn: 60 });
  },
  upload: async () => {
    const { S3Client } = await import('@aws-sdk/client-s3');
    const { createPresignedPost } = await import('@aws-sdk/s3-presigned-post');
    const s3 = new S3Client({});
    return () =>
      createPresignedPost(s3, {
        Bucket: 'bench',
        Key: 'dossiers/1/2',
        Fields: { 'Content-Type': 'application/pdf', 'x-amz-checksum-algorithm': 'SHA256' },
        Conditions: [['content-length-range', 1, 1], { 'Content-Type': 'application/pdf' }],
        Expires: 900,
      });
  },
};

export type BareInput = {
  readonly calls: readonly {
    readonly name: keyof typeof send | keyof typeof others;
    readonly input: unknown;
  }[];
  readonly signs?: keyof typeof signers | undefined;
};

const made = new Map<keyof typeof others, (input: never) => Promise<unknown>>();

async function sent(name: BareInput['calls'][number]['name'], input: never): Promise<unknown> {
  if (name in send) return send[name as keyof typeof send](input);
  const other = name as keyof typeof others;
  const known = made.get(other) ?? (await others[other]());
  made.set(other, known);
  return known(input);
}

let sign: (() => Promise<unknown>) | undefined;

/** The same calls of the SDK as a function makes, and nothing else. */
export const handler = async ({ calls, signs }: BareInput): Promise<void> => {
  for (const { name, input } of calls) await sent(name, input as never);
  if (signs) sign ??= await signers[signs]();
  await sign?.();
};
