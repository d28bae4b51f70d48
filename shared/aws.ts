import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** A hanging connection must end well before the function does: API functions have ten seconds. */
const timeouts = { connectionTimeout: 1_000, requestTimeout: 3_000 };

/** The SDK takes every call and answer apart once more for a logger that hears `info`: a sixth of a call. This one does not. */
const logger = { debug() {}, warn() {}, error() {} } as NonNullable<DynamoDBClientConfig['logger']>;

// Made once per container, so that connections are kept; pure, so that a bundle holds only those it uses.

/** The dossier table. */
export const table = /* @__PURE__ */ DynamoDBDocumentClient.from(
  /* @__PURE__ */ new DynamoDBClient({ requestHandler: timeouts, logger }),
  { marshallOptions: { removeUndefinedValues: true } },
);

/** The bucket of documents; a read of 20 MiB may take longer than an API call. */
export const s3 = /* @__PURE__ */ new S3Client({
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 20_000 },
  logger,
});

/**
 * The same for what is made while it is put: its checksum is known at its end, and without a checksum before it S3 takes a
 * body of a stated length as it comes (S3 API reference, PutObject). It may take minutes.
 */
export const s3Streaming = /* @__PURE__ */ new S3Client({
  requestHandler: { connectionTimeout: 1_000 },
  requestChecksumCalculation: 'WHEN_REQUIRED',
  logger,
});

/** The scanner of the bucket. */
export const guardDuty = /* @__PURE__ */ new GuardDutyClient({ requestHandler: timeouts, logger });

/** The topic of events. */
export const sns = /* @__PURE__ */ new SNSClient({ requestHandler: timeouts, logger });

/**
 * Queues of departments, which are named by their URLs and reached where all of AWS is. TLS keeps a message whole: its sum need
 * not be taken once more.
 */
export const sqs = /* @__PURE__ */ new SQSClient({
  requestHandler: timeouts,
  useQueueUrlAsEndpoint: false,
  md5: false,
  logger,
});

/** E-mail. */
export const ses = /* @__PURE__ */ new SESv2Client({ requestHandler: timeouts, logger });

/** Keys by which agencies sign. */
export const kms = /* @__PURE__ */ new KMSClient({ requestHandler: timeouts, logger });

/** Keys shared with partners. */
export const parameters = /* @__PURE__ */ new SSMClient({ requestHandler: timeouts, logger });
